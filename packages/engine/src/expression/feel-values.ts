/**
 * FEEL among FEEL values, for the decision layer (not for embedders):
 *
 * - `compileFeel(source, { names, variables, types })` → `feel.evaluate(context, { at, zone, budget })` → a `FeelValue`;
 *   `compileFeelTests` likewise for the cells of a table. `problems` names what is null at every evaluation (unknown
 *   function, wrong arguments …); the standard lets it run. Any JSON is a FeelValue as it stands.
 * - `fromJson(json, type)` reads ISO texts where the type says date, time, date and time or duration; `toJson(value)`
 *   copies back and throws `Stop` for functions and ranges.
 * - `typeNamed('number')` → a type for a `typeRef`; build item definitions as `{ kind: 'list', element }`,
 *   `{ kind: 'context', entries }`, `{ kind: 'function', parameters, result }`. `conforms(value, type)` checks,
 *   `coerce(value, type)` converts implicitly (10.3.2.9.4) and answers `undefined` where the standard says null.
 * - `new Callable(parameters, (args, run) => …)` is a function value: put knowledge models and services into the context of
 *   `evaluate` under their name and announce it in `names`. Use `run.budget` as `time.budget` of what it evaluates.
 * - `equals`, `compare`, `holds`, `typeName`, `isList`, `isContext` work on values; `callBuiltin` is behind `builtinValue`.
 */
export { Budget, LIMITS, Stop } from './budget.ts';
export { compileFeel, compileFeelTests } from './compile.ts';
export { fromJson } from './from-json.ts';
export { builtinValue } from './nodes/names.ts';
export { compareNumbers, Decimal, isNumeric, type Numeric, numberOf, numberText } from './numbers.ts';
export { compare, equals, holds } from './operators.ts';
export type { Feel, FeelOptions, FeelOutcome, FeelTests } from './outcome.ts';
export type { Run } from './run.ts';
export { readDate, readDateTime, readDuration, readTemporal, readTime, temporalText } from './temporal-text.ts';
export { literalOf, textOf } from './text-of.ts';
export { toJson } from './to-json.ts';
export { ANY, coerce, conforms, type FeelType, isSubtype, typeNamed, typeText } from './types.ts';
export {
  Callable,
  type Context as FeelContext,
  FeelRange,
  isContext,
  isList,
  isTemporal,
  typeName,
  type Value as FeelValue,
} from './values.ts';
