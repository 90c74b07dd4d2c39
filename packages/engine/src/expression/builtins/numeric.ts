import { big, isZero, type Numeric, negate, numberOf, settle } from '../numbers.ts';
import { type RoundingMode, round } from '../rounding.ts';
import { MonthsDuration, TimeDuration } from '../temporal.ts';
import type { Value } from '../values.ts';
import { define, type Signature } from './define.ts';

/** Functions of numbers (DMN 1.5, 10.3.4.5). */
export const NUMERIC: readonly Signature[] = [
  // the kit cuts the scale to a whole number here and nowhere else
  define('decimal(n: number, scale: number): number', ([n, scale]: readonly [Numeric, Numeric]) => {
    const whole = round(scale, 0, 'down');
    return whole === null ? null : round(n, whole, 'half-even');
  }),
  define('floor(n: number, scale?: number): number', rounding('floor')),
  define('ceiling(n: number, scale?: number): number', rounding('ceiling')),
  define('round up(n: number, scale: number): number', rounding('up')),
  define('round down(n: number, scale: number): number', rounding('down')),
  define('round half up(n: number, scale: number): number', rounding('half-up')),
  define('round half down(n: number, scale: number): number', rounding('half-down')),
  define('abs(n: number|duration): number', ([n]: readonly [Value]) => absolute(n)),
  // the library divides without rounding and takes the floor, so the result has the sign of the divisor
  define('modulo(dividend: number, divisor: number): number', ([a, b]: readonly [Numeric, Numeric]) =>
    isZero(b) ? null : settle(big(a).mod(b)),
  ),
  define('sqrt(number: number): number', ([n]: readonly [Numeric]) =>
    big(n).isNegative() && !big(n).isZero() ? null : settle(big(n).sqrt()),
  ),
  define('log(number: number): number', ([n]: readonly [Numeric]) =>
    big(n).isZero() || big(n).isNegative() ? null : settle(big(n).ln()),
  ),
  define('exp(number: number): number', ([n]: readonly [Numeric]) =>
    big(n).abs().greaterThan(15_000) ? null : settle(big(n).exp()),
  ),
  define('odd(number: number): boolean', ([n]: readonly [Numeric]) => parity(n, 1)),
  define('even(number: number): boolean', ([n]: readonly [Numeric]) => parity(n, 0)),
  define('number(from: string|number): number', ([from]: readonly [string | Numeric]) =>
    typeof from === 'string' ? read(from, null, null) : from,
  ),
  define(
    'number(from: string, grouping separator: string?, decimal separator: string?): number',
    ([from, grouping, point]: readonly [string, string | null, string | null]) => read(from, grouping, point),
  ),
];

function rounding(mode: RoundingMode) {
  return ([n, scale]: readonly [Numeric, Numeric | null]) => round(n, scale ?? 0, mode);
}

function absolute(value: Value): Value {
  if (value instanceof MonthsDuration) return new MonthsDuration(Math.abs(value.months));
  if (value instanceof TimeDuration) return value.nanos < 0n ? new TimeDuration(-value.nanos) : value;
  const number = value as Numeric;
  return (typeof number === 'number' ? number < 0 : number.isNegative()) ? negate(number) : number;
}

/** Null for numbers that are not whole. */
function parity(value: Numeric, wanted: 0 | 1): boolean | null {
  const decimal = big(value);
  return decimal.isInteger() ? decimal.abs().modulo(2).equals(wanted) : false;
}

const SEPARATORS: ReadonlySet<string | null> = new Set([' ', ',', '.', null]);

function read(from: string, grouping: string | null, point: string | null): Numeric | null {
  if (!SEPARATORS.has(grouping) || !(point === null || point === ',' || point === '.')) return null;
  if (grouping !== null && grouping === (point ?? '.')) return null;
  let text = from.trim();
  if (grouping !== null) text = text.replaceAll(grouping, '');
  if (point === ',') text = text.includes('.') ? '' : text.replace(',', '.');
  return text.length <= 400 && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,5})?$/i.test(text) ? numberOf(text) : null;
}
