import type { Fault, Marker, Outcome, Progress, Run } from '../kernel/contracts.ts';
import type { LoopDefinition, ProcessNode } from '../kernel/graph.ts';
import { collected, NO_VARIABLES } from '../kernel/scope.ts';
import type { Loop } from '../kernel/state.ts';
import { emptyTable } from '../kernel/table.ts';
import type { Json, Key, Variables } from '../kernel/types.ts';
import { asCount } from '../kernel/values.ts';

/** Runs that one activity may have: what a step can enter, with room for what is in them. */
const MOST_RUNS = 50_000;

/**
 * One run for each element of a collection, or a number of runs, together or one after the other (BPMN 2.0.2 §13.3.7).
 * The collection is looked at once, when the activity begins; what the runs give is collected in the order of the
 * collection and null stands for a run that gave nothing.
 */
export const multiInstance: Marker = {
  kind: 'multiInstance',
  enter(run, node, key) {
    const { loop } = node;
    if (loop === null) return run.complete(node, key, undefined);
    const items = loop.collection === null ? null : collectionOf(run, loop.collection, key);
    if (items !== null && !items.ok) return run.incident(key, items);
    const count =
      items === null && loop.cardinality !== null
        ? asCount(run.evaluate(loop.cardinality, key), 'The number of runs')
        : ({ ok: true, value: items?.value.length ?? 0 } as const);
    if (!count.ok) return run.incident(key, count);
    const total = count.value;
    if (total > MOST_RUNS) return run.incident(key, tooMany(total));
    run.openLoop(node, key, {
      total,
      completed: 0,
      ended: false,
      items: loop.sequential ? (items?.value ?? null) : null,
      results: emptyTable(),
      ...(loop.output === null ? undefined : { output: loop.output }),
    });
    if (loop.sequential) return;
    for (let number = 1; number <= total; number += 1) {
      run.beginRun(node, key, number, variablesOf(loop, number, items?.value ?? null));
    }
  },
  resume(run, node, key) {
    const { loop } = node;
    const state = loopOf(run, key);
    if (loop === null || state === null) return run.complete(node, key, undefined);
    const { completed, total, ended, items } = state;
    if (loop.sequential && !ended && completed < (total ?? 0)) {
      run.beginRun(node, key, completed + 1, variablesOf(loop, completed + 1, items));
    } else {
      run.complete(node, key, loop.output === null ? undefined : { [loop.output]: collected(state) });
    }
  },
  next(run, node, key) {
    const { loop } = node;
    const state = loopOf(run, run.instance(key).parent);
    if (loop === null || state === null) return { ok: true, value: { result: undefined, ended: true } };
    const result = loop.outputElement === null ? null : run.evaluate(loop.outputElement, key);
    if (result !== null && !result.ok) return result;
    const given = loop.output === null ? undefined : (result?.value ?? null);
    const thrown = loop.throws.length === 0 ? NOTHING : thrownBy(run, loop, state, key);
    if (!thrown.ok) return thrown;
    const throws = thrown.value === null ? undefined : { throws: thrown.value };
    if (loop.completion === null) return { ok: true, value: { result: given, ended: false, ...throws } };
    const attributes = counts(loop, state);
    const done = run.decide(loop.completion, key, { ...soFar(run, loop, state, key, given), ...attributes });
    if (!done.ok) return { ...done, message: `Completion condition: ${done.message}` };
    return { ok: true, value: { result: given, ended: done.value, ...throws } };
  },
};

const NOTHING: Outcome<NonNullable<Progress['throws']> | null> = { ok: true, value: null };

/** The events that the run throws now that it is done. */
function thrownBy(run: Run, loop: LoopDefinition, state: Loop, key: Key): typeof NOTHING {
  const attributes = counts(loop, state);
  const parts: ProcessNode[] = [];
  for (const { when, part } of loop.throws) {
    if (when === 'each' || (when === 'first' && state.completed === 0)) parts.push(part);
    if (typeof when === 'string') continue;
    const value = run.decide(when, key, attributes);
    if (!value.ok) return { ...value, message: `Condition of the complex behavior: ${value.message}` };
    if (value.value) parts.push(part);
  }
  const loopCounter = run.instance(key).run ?? 0;
  return parts.length === 0 ? NOTHING : { ok: true, value: { parts, attributes: { ...attributes, loopCounter } } };
}

export function loopOf(run: Run, key: Key): Loop | null {
  const { wait } = run.instance(key);
  return wait?.type === 'scope' ? (wait.loop ?? null) : null;
}

function collectionOf(
  run: Run,
  collection: NonNullable<LoopDefinition['collection']>,
  key: Key,
): Outcome<readonly Json[]> {
  const value = run.evaluate(collection, key);
  if (!value.ok) return value;
  if (Array.isArray(value.value)) return { ok: true, value: value.value };
  const shown = JSON.stringify(value.value).slice(0, 60);
  return { ok: false, code: 'wrong-type', message: `The collection ${collection.source} is not a list but ${shown}.` };
}

function tooMany(total: number): Fault {
  return { ok: false, code: 'too-many-runs', message: `${total} runs are more than ${MOST_RUNS}.` };
}

function variablesOf(loop: LoopDefinition, number: number, items: readonly Json[] | null): Variables {
  const variables: { [name: string]: Json } = {};
  if (loop.item !== null) variables[loop.item] = items?.[number - 1] ?? null;
  if (loop.outputItem !== null && loop.outputItem !== loop.item) variables[loop.outputItem] = null;
  variables.loopCounter = number;
  return variables;
}

/** The names of BPMN 2.0.2, table 10.30, with the run that has just ended already counted as completed. */
function counts(loop: LoopDefinition, { total, completed }: Loop): Variables {
  const all = total ?? 0;
  return {
    numberOfInstances: loop.countsCreated ? completed + 1 : all,
    numberOfActiveInstances: loop.sequential ? 0 : all - completed - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: 0,
  };
}

/** What the runs have given, this one included, when the condition asks for it. */
function soFar(run: Run, loop: LoopDefinition, state: Loop, key: Key, given: Json | undefined): Variables {
  if (loop.output === null || loop.completion?.reads.includes(loop.output) !== true) return NO_VARIABLES;
  const list = [...collected(state)];
  list[(run.instance(key).run ?? 1) - 1] = given ?? null;
  return { [loop.output]: list };
}
