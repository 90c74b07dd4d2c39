import type { Json } from '../kernel/types.ts';
import { LIMITS, Stop } from './budget.ts';
import { isTemporal, temporalText } from './feelin.ts';
import { isContext, isList, type Value } from './values.ts';

/**
 * Copies a result into fresh plain JSON: temporal values become ISO 8601 texts, entries named `__proto__` are dropped,
 * functions and ranges are refused. Throws Stop.
 */
export function toJson(value: Value): Json {
  let entries = 0;
  const copy = (one: Value, depth: number): Json => {
    entries += 1;
    if (entries > LIMITS.result || depth > LIMITS.depth) {
      throw new Stop('value-too-large', `The result holds more than ${LIMITS.result} entries or is nested too deep.`);
    }
    if (one === null || typeof one !== 'object') return typeof one === 'number' && !Number.isFinite(one) ? null : one;
    if (isList(one)) return one.map((element) => copy(element ?? null, depth + 1));
    if (isTemporal(one)) return temporalText(one);
    if (!isContext(one)) throw new Stop('result-not-data', 'The result is a function or a range, not data.');
    const result: { [name: string]: Json } = {};
    for (const key of Object.keys(one)) if (key !== '__proto__') result[key] = copy(one[key] ?? null, depth + 1);
    return result;
  };
  return copy(value, 0);
}
