/**
 * What the condition of a cell means, where it can be read from its text alone: the index of large tables, the checks for
 * gaps and overlaps and the quick comparison of plain values rest on it. Everything else is `other`.
 */
export type CellShape =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'values';
      readonly type: 'string' | 'boolean';
      readonly values: readonly (string | boolean)[];
      readonly negated: boolean;
    }
  | { readonly kind: 'ranges'; readonly ranges: readonly NumberRange[] }
  | { readonly kind: 'other' };

/** Numbers between two bounds; infinite where open. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly fromIncluded: boolean;
  readonly toIncluded: boolean;
}

/** Characters of a cell that people wrote; longer ones are left to FEEL and its limits. */
const LONGEST = 500;

const OTHER: CellShape = { kind: 'other' };
const ANY: CellShape = { kind: 'any' };
const NUMBER = '-?(?:\\d{1,12}(?:\\.\\d{1,8})?|\\.\\d{1,8})';
const LITERAL = new RegExp(`^(${NUMBER})$`);
const COMPARISON = new RegExp(`^(<=|>=|<|>)\\s*(${NUMBER})$`);
const RANGE = new RegExp(`^([[(\\]])\\s*(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})\\s*([\\])[])$`);
const TEXT = /^"((?:[^"\\])*)"$/;
const WHOLE: NumberRange = { from: -Infinity, to: Infinity, fromIncluded: false, toIncluded: false };

/** Reads the source of a cell. */
export function shapeOf(source: string): CellShape {
  if (source.length > LONGEST) return OTHER;
  const text = source.trim();
  if (text === '' || text === '-') return ANY;
  const negated = /^not\s*\(([^()]*)\)$/.exec(text);
  const parts = partsOf(negated?.[1] ?? text);
  if (parts === null) return OTHER;
  const strings = parts.map((part) => TEXT.exec(part)?.[1]);
  if (strings.every((one) => one !== undefined)) {
    return { kind: 'values', type: 'string', values: strings, negated: negated !== null };
  }
  if (parts.every((part) => part === 'true' || part === 'false')) {
    return { kind: 'values', type: 'boolean', values: parts.map((part) => part === 'true'), negated: negated !== null };
  }
  const ranges = parts.map(rangeOf);
  if (negated !== null || !ranges.every((one) => one !== null)) return OTHER;
  return { kind: 'ranges', ranges };
}

/** Parts between commas outside texts and brackets; null when one is empty. */
function partsOf(text: string): readonly string[] | null {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '\\') return null;
    if (character === '"') quoted = !quoted;
    if (index < text.length && (quoted || character !== ',')) continue;
    const part = text.slice(start, index).trim();
    if (part === '') return null;
    parts.push(part);
    start = index + 1;
  }
  return parts;
}

function rangeOf(part: string): NumberRange | null {
  const literal = LITERAL.exec(part)?.[1];
  if (literal !== undefined) return single(Number(literal));
  const comparison = COMPARISON.exec(part);
  if (comparison) {
    const bound = Number(comparison[2]);
    switch (comparison[1]) {
      case '<':
        return { ...WHOLE, to: bound };
      case '<=':
        return { ...WHOLE, to: bound, toIncluded: true };
      case '>':
        return { ...WHOLE, from: bound };
      default:
        return { ...WHOLE, from: bound, fromIncluded: true };
    }
  }
  const range = RANGE.exec(part);
  if (!range) return null;
  const [, open, from, to, close] = range;
  return { from: Number(from), to: Number(to), fromIncluded: open === '[', toIncluded: close === ']' };
}

function single(value: number): NumberRange {
  return { from: value, to: value, fromIncluded: true, toIncluded: true };
}

export function inRange(value: number, range: NumberRange): boolean {
  const above = range.fromIncluded ? value >= range.from : value > range.from;
  return above && (range.toIncluded ? value <= range.to : value < range.to);
}

/** The answer for a plain value of the cell's own kind; null when the shape cannot tell. */
export function answerOf(shape: CellShape, value: unknown): boolean | null {
  switch (shape.kind) {
    case 'any':
      return true;
    case 'values':
      if (typeof value !== shape.type) return null;
      return shape.values.includes(value as string | boolean) !== shape.negated;
    case 'ranges':
      if (typeof value !== 'number') return null;
      for (const range of shape.ranges) if (inRange(value, range)) return true;
      return false;
    case 'other':
      return null;
    default:
      return shape satisfies never;
  }
}
