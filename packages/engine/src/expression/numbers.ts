import { Decimal as Library } from 'decimal.js';

/**
 * Numbers of FEEL (DMN 1.5, 10.3.2.3.1): decimals of 34 digits, rounded half to even. A number is kept as a plain
 * JavaScript number whenever its shortest text spells exactly the decimal meant, which is the case for every decimal of
 * up to 15 digits and for every safe integer; otherwise as a `Decimal`. So each decimal has one form only, and plain
 * arithmetic suffices wherever it can be shown to be exact.
 */
export const Decimal = Library.clone({
  precision: 34,
  rounding: Library.ROUND_HALF_EVEN,
  toExpNeg: -7_000,
  toExpPos: 7_000,
  minE: -6_176,
  maxE: 6_144,
  modulo: Library.ROUND_FLOOR,
});
export type Decimal = Library;

export type Numeric = number | Decimal;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof Decimal;
}

/** The one form of a decimal; null for what is not finite. */
export function settle(value: Decimal): Numeric | null {
  if (!value.isFinite()) return null;
  if (value.isZero()) return 0;
  const plain = value.toNumber();
  if (!Number.isFinite(plain) || Math.abs(plain) < 1e-300) return value;
  return value.precision() <= 15 || new Decimal(plain).equals(value) ? plain : value;
}

export function big(value: Numeric): Decimal {
  return typeof value === 'number' ? new Decimal(value) : value;
}

/** Reads digits as FEEL and JSON write them; null beyond exponents of four digits. */
export function numberOf(text: string): Numeric | null {
  if (text.length <= 15 && !/e/i.test(text)) return Number(text) || 0;
  return settle(new Decimal(text).toSignificantDigits(34));
}

// A number equal to k/100 (or k/10^6) with |k| < 10^15 means exactly that decimal, because decimals of up to 15 digits
// are never confused with each other in binary. So sums and products of money are sums and products of integers.
const EXACT = 1e15;
const CENTS = 100;
const MILLIONTHS = 1e6;

export function add(a: number, b: number): Numeric | null {
  const plain = a + b;
  if (Number.isSafeInteger(plain) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return plain;
  return addScaled(a, b, CENTS) ?? addScaled(a, b, MILLIONTHS) ?? settle(big(a).plus(b));
}

function addScaled(a: number, b: number, scale: number): number | null {
  const x = Math.round(a * scale);
  const y = Math.round(b * scale);
  if (x / scale !== a || y / scale !== b) return null;
  const sum = x + y;
  if (Math.abs(x) > EXACT || Math.abs(y) > EXACT || Math.abs(sum) > EXACT) return null;
  return sum / scale + 0;
}

export function subtract(a: number, b: number): Numeric | null {
  return add(a, -b);
}

function scaleOf(value: number): number {
  if (Number.isSafeInteger(value)) return 1;
  const cents = Math.round(value * CENTS);
  if (cents / CENTS === value && Math.abs(cents) < EXACT) return CENTS;
  const millionths = Math.round(value * MILLIONTHS);
  return millionths / MILLIONTHS === value && Math.abs(millionths) < EXACT ? MILLIONTHS : 0;
}

export function multiply(a: number, b: number): Numeric | null {
  const plain = a * b;
  if (Number.isSafeInteger(plain) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return plain + 0;
  const scaleA = scaleOf(a);
  const scaleB = scaleOf(b);
  if (scaleA > 0 && scaleB > 0) {
    const product = Math.round(a * scaleA) * Math.round(b * scaleB);
    if (Math.abs(product) < EXACT) return product / (scaleA * scaleB) + 0;
  }
  return settle(big(a).times(b));
}

/** Null when the divisor is zero. */
export function divide(a: number, b: number): Numeric | null {
  if (b === 0) return null;
  const plain = a / b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    if (Number.isSafeInteger(plain) && plain * b === a) return plain + 0;
    const millionths = Math.round(plain * MILLIONTHS);
    const whole = a * MILLIONTHS;
    if (Math.abs(millionths) < EXACT && Number.isSafeInteger(whole) && millionths * b === whole) {
      return millionths / MILLIONTHS;
    }
  }
  return settle(big(a).div(b));
}

export type Operator = '+' | '-' | '*' | '/' | '**';

/** Arithmetic on any two numbers; null where there is no result (division by zero, overflow, roots of negatives). */
export function calculate(operator: Operator, a: Numeric, b: Numeric): Numeric | null {
  if (typeof a === 'number' && typeof b === 'number') {
    switch (operator) {
      case '+':
        return add(a, b);
      case '-':
        return subtract(a, b);
      case '*':
        return multiply(a, b);
      case '/':
        return divide(a, b);
      case '**':
        return power(a, b);
      default:
        return unreachable(operator);
    }
  }
  switch (operator) {
    case '+':
      return settle(big(a).plus(b));
    case '-':
      return settle(big(a).minus(b));
    case '*':
      return settle(big(a).times(b));
    case '/':
      return isZero(b) ? null : settle(big(a).div(b));
    case '**':
      return power(a, b);
    default:
      return unreachable(operator);
  }
}

function power(a: Numeric, b: Numeric): Numeric | null {
  const plain = Number(a) ** Number(b);
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number(b) >= 0 && Number.isSafeInteger(plain)) return plain;
  // beyond these the result has no place among decimals with exponents of four digits
  const exponent = big(b);
  if (exponent.abs().greaterThan(1e6) && !big(a).abs().equals(1)) return null;
  return settle(big(a).pow(exponent));
}

export function negate(value: Numeric): Numeric {
  return typeof value === 'number' ? 0 - value : value.negated();
}

export function isZero(value: Numeric): boolean {
  return typeof value === 'number' ? value === 0 : value.isZero();
}

export function compareNumbers(a: Numeric, b: Numeric): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return big(a).comparedTo(b) as -1 | 0 | 1;
}

export function equalNumbers(a: Numeric, b: Numeric): boolean {
  return a === b || (typeof a !== 'number' && typeof b !== 'number' && a.equals(b));
}

/** The integer that a number is, or null. Sizes, positions and scales are read with it. */
export function integerOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Plain notation, as `string()` and messages show it. */
export function numberText(value: Numeric): string {
  if (typeof value !== 'number') return value.toFixed();
  const text = String(value);
  return text.includes('e') ? new Decimal(value).toFixed() : text;
}

function unreachable(operator: never): never {
  throw new TypeError(`no operator ${String(operator)}`);
}
