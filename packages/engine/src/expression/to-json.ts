import type { Json } from '../kernel/types.ts';
import { LIMITS, Stop } from './budget.ts';
import { Decimal } from './numbers.ts';
import { isoText } from './temporal-text.ts';
import { isContext, isList, isTemporal, type Value } from './values.ts';

/**
 * Copies a result into fresh plain JSON: temporal values become ISO 8601 texts, decimals the nearest number, entries named
 * `__proto__` are dropped. Functions, ranges, and whole numbers of which JSON would keep another one are refused. Throws Stop.
 */
export function toJson(value: Value): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return new Copy().of(value, 0);
}

class Copy {
  #entries = 0;

  of(value: Value, depth: number): Json {
    this.#entries += 1;
    if (this.#entries > LIMITS.result || depth > LIMITS.depth) {
      throw new Stop('value-too-large', `The result holds more than ${LIMITS.result} entries or is nested too deep.`);
    }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : null;
    if (isList(value)) return value.map((element) => this.of(element ?? null, depth + 1));
    if (value instanceof Decimal) return this.of(numberOf(value), depth);
    if (isTemporal(value)) return isoText(value);
    if (!isContext(value)) throw new Stop('result-not-data', 'The result is a function or a range, not data.');
    const result: { [name: string]: Json } = {};
    for (const key of Object.keys(value)) if (key !== '__proto__') result[key] = this.of(value[key] ?? null, depth + 1);
    return result;
  }
}

/** Fractions are rounded, as all arithmetic is; a whole number may be an amount in bani or name something. */
function numberOf(value: Decimal): number {
  const nearest = value.toNumber();
  if (value.isInteger() && Number.isFinite(nearest) && !value.equals(new Decimal(String(nearest)))) {
    const advice = 'Make it a text with string(), or round it.';
    throw new Stop('result-not-exact', `${value} has more digits than a number in JSON holds. ${advice}`);
  }
  return nearest;
}
