import type { Budget } from './budget.ts';
import { callBorrowed, FeelDate, FeelDuration, FeelRange, isTemporal, temporalOperation } from './feelin.ts';
import { Callable, isContext, isList, type Value } from './values.ts';

/** The FEEL name of a value's type, for comparisons and messages. */
export function typeName(value: Value): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (isList(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof Callable) return 'function';
  if (value instanceof FeelDuration) return value.yearsMonths ? 'years and months duration' : 'days and time duration';
  if (isTemporal(value)) return 'hour' in value && 'year' in value ? 'date and time' : 'time';
  return 'context';
}

/**
 * A number as people mean it: binary noise beyond 15 significant digits is dropped (0.1 + 0.2 is 0.3), so sums of
 * money are right to the ban up to 10^12 lei. Infinite and undefined results are null.
 */
export function clean(number: number): number | null {
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number;
  if (!Number.isFinite(number)) return null;
  return Number(number.toPrecision(15));
}

/** Equality of FEEL: null when the types cannot be compared; null equals only null. */
export function equals(a: Value, b: Value, budget: Budget): boolean | null {
  budget.spend(1);
  if (a === null || b === null) return a === b;
  if (typeof a !== 'object' || typeof b !== 'object') return typeof a === typeof b ? a === b : null;
  if (isList(a)) {
    if (!isList(b)) return null;
    return a.length === b.length && a.every((element, index) => equals(element, b[index] ?? null, budget) === true);
  }
  if (isTemporal(a)) {
    if (typeName(a) !== typeName(b)) return null;
    if (a instanceof FeelDate && b instanceof FeelDate) return a.iso === b.iso;
    const result = temporalOperation('=', a, b);
    return typeof result === 'boolean' ? result : null;
  }
  if (a instanceof FeelRange) {
    if (!(b instanceof FeelRange)) return null;
    return (
      a['start included'] === b['start included'] &&
      a['end included'] === b['end included'] &&
      equals(a.start, b.start, budget) === true &&
      equals(a.end, b.end, budget) === true
    );
  }
  if (!isContext(a)) return null;
  if (!isContext(b)) return null;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equals(a[key] ?? null, b[key] ?? null, budget) === true)
  );
}

/** Below, equal, above (-1, 0, 1), or null when the two have no order. */
export function compare(a: Value, b: Value): -1 | 0 | 1 | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (!isTemporal(a) || !isTemporal(b) || typeName(a) !== typeName(b)) return null;
  if (a instanceof FeelDate && b instanceof FeelDate && a.iso.length === b.iso.length) {
    return a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0;
  }
  if (temporalOperation('=', a, b) === true) return 0;
  const below = temporalOperation('<', a, b);
  return below === true ? -1 : below === false ? 1 : null;
}

/** Whether a range holds a value; null when they cannot be compared. */
export function rangeHolds(range: FeelRange, value: Value): boolean | null {
  const start: Value = range.start;
  const end: Value = range.end;
  if (value === null || (start === null && end === null)) return null;
  if (start !== null) {
    const order = compare(value, start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !range['start included'])) return false;
  }
  if (end !== null) {
    const order = compare(value, end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !range['end included'])) return false;
  }
  return true;
}

/** Membership as the operator `in` and unary tests mean it: equal, in the list, in the range. */
export function holds(test: Value, value: Value, budget: Budget): boolean | null {
  if (test instanceof FeelRange) return rangeHolds(test, value);
  if (isList(test) && !isList(value)) return test.some((element) => holds(element, value, budget) === true);
  if (isList(test) && equals(test, value, budget) !== true) {
    return test.some((element) => equals(element, value, budget) === true);
  }
  return equals(test, value, budget) === true;
}

/** Arithmetic; null when FEEL has no answer for these types. */
export function arithmetic(operator: string, a: Value, b: Value, budget: Budget): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    switch (operator) {
      case '+':
        return clean(a + b);
      case '-':
        return clean(a - b);
      case '*':
        return clean(a * b);
      case '/':
        return b === 0 ? null : clean(a / b);
      case '**':
        return clean(a ** b);
      default:
        return null;
    }
  }
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return budget.text(a + b);
  budget.spend(40);
  if (isTemporal(a) && isTemporal(b) && (operator === '+' || operator === '-'))
    return temporalOperation(operator, a, b);
  return durationScaled(operator, a, b);
}

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/** Durations times and divided by numbers, and divided by durations of the same kind. */
function durationScaled(operator: string, a: Value, b: Value): Value {
  if (operator === '*' && typeof a === 'number' && b instanceof FeelDuration) return durationScaled('*', b, a);
  if (!(a instanceof FeelDuration)) return null;
  if (operator === '*' && typeof b === 'number') return durationOf(amountOf(a) * b, a.yearsMonths);
  if (operator !== '/') return null;
  if (typeof b === 'number') return b === 0 ? null : durationOf(amountOf(a) / b, a.yearsMonths);
  if (!(b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths || amountOf(b) === 0) return null;
  return clean(amountOf(a) / amountOf(b));
}

/** Months, or seconds. */
function amountOf(duration: FeelDuration): number {
  if (duration.yearsMonths) return (duration.years ?? 0) * 12 + (duration.months ?? 0);
  return UNITS.reduce((sum, [unit, seconds]) => sum + (duration[unit] ?? 0) * seconds, 0);
}

function durationOf(amount: number, yearsMonths: boolean): Value {
  const whole = Math.trunc(amount);
  if (!Number.isSafeInteger(whole)) return null;
  const sign = whole < 0 ? '-' : '';
  return callBorrowed('duration', [`${sign}${yearsMonths ? `P${Math.abs(whole)}M` : `PT${Math.abs(whole)}S`}`]);
}
