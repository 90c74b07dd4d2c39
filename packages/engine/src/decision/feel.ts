import { CALENDAR_FUNCTIONS } from '../deadline/calendar-functions.ts';
import { compileFeel, compileFeelTests, type FeelOptions } from '../expression/feel-values.ts';
import type { ExpressionFailure, ExpressionProblem } from '../expression/index.ts';
import { ANY, type FeelType } from '../expression/types.ts';
import type { Value } from '../expression/values.ts';
import { DecisionStop } from './decision-stop.ts';
import { feelTypeOf, type ItemType } from './item-type.ts';
import type { Logic, Scope } from './model.ts';
import type { Session } from './session.ts';

/** Names in scope with their types; null where nothing is declared. */
export type Names = ReadonlyMap<string, ItemType | null>;

/** Whether a value satisfies a cell. Throws DecisionStop. */
export type TestCode = (input: Value, scope: Scope, session: Session) => boolean;

type Compiled<T> =
  | { readonly ok: true; readonly code: T; readonly problems: readonly ExpressionProblem[] }
  | ExpressionFailure;

interface Surroundings {
  readonly names: Names;
  readonly types: ReadonlyMap<string, ItemType>;
}

/** Compiles an expression to logic. */
export function compileCode(source: string, around: Surroundings): Compiled<Logic> {
  const compiled = compileFeel(source, optionsOf(around, source));
  if (!compiled.ok) return compiled;
  const { feel } = compiled;
  const code: Logic = (scope, session) => {
    const outcome = feel.evaluate(scope, session.time);
    return outcome.ok ? outcome.value : stop(outcome, session);
  };
  return { ok: true, code, problems: feel.problems };
}

/** Compiles the tests of a cell. */
export function compileTest(source: string, around: Surroundings): Compiled<TestCode> {
  const compiled = compileFeelTests(source, optionsOf(around, source));
  if (!compiled.ok) return compiled;
  const { tests } = compiled;
  const code: TestCode = (input, scope, session) => {
    const outcome = tests.evaluate(input, scope, session.time);
    return outcome.ok ? outcome.value : stop(outcome, session);
  };
  return { ok: true, code, problems: tests.problems };
}

/** A failure of a table that FEEL called keeps its own meaning. */
function stop({ code, message }: ExpressionFailure, session: Session): never {
  throw session.stopped ?? new DecisionStop(code, message, null);
}

const options = new WeakMap<Names, Required<Pick<FeelOptions, 'types' | 'variables'>>>();
const feelTypes = new WeakMap<ReadonlyMap<string, ItemType>, ReadonlyMap<string, FeelType>>();

/** Functions of the host's calendar count as known where a source calls them. */
function optionsOf(around: Surroundings, source: string): FeelOptions {
  const plain = plainOptions(around);
  return source.includes('working day') ? { ...plain, names: CALENDAR_FUNCTIONS } : plain;
}

/** The names and types around an expression as FEEL types. */
export function surroundingsOf(around: Surroundings): Required<Pick<FeelOptions, 'types' | 'variables'>> {
  return plainOptions(around);
}

function plainOptions({ names, types }: Surroundings): Required<Pick<FeelOptions, 'types' | 'variables'>> {
  const found = options.get(names);
  if (found) return found;
  const variables = [...names].map(([name, type]) => [name, type === null ? ANY : feelTypeOf(type)] as const);
  let known = feelTypes.get(types);
  if (!known) {
    known = new Map([...types].map(([name, type]) => [name, feelTypeOf(type)]));
    feelTypes.set(types, known);
  }
  const made = { types: known, variables: Object.fromEntries(variables) };
  options.set(names, made);
  return made;
}
