import { compare } from '../operators.ts';
import { parseRange } from '../range-text.ts';
import { FeelRange, type Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type Operand = Value | FeelRange;
type Relation = (a: Operand, b: Operand) => boolean | null;

/** How two bounds lie to each other; null when they cannot be compared. */
const below = (a: Value, b: Value): boolean | null => {
  const order = compare(a, b);
  return order === null ? null : order < 0;
};
const same = (a: Value, b: Value): boolean | null => {
  const order = compare(a, b);
  return order === null ? null : order === 0;
};

const and = (...parts: readonly (boolean | null)[]): boolean | null =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const or = (...parts: readonly (boolean | null)[]): boolean | null =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

/** A point is the range that holds nothing else. */
function range(operand: Operand): FeelRange {
  return operand instanceof FeelRange ? operand : new FeelRange(operand, operand, true, true);
}

const before: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return or(below(a.end, b.start), and(same(a.end, b.start), !(a.endIncluded && b.startIncluded)));
};

const meets: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(a.endIncluded, b.startIncluded, same(a.end, b.start));
};

/** a begins no later than b. */
const startsNoLater = (a: FeelRange, b: FeelRange) =>
  or(below(a.start, b.start), and(same(a.start, b.start), a.startIncluded || !b.startIncluded));
/** a ends no earlier than b. */
const endsNoEarlier = (a: FeelRange, b: FeelRange) =>
  or(below(b.end, a.end), and(same(a.end, b.end), a.endIncluded || !b.endIncluded));

const includes: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(startsNoLater(a, b), endsNoEarlier(a, b));
};

const overlaps: Relation = (first, second) => {
  const a = before(first, second);
  const b = before(second, first);
  return a === null || b === null ? null : !a && !b;
};

const overlapsBefore: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(
    or(below(a.start, b.start), and(same(a.start, b.start), a.startIncluded, !b.startIncluded)),
    or(below(b.start, a.end), and(same(b.start, a.end), a.endIncluded, b.startIncluded)),
    or(below(a.end, b.end), and(same(a.end, b.end), !a.endIncluded || b.endIncluded)),
  );
};

const overlapsAfter: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(
    or(below(b.start, a.start), and(same(b.start, a.start), b.startIncluded, !a.startIncluded)),
    or(below(a.start, b.end), and(same(a.start, b.end), a.startIncluded, b.endIncluded)),
    or(below(b.end, a.end), and(same(b.end, a.end), !b.endIncluded || a.endIncluded)),
  );
};

const finishes: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(a.endIncluded === b.endIncluded, same(a.end, b.end), startsNoLater(b, a));
};

const starts: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(a.startIncluded === b.startIncluded, same(a.start, b.start), endsNoEarlier(b, a));
};

const coincides: Relation = (first, second) => {
  const a = range(first);
  const b = range(second);
  return and(
    a.startIncluded === b.startIncluded,
    a.endIncluded === b.endIncluded,
    same(a.start, b.start),
    same(a.end, b.end),
  );
};

const swapped =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

/** Relations of points and ranges (DMN 1.5, table 78) and the reader of ranges. */
export const RANGES: readonly Signature[] = [
  ...both('before', before),
  ...both('after', swapped(before)),
  relation('meets(range1: range, range2: range): boolean', meets),
  relation('met by(range1: range, range2: range): boolean', swapped(meets)),
  relation('overlaps(range1: range, range2: range): boolean', overlaps),
  relation('overlaps before(range1: range, range2: range): boolean', overlapsBefore),
  relation('overlaps after(range1: range, range2: range): boolean', overlapsAfter),
  ...pointIn('finishes', finishes),
  ...rangeWith('finished by', swapped(finishes)),
  ...rangeWith('includes', includes),
  ...pointIn('during', swapped(includes)),
  ...pointIn('starts', starts),
  ...rangeWith('started by', swapped(starts)),
  relation('coincides(point1: point, point2: point): boolean', coincides),
  relation('coincides(range1: range, range2: range): boolean', coincides),
  define('range(from: string): range', ([from]: readonly [string]) => parseRange(from)),
];

function relation(text: string, holds: Relation): Signature {
  return define(text, ([a, b]: readonly [Operand, Operand]) => holds(a, b));
}

function both(name: string, holds: Relation): readonly Signature[] {
  return [
    relation(`${name}(point1: point, point2: point): boolean`, holds),
    relation(`${name}(point: point, range: range): boolean`, holds),
    relation(`${name}(range: range, point: point): boolean`, holds),
    relation(`${name}(range1: range, range2: range): boolean`, holds),
  ];
}

function pointIn(name: string, holds: Relation): readonly Signature[] {
  return [
    relation(`${name}(point: point, range: range): boolean`, holds),
    relation(`${name}(range1: range, range2: range): boolean`, holds),
  ];
}

function rangeWith(name: string, holds: Relation): readonly Signature[] {
  return [
    relation(`${name}(range: range, point: point): boolean`, holds),
    relation(`${name}(range1: range, range2: range): boolean`, holds),
  ];
}
