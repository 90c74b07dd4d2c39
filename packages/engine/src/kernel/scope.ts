/**
 * Variables and scopes: reading looks from the element outwards; a result is written where its name is already known,
 * else to the process (as Camunda 8 documents variable propagation).
 */
import type { Fault, Outcome } from './contracts.ts';
import type { Draft } from './draft.ts';
import type { Expression, Mapping } from './graph.ts';
import { type Loop, ROOT } from './state.ts';
import { findRecord } from './table.ts';
import type { Json, Key, Variables } from './types.ts';

export const NO_VARIABLES: Variables = Object.freeze({});

/** The value of a name as seen from an element instance; undefined when no scope has it. */
export function lookUp(draft: Draft, from: Key, name: string): Json | undefined {
  for (let key = from; key !== 0; ) {
    const instance = draft.find(key);
    if (instance === undefined) return undefined;
    if (instance.variables !== null && Object.hasOwn(instance.variables, name)) return instance.variables[name];
    if (instance.wait?.type === 'scope' && instance.wait.loop?.output === name) return collected(instance.wait.loop);
    key = instance.parent;
  }
  return undefined;
}

/** What the runs of a repeated activity have given, in their order; null stands for those that gave nothing yet. */
export function collected({ total, results }: Loop): readonly Json[] {
  return Array.from({ length: total ?? 0 }, (_, index) => findRecord(results, index + 1)?.value ?? null);
}

/** All variables visible from an element instance. */
export function visibleVariables(draft: Draft, from: Key): Variables {
  let visible = NO_VARIABLES;
  for (let key = from; key !== 0; ) {
    const instance = draft.find(key);
    if (instance === undefined) break;
    if (instance.variables !== null) {
      visible = visible === NO_VARIABLES ? instance.variables : { ...instance.variables, ...visible };
    }
    key = instance.parent;
  }
  return visible;
}

/** `nearest`: variables that hide those of the scopes. */
export function evaluateAt(
  draft: Draft,
  expression: Expression,
  from: Key,
  at: number,
  nearest: Variables = NO_VARIABLES,
): Outcome<Json> {
  return expression.evaluate(readBy(draft, expression, from, nearest), { at });
}

/** As a condition: a fault when it is neither true nor false. */
export function decideAt(
  draft: Draft,
  expression: Expression,
  from: Key,
  at: number,
  nearest: Variables = NO_VARIABLES,
): Outcome<boolean> {
  return expression.decide(readBy(draft, expression, from, nearest), { at });
}

function readBy(draft: Draft, { reads }: Expression, from: Key, nearest: Variables): Variables {
  if (reads.length === 0) return NO_VARIABLES;
  const variables: { [name: string]: Json } = {};
  for (const name of reads) {
    const value = Object.hasOwn(nearest, name) ? nearest[name] : lookUp(draft, from, name);
    if (value !== undefined && name !== '__proto__') variables[name] = value;
  }
  return variables;
}

/** Which scope takes which of the variables that come out of `from`. */
export function propagation(draft: Draft, from: Key, variables: Variables): Map<Key, { [name: string]: Json }> {
  const byScope = new Map<Key, { [name: string]: Json }>();
  for (const name of Object.keys(variables)) {
    if (name === '__proto__') continue;
    const scope = holderOf(draft, from, name);
    const part = byScope.get(scope) ?? {};
    part[name] = variables[name] as Json;
    byScope.set(scope, part);
  }
  return byScope;
}

function holderOf(draft: Draft, from: Key, name: string): Key {
  for (let key = from; key !== 0; ) {
    const instance = draft.find(key);
    if (instance === undefined) break;
    if (instance.variables !== null && Object.hasOwn(instance.variables, name)) return key;
    key = instance.parent;
  }
  return ROOT;
}

/** Where the element's surroundings remember something: the innermost run of a repeated activity around it, else the process. */
export function keeperOf(draft: Draft, from: Key): Key {
  for (let key = draft.find(from)?.parent ?? 0; key !== 0; ) {
    const instance = draft.find(key);
    if (instance === undefined) break;
    if (instance.run !== undefined) return key;
    key = instance.parent;
  }
  return ROOT;
}

/**
 * The variables that mappings write, in the model's order: each sees what those before it wrote. `current` gives what a
 * path such as `a.b` is put into. `inputs`: that is only seen by the mappings after it, and what is written holds nothing
 * but what was mapped (as Camunda 8 does it).
 */
export function mapVariables(
  mappings: readonly Mapping[],
  evaluate: (expression: Expression, before: Variables) => Outcome<Json>,
  current: (name: string) => Json | undefined,
  inputs: boolean,
): Outcome<Variables> {
  const result: { [name: string]: Json } = {};
  const seen: { [name: string]: Json } = inputs && mappings.some(({ target }) => target.length > 1) ? {} : result;
  for (const mapping of mappings) {
    const value = evaluate(mapping.source, seen);
    if (!value.ok) return mappingFault(value, mapping);
    const [name, ...path] = mapping.target;
    const before = Object.hasOwn(seen, name) ? seen[name] : path.length === 0 ? null : current(name);
    if (seen !== result) result[name] = merged(result[name], path, value.value);
    seen[name] = merged(before, path, value.value);
  }
  return { ok: true, value: result };
}

function merged(before: Json | undefined, path: readonly string[], value: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const context = isContext(before) ? before : {};
  return { ...context, [name]: merged(Object.hasOwn(context, name) ? context[name] : undefined, rest, value) };
}

function isContext(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mappingFault(fault: Fault, mapping: Mapping): Fault {
  return {
    ok: false,
    code: fault.code,
    message: `Mapping of ${mapping.target.join('.')} from ${mapping.source.source}: ${fault.message}`,
  };
}
