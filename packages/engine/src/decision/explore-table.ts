import { answerOf, type CellShape, shapeOf } from './cell-shape.ts';
import { feelTypeOf } from './item-type.ts';
import type { DecisionTable, TableInput } from './table.ts';

export interface Explored {
  /** Pairs of rules that match the same values under UNIQUE, each rule reported once. */
  readonly overlaps: readonly { readonly rule: number; readonly other: number; readonly example: string }[];
  readonly unreachable: readonly number[];
  /** Values that no rule matches, as people write them; the first few. */
  readonly gaps: readonly string[];
}

type Sample = { readonly value: string | number | boolean; readonly shown: string };

/** Cells looked at before giving up: in all below a tenth of a second, and in proportion to the table. */
const WORK = 2_000_000;
const WORK_PER_CELL = 2_000;
const GAPS = 5;

/**
 * Walks through all combinations of values that the cells of a table tell apart. Null when a cell cannot be read from its
 * text, or when there are too many combinations; then nothing is claimed.
 */
export function exploreTable(table: DecisionTable): Explored | null {
  const shapes = table.rules.map(({ cells }) => cells.map(({ shape }) => shape));
  if (shapes.some((row) => row.some(({ kind }) => kind === 'other'))) return null;
  const columns = table.inputs.map((input, column) =>
    samplesOf(
      shapes.map((row) => row[column] ?? { kind: 'any' }),
      input,
    ),
  );
  const state = {
    left: Math.min(WORK, WORK_PER_CELL * shapes.length * columns.length),
    gaps: [] as string[],
    reached: new Set<number>(),
    overlaps: new Map<number, Overlap>(),
  };
  const path: string[] = [];
  const first = table.hitPolicy === 'FIRST';
  const visit = (column: number, rules: readonly number[]): boolean => {
    state.left -= 1 + rules.length;
    if (state.left < 0) return false;
    const done = column === columns.length || rules.length === 0;
    if (done) {
      note(rules);
      return true;
    }
    const label = table.inputs[column]?.label ?? '';
    // one sample stands for all values when no rule left tells them apart
    const plain = rules.every((rule) => shapes[rule]?.[column]?.kind === 'any');
    if (plain) return visit(column + 1, rules);
    for (const { value, shown } of columns[column] ?? []) {
      state.left -= rules.length;
      const left = rules.filter((rule) => answerOf(shapes[rule]?.[column] ?? ANY, value) === true);
      path.push(`${label} ${shown}`);
      if (!visit(column + 1, left)) return false;
      path.pop();
    }
    return true;
  };
  const note = (rules: readonly number[]) => {
    const [rule, other] = rules;
    if (rule === undefined) {
      if (state.gaps.length < GAPS) state.gaps.push(path.join(', ') || 'anything');
      return;
    }
    for (const one of first ? [rule] : rules) state.reached.add(one);
    if (table.hitPolicy === 'UNIQUE' && other !== undefined && !state.overlaps.has(other)) {
      state.overlaps.set(other, { rule: other + 1, other: rule + 1, example: path.join(', ') || 'anything' });
    }
  };
  const complete = visit(
    0,
    table.rules.map((_, index) => index),
  );
  if (!complete) return null;
  const answersAlways = table.hitPolicy === 'COLLECT' || table.outputs.some(({ fallback }) => fallback !== null);
  return {
    overlaps: [...state.overlaps.values()],
    unreachable: table.rules.map(({ number }) => number).filter((number) => !state.reached.has(number - 1)),
    gaps: answersAlways ? [] : state.gaps,
  };
}

interface Overlap {
  readonly rule: number;
  readonly other: number;
  readonly example: string;
}

const ANY: CellShape = { kind: 'any' };

/** One value for each region that the cells of a column tell apart, within the values that the input may have. */
function samplesOf(shapes: readonly CellShape[], input: TableInput): readonly Sample[] {
  const allowed = input.allowed === null ? typeShape(input) : shapeOf(input.allowed.source);
  const all = [...shapes, allowed];
  const samples = all.some(({ kind }) => kind === 'ranges') ? numbers(all) : plainValues(all, input);
  return samples.filter(({ value }) => answerOf(allowed, value) ?? true);
}

function typeShape({ type }: TableInput): CellShape {
  return type?.allowed ? shapeOf(type.allowed.source) : ANY;
}

function plainValues(shapes: readonly CellShape[], { type }: TableInput): readonly Sample[] {
  const values = new Set(shapes.flatMap((shape) => (shape.kind === 'values' ? shape.values : [])));
  const boolean =
    [...values].some((value) => typeof value === 'boolean') || (type && feelTypeOf(type).kind === 'boolean');
  if (boolean) return [true, false].map((value) => ({ value, shown: `= ${value}` }));
  const named = [...values].map((value) => ({ value, shown: `= ${JSON.stringify(value)}` }));
  return [...named, { value: '\u0000another', shown: 'is another value' }];
}

function numbers(shapes: readonly CellShape[]): readonly Sample[] {
  const ranges = shapes.flatMap((shape) => (shape.kind === 'ranges' ? shape.ranges : []));
  const points = [...new Set(ranges.flatMap(({ from, to }) => [from, to]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const samples: Sample[] = [];
  points.forEach((point, index) => {
    const below = points[index - 1];
    if (below === undefined) samples.push({ value: point - 1, shown: `< ${point}` });
    else samples.push({ value: below + (point - below) / 2, shown: `in (${below}..${point})` });
    samples.push({ value: point, shown: `= ${point}` });
  });
  const last = points.at(-1);
  if (last !== undefined) samples.push({ value: last + 1, shown: `> ${last}` });
  return samples;
}
