import { Stop } from '../budget.ts';
import { equals } from '../operators.ts';
import { FeelDateTime, FeelTime } from '../temporal.ts';
import { equalTemporal } from '../temporal-arithmetic.ts';
import { isTemporal, typeName, type Value } from '../values.ts';
import { define, type Signature } from './define.ts';

/** Functions of booleans and of any value (DMN 1.5, 10.3.4.2, 10.3.4.10) and those that Camunda 8 documents besides. */
export const LOGIC: readonly Signature[] = [
  define('not(negand: any): boolean', ([negand]: readonly [Value]) => (typeof negand === 'boolean' ? !negand : null)),
  define('is(value1: any, value2: any): boolean', ([a, b]: readonly [Value, Value], run) => {
    if (typeName(a) !== typeName(b)) return false;
    if (isTemporal(a) && isTemporal(b)) return same(a, b);
    return equals(a, b, run.budget) === true;
  }),
  define('is defined(value: any): boolean', ([value]: readonly [Value]) => value !== null),
  define(
    'get or else(value: any, default: any): any',
    ([value, otherwise]: readonly [Value, Value]) => value ?? otherwise,
  ),
  // Camunda 8's mark of a value that a language model fills in; to FEEL it is that value
  define(
    'fromAi(value: any, description?: string?, type?: string?, schema?: context?, options?: context?): any',
    ([value]: readonly [Value]) => value,
  ),
  define(
    'assert(value: any, condition: any, cause?: string): any',
    ([value, condition, cause]: readonly [Value, Value, string | null]) => {
      if (condition === true) return value;
      throw new Stop('assertion-failed', cause ?? 'The assertion of the expression does not hold.');
    },
  ),
];

/** The same value of the domain: times are compared with their offset or zone, not by the instant they mean. */
function same(a: Value, b: Value): boolean {
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return a.date.epochDay === b.date.epochDay && same(a.time, b.time);
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return a.nanos === b.nanos && a.offset === b.offset && a.zone === b.zone;
  }
  return isTemporal(a) && isTemporal(b) && equalTemporal(a, b) === true;
}
