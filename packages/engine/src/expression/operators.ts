import type { Budget } from './budget.ts';
import { calculate, compareNumbers, equalNumbers, isNumeric, type Operator } from './numbers.ts';
import { isTemporal } from './temporal.ts';
import {
  addTemporal,
  compareTemporal,
  divideDuration,
  equalTemporal,
  isDuration,
  scaleDuration,
  subtractTemporal,
} from './temporal-arithmetic.ts';
import { FeelRange, isContext, isList, type Value } from './values.ts';

/** Equality (DMN 1.5, table 42): null when the types cannot be compared; null equals only null. */
export function equals(a: Value, b: Value, budget: Budget): boolean | null {
  budget.spend(1);
  if (a === null || b === null) return a === b;
  if (typeof a !== 'object' && typeof b !== 'object') return typeof a === typeof b ? a === b : null;
  if (isNumeric(a)) return isNumeric(b) ? equalNumbers(a, b) : null;
  if (isList(a)) return isList(b) ? equalLists(a, b, budget) : null;
  if (isTemporal(a)) return isTemporal(b) ? equalTemporal(a, b) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b, budget) : null;
  if (!isContext(a) || !isContext(b)) return null;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equals(a[key] ?? null, b[key] ?? null, budget) === true);
}

function equalLists(a: readonly Value[], b: readonly Value[], budget: Budget): boolean {
  return a.length === b.length && a.every((element, index) => equals(element, b[index] ?? null, budget) === true);
}

function equalRanges(a: FeelRange, b: FeelRange, budget: Budget): boolean {
  return (
    a.operator === b.operator &&
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    equals(a.start, b.start, budget) === true &&
    equals(a.end, b.end, budget) === true
  );
}

/** Below, equal, above (-1, 0, 1), or null when the two have no order. */
export function compare(a: Value, b: Value): -1 | 0 | 1 | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  return isTemporal(a) && isTemporal(b) ? compareTemporal(a, b) : null;
}

/** Whether a range holds a value; null when they cannot be compared. */
export function rangeHolds(range: FeelRange, value: Value): boolean | null {
  const { start, end } = range;
  if (value === null || ((start === null || end === null) && range.operator === null)) return null;
  if (start !== null) {
    const order = compare(value, start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !range.startIncluded)) return false;
  }
  if (end !== null) {
    const order = compare(value, end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !range.endIncluded)) return false;
  }
  return true;
}

/** Membership as `in` and unary tests mean it (DMN 1.5, table 55): equal, in the list, in the range. */
export function holds(test: Value, value: Value, budget: Budget): boolean | null {
  budget.spend(1);
  if (test instanceof FeelRange) {
    return value instanceof FeelRange ? equals(test, value, budget) : rangeHolds(test, value);
  }
  if (!isList(test)) return equals(test, value, budget);
  if (isList(value) && equals(test, value, budget) === true) return true;
  for (const element of test) {
    if (element instanceof FeelRange && !(value instanceof FeelRange)) {
      if (rangeHolds(element, value) === true) return true;
    } else if (equals(element, value, budget) === true) return true;
  }
  return false;
}

/** Arithmetic (DMN 1.5, tables 45 to 54); null when FEEL has no answer for these types. */
export function arithmetic(operator: Operator, a: Value, b: Value, budget: Budget): Value {
  if (isNumeric(a) && isNumeric(b)) {
    if (typeof a !== 'number' || typeof b !== 'number') budget.spend(5);
    return calculate(operator, a, b);
  }
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return budget.text(a + b);
  budget.spend(5);
  switch (operator) {
    case '+':
      return isTemporal(a) && isTemporal(b) ? addTemporal(a, b) : null;
    case '-':
      return isTemporal(a) && isTemporal(b) ? subtractTemporal(a, b) : null;
    case '*':
      if (isDuration(a) && isNumeric(b)) return scaleDuration(a, b);
      return isDuration(b) && isNumeric(a) ? scaleDuration(b, a) : null;
    case '/':
      return isDuration(a) && (isNumeric(b) || isDuration(b)) ? divideDuration(a, b) : null;
    case '**':
      return null;
    default:
      return unreachable(operator);
  }
}

function unreachable(operator: never): never {
  throw new TypeError(`no operator ${String(operator)}`);
}
