import { big, calculate, compareNumbers, Decimal, isNumeric, type Numeric, settle } from '../numbers.ts';
import { compare } from '../operators.ts';
import type { Run } from '../run.ts';
import { addTemporal, isDuration, scaleDuration } from '../temporal-arithmetic.ts';
import { isTemporal, type Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type Args = readonly [readonly Value[]];

/** Functions that make one value of a list (DMN 1.5, 10.3.4.4 and 10.3.4.5). */
export const AGGREGATES: readonly Signature[] = [
  define('count(list: list): number', ([list]: Args) => list.length),
  define('min(...list: any): any', ([list]: Args, run) => extreme(list, -1, run)),
  define('max(...list: any): any', ([list]: Args, run) => extreme(list, 1, run)),
  define('sum(...list: any): any', ([list]: Args, run) => sum(list, run)),
  define(
    'product(...list: any): number',
    numeric((list) => list.reduce<Numeric | null>(step('*'), 1)),
  ),
  define('mean(...list: any): any', ([list]: Args, run) => {
    const total = sum(list, run);
    if (isNumeric(total)) return calculate('/', total, list.length);
    return isDuration(total) ? scaleDuration(total, new Decimal(1).div(list.length)) : null;
  }),
  define(
    'median(...list: any): number',
    numeric((list) => {
      const sorted = [...list].sort(compareNumbers);
      const high = sorted[Math.floor(sorted.length / 2)] ?? 0;
      const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
      const both = calculate('+', low, high);
      return both === null ? null : calculate('/', both, 2);
    }),
  ),
  define('stddev(...list: any): number', numeric(deviation)),
  define('mode(...list: any): list', ([list]: Args, run) => mode(list, run)),
  define('all(...list: any): boolean', ([list]: Args, run) => decide(list, false, run)),
  define('any(...list: any): boolean', ([list]: Args, run) => decide(list, true, run)),
];

function step(operator: '+' | '*') {
  return (total: Numeric | null, one: Numeric) => (total === null ? null : calculate(operator, total, one));
}

function numeric(compute: (list: readonly Numeric[]) => Value) {
  return ([list]: Args, run: Run): Value => {
    run.budget.spend(list.length * 4);
    return list.length > 0 && list.every(isNumeric) ? compute(list) : null;
  };
}

function sum(list: readonly Value[], run: Run): Value {
  if (list.length === 0) return null;
  run.budget.spend(list.length);
  let total: Value = list[0] ?? null;
  if (!isNumeric(total) && !isDuration(total)) return null;
  for (let index = 1; index < list.length; index += 1) {
    const one: Value = list[index] ?? null;
    if (isNumeric(total) && isNumeric(one)) total = calculate('+', total, one);
    else total = isDuration(total) && isDuration(one) ? addTemporal(total, one) : null;
    if (total === null) return null;
  }
  return total;
}

function extreme(list: readonly Value[], wanted: -1 | 1, run: Run): Value {
  run.budget.spend(list.length * 2);
  let best: Value = list[0] ?? null;
  if (!isNumeric(best) && typeof best !== 'string' && !isTemporal(best)) return null;
  for (const one of list) {
    const order = compare(one, best);
    if (order === null) return null;
    if (order === wanted) best = one;
  }
  return best;
}

/** Of a sample: divided by one less than the count; null for fewer than two. */
function deviation(list: readonly Numeric[]): Value {
  if (list.length < 2) return null;
  const mean = list.reduce((total: Decimal, one) => total.plus(one), new Decimal(0)).div(list.length);
  const squares = list.reduce((total: Decimal, one) => total.plus(big(one).minus(mean).pow(2)), new Decimal(0));
  return settle(squares.div(list.length - 1).sqrt());
}

function mode(list: readonly Value[], run: Run): Value {
  run.budget.spend(list.length * 4);
  if (!list.every(isNumeric)) return null;
  const counts = new Map<string, { value: Numeric; count: number }>();
  let most = 0;
  for (const value of list) {
    const key = String(value);
    const entry = counts.get(key) ?? { value, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
    most = Math.max(most, entry.count);
  }
  const found = [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value);
  return found.sort(compareNumbers);
}

/** `any` is decided by a true element, `all` by a false one; without one, an element that is no boolean makes it null. */
function decide(list: readonly Value[], decides: boolean, run: Run): boolean | null {
  run.budget.spend(list.length);
  if (list.includes(decides)) return decides;
  return list.every((one) => typeof one === 'boolean') ? !decides : null;
}
