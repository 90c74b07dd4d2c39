import { clean } from './operators.ts';

export type RoundingMode = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling';

/**
 * Rounds a decimal number to `scale` decimals as a person would on paper: 1.005 to two decimals is a tie, although its
 * binary form lies below it. Half-up and half-down decide ties away from and towards zero. Right for up to 15
 * significant digits; null when the scale is not an integer between -15 and 15.
 */
export function round(value: number, scale: number, mode: RoundingMode): number | null {
  if (!Number.isInteger(scale) || Math.abs(scale) > 15) return null;
  const scaled = clean(scale >= 0 ? value * 10 ** scale : value / 10 ** -scale);
  if (scaled === null) return null;
  const whole = roundWhole(scaled, mode);
  return clean(scale >= 0 ? whole / 10 ** scale : whole * 10 ** -scale);
}

function roundWhole(value: number, mode: RoundingMode): number {
  const sign = value < 0 ? -1 : 1;
  const size = Math.abs(value);
  const low = Math.floor(size);
  const rest = size - low;
  switch (mode) {
    case 'half-even':
      return sign * (rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low);
    case 'half-up':
      return sign * (rest >= 0.5 ? low + 1 : low);
    case 'half-down':
      return sign * (rest > 0.5 ? low + 1 : low);
    case 'up':
      return sign * Math.ceil(size);
    case 'down':
      return sign * low;
    case 'floor':
      return Math.floor(value);
    case 'ceiling':
      return Math.ceil(value);
    default:
      return unreachable(mode);
  }
}

function unreachable(mode: never): never {
  throw new TypeError(`no rounding ${String(mode)}`);
}

/** Lei with two decimals, ties away from zero: how a fee is stated and paid. Null when it is not a finite number. */
export function roundMoney(lei: number): number | null {
  return round(lei, 2, 'half-up');
}

/** Lei as bani, the integer that payments use. Null when it is not a finite number. */
export function toBani(lei: number): number | null {
  const rounded = roundMoney(lei);
  return rounded === null ? null : Math.round(rounded * 100);
}
