import { toJson } from '../expression/to-json.ts';
import type { Value } from '../expression/values.ts';
import type { Json } from '../kernel/types.ts';
import type { Decided } from './decide-table.ts';
import type { DecisionTraceEntry } from './outcome.ts';

/** What a table did, in plain JSON. */
export function traced(owner: { readonly id: string; readonly name: string }, found: Decided): DecisionTraceEntry {
  return {
    decision: owner.id,
    name: owner.name,
    inputs: found.table.inputs.map(({ label }, index) => ({ label, value: shown(found.values[index] ?? null) })),
    matched: found.matched.map(({ rule, id, output }) => ({ rule, id, output: shown(output) })),
    value: shown(found.value),
  };
}

/** A value for people; what is no data (a function, a range) or too large is named instead. */
export function shown(value: Value): Json {
  if (value === null || typeof value !== 'object') return value;
  try {
    return toJson(value);
  } catch {
    return '(function)';
  }
}
