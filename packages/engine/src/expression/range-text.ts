import { numberOf } from './numbers.ts';
import { compare } from './operators.ts';
import { readDate, readDateTime, readDuration, readTemporal, readTime } from './temporal-text.ts';
import { FeelRange, typeName, type Value } from './values.ts';

const RANGE = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

/**
 * The range that a text such as `[1..3]` spells (DMN 1.5, table 74: bounds are literals); null for any other text, for
 * bounds of two kinds, and for bounds in the wrong order.
 */
export function parseRange(text: string): FeelRange | null {
  const found = RANGE.exec(text);
  if (!found) return null;
  const [, open, low = '', high = '', close] = found;
  const start = bound(low);
  const end = bound(high);
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  const startIncluded = open === '[';
  const endIncluded = close === ']';
  if ((start === null && startIncluded) || (end === null && endIncluded)) return null;
  return rangeOf(start, end, startIncluded, endIncluded);
}

/** A range of two bounds; null when they are not of one ordered kind or lie in the wrong order. */
export function rangeOf(start: Value, end: Value, startIncluded: boolean, endIncluded: boolean): FeelRange | null {
  if (start !== null && end !== null) {
    if (typeName(start) !== typeName(end)) return null;
    const order = compare(start, end);
    if (order === null || order > 0) return null;
  }
  return new FeelRange(start, end, startIncluded, endIncluded);
}

/** A literal; null for an open bound, undefined for what is no literal. */
function bound(text: string): Value | undefined {
  if (text === '' || text === 'null') return null;
  if (/^-?(\d{1,400}(\.\d{1,400})?|\.\d{1,400})$/.test(text)) return numberOf(text) ?? undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(text);
  if (quoted) return (quoted[1] ?? '').replace(/\\(.)/gs, '$1');
  const temporal = /^(@|date|time|date and time|duration)(\()?\s*"([^"]*)"\s*(\))?$/.exec(text);
  if (!temporal) return undefined;
  const [, name = '', open, value = '', close] = temporal;
  if ((name === '@') === (open !== undefined) || (open === undefined) !== (close === undefined)) return undefined;
  return READERS[name]?.(value) ?? undefined;
}

const READERS: Readonly<Record<string, (text: string) => Value>> = {
  '@': readTemporal,
  date: readDate,
  time: readTime,
  'date and time': readDateTime,
  duration: readDuration,
};
