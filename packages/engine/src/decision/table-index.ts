import type { Value } from '../expression/values.ts';
import { answerOf, type CellShape } from './cell-shape.ts';

/** Which rules of a large table can match, found by the columns whose cells are plain values and ranges. */
export interface TableIndex {
  /** A bit for each rule that the indexed columns let through; null when a value cannot be looked up. */
  candidates(values: readonly Value[]): Uint32Array | null;
  /** Whether the bits already answer for the column. */
  covers(column: number): boolean;
}

interface ColumnIndex {
  readonly column: number;
  find(value: Value): Uint32Array | null;
}

/** Fewer rules than these are tested one by one. */
const WORTH = 24;
/** Cells looked at while a column is indexed: below 100 ms. */
const WORK = 12_000_000;

/** Indexes a table by its cells, row by row; null when it is small or no column can be indexed. */
export function indexOf(rows: readonly (readonly CellShape[])[]): TableIndex | null {
  if (rows.length < WORTH) return null;
  const width = rows[0]?.length ?? 0;
  const columns: ColumnIndex[] = [];
  for (let column = 0; column < width; column += 1) {
    const shapes = rows.map((row) => row[column] ?? { kind: 'other' as const });
    const index = columnIndex(column, shapes);
    if (index !== null) columns.push(index);
  }
  if (columns.length === 0) return null;
  const covered = new Set(columns.map(({ column }) => column));
  const all = bits(rows.length, () => true);
  return {
    covers: (column) => covered.has(column),
    candidates(values) {
      const found = all.slice();
      for (const index of columns) {
        const own = index.find(values[index.column] ?? null);
        if (own === null) return null;
        for (let word = 0; word < found.length; word += 1) found[word] = (found[word] ?? 0) & (own[word] ?? 0);
      }
      return found;
    },
  };
}

/** The rules whose bits are set, in order, counted from 0. */
export function* rulesOf(set: Uint32Array): Generator<number> {
  for (let word = 0; word < set.length; word += 1) {
    let rest = set[word] ?? 0;
    while (rest !== 0) {
      const low = rest & -rest;
      yield word * 32 + (31 - Math.clz32(low));
      rest ^= low;
    }
  }
}

function bits(count: number, has: (rule: number) => boolean): Uint32Array {
  const set = new Uint32Array(Math.ceil(count / 32));
  for (let rule = 0; rule < count; rule += 1) {
    const word = rule >> 5;
    if (has(rule)) set[word] = (set[word] ?? 0) | (1 << (rule & 31));
  }
  return set;
}

function columnIndex(column: number, shapes: readonly CellShape[]): ColumnIndex | null {
  const kinds = new Set(shapes.map((shape) => (shape.kind === 'values' ? shape.type : shape.kind)));
  kinds.delete('any');
  const [kind] = kinds;
  if (kinds.size !== 1) return null;
  if (kind === 'ranges') return numbers(column, shapes);
  return kind === 'string' || kind === 'boolean' ? values(column, shapes, kind) : null;
}

function values(column: number, shapes: readonly CellShape[], type: 'string' | 'boolean'): ColumnIndex | null {
  const named = new Set(shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values : [])));
  if (named.size * sizeOf(shapes) > WORK) return null;
  const matching = (value: unknown) => bits(shapes.length, (rule) => answerOf(shapes[rule] ?? OTHER, value) === true);
  const byValue = new Map<unknown, Uint32Array>([...named].map((value) => [value, matching(value)]));
  // a value that no cell names: cells of any value, and `not(…)` of others
  const rest = bits(shapes.length, (rule) => {
    const shape = shapes[rule] ?? OTHER;
    return shape.kind === 'any' || (shape.kind === 'values' && shape.negated);
  });
  return {
    column,

    find: (value) => (typeof value === type ? (byValue.get(value) ?? rest) : null),
  };
}

/** Ranges and values of all cells together. */
function sizeOf(shapes: readonly CellShape[]): number {
  return shapes.reduce((sum, shape) => {
    if (shape.kind === 'ranges') return sum + shape.ranges.length;
    return sum + (shape.kind === 'values' ? shape.values.length : 1);
  }, 0);
}

const OTHER: CellShape = { kind: 'other' };

/**
 * Numbers: the bounds of all cells cut the line into points and the gaps between them; each has its set of rules. Sets
 * are kept once per different neighbour, so a sorted table costs little more than its rows.
 */
function numbers(column: number, shapes: readonly CellShape[]): ColumnIndex | null {
  const cuts = new Set<number>();
  for (const shape of shapes) {
    if (shape.kind !== 'ranges') continue;
    for (const { from, to } of shape.ranges) {
      if (Number.isFinite(from)) cuts.add(from);
      if (Number.isFinite(to)) cuts.add(to);
    }
  }
  const points = Float64Array.from(cuts).sort();
  if (points.length * 2 * sizeOf(shapes) > WORK) return null;
  const matching = (value: number) => bits(shapes.length, (rule) => answerOf(shapes[rule] ?? OTHER, value) === true);
  const at = Array.from(points, (point) => matching(point));
  const between = Array.from({ length: points.length + 1 }, (_, gap) => matching(middle(points, gap)));
  return {
    column,
    find(value) {
      if (typeof value !== 'number') return null;
      let low = 0;
      let high = points.length;
      while (low < high) {
        const half = (low + high) >> 1;
        if ((points[half] ?? 0) < value) low = half + 1;
        else high = half;
      }
      return (points[low] === value ? at[low] : between[low]) ?? null;
    },
  };
}

function middle(points: Float64Array, gap: number): number {
  const below = points[gap - 1];
  const above = points[gap];
  if (below === undefined) return above === undefined ? 0 : above - 1;
  return above === undefined ? below + 1 : below + (above - below) / 2;
}
