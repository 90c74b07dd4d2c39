import { big, Decimal, integerOf, type Numeric, settle } from './numbers.ts';

export type RoundingMode = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling';

/** The library's numbers of the modes; half-up and half-down decide ties away from and towards zero. */
const MODES: Readonly<Record<RoundingMode, 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8>> = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
  'half-up': Decimal.ROUND_HALF_UP,
  'half-down': Decimal.ROUND_HALF_DOWN,
  'half-even': Decimal.ROUND_HALF_EVEN,
};

/**
 * Rounds to `scale` decimals (a negative scale rounds to tens, hundreds …) as a person would on paper: 1.005 to two decimals
 * is a tie, although its binary form lies below it. Null when the scale is no integer from -6111 to 6176 (DMN 1.5,
 * 10.3.4.5).
 */
export function round(value: Numeric, scale: Numeric, mode: RoundingMode): Numeric | null {
  const places = integerOf(scale);
  if (places === null || places < -6_111 || places > 6_176) return null;
  if (Number.isSafeInteger(value) && places >= 0) return value;
  const decimal = big(value);
  if (places >= 0) return settle(decimal.toDecimalPlaces(places, MODES[mode]));
  const unit = new Decimal(10).pow(-places);
  return settle(decimal.div(unit).toDecimalPlaces(0, MODES[mode]).times(unit));
}

/** Lei with two decimals, ties away from zero: how a fee is stated and paid. Null when it is not a finite number. */
export function roundMoney(lei: number): number | null {
  if (!Number.isFinite(lei)) return null;
  const rounded = round(lei, 2, 'half-up');
  return rounded === null ? null : Number(rounded);
}

/** Lei as bani, the integer that payments use. Null when it is not a finite number. */
export function toBani(lei: number): number | null {
  const rounded = roundMoney(lei);
  return rounded === null ? null : Math.round(rounded * 100);
}
