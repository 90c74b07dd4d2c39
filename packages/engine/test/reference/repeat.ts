/** Multi-instance activities (BPMN 2.0.2 §13.3.7) and standard loops (§13.3.6). */
import type { Json, Variables } from '../../src/index.ts';
import { terminate } from './ending.ts';
import { complete } from './flow.ts';
import type { Answer, Repeat } from './model.ts';
import { noteDone } from './undo.ts';
import { asCondition, asCount, newInside, type Place, resultsOf, type World } from './world.ts';

export function beginRuns(world: World, whole: Place, repeat: Repeat): void {
  if (repeat.kind === 'loop') {
    const begins = repeat.before ? goesOn(world, repeat, whole) : ({ ok: true, value: true } as const);
    if (!begins.ok) {
      world.hold(whole, 'work', begins.code);
      return;
    }
    open(world, whole, repeat.most, null, !begins.value);
    return;
  }
  const items = repeat.collection === null ? null : world.evaluate(repeat.collection, whole);
  if (items !== null && !(items.ok && Array.isArray(items.value))) {
    world.hold(whole, 'work', items.ok ? 'wrong-type' : items.code);
    return;
  }
  const list = items === null ? null : (items.value as readonly Json[]);
  const count =
    list === null && repeat.cardinality !== null
      ? asCount(world.evaluate(repeat.cardinality, whole))
      : ({ ok: true, value: list?.length ?? 0 } as const);
  if (!count.ok) {
    world.hold(whole, 'work', count.code);
    return;
  }
  open(world, whole, count.value, list, false);
  if (!repeat.sequential) for (let run = 1; run <= count.value; run += 1) beginRun(world, whole, repeat, run);
}

function open(world: World, whole: Place, total: number | null, items: readonly Json[] | null, over: boolean): void {
  whole.inside = { ...newInside(), runs: { total, completed: 0, over, items, results: [] } };
  world.pathEnded(whole);
}

function beginRun(world: World, whole: Place, repeat: Repeat, run: number): void {
  const { node } = whole;
  if (node === null) return;
  const own: { [name: string]: Json } = {};
  if (repeat.kind === 'instances') {
    if (repeat.outputItem !== null) own[repeat.outputItem] = null;
    if (repeat.item !== null) own[repeat.item] = whole.inside?.runs?.items?.[run - 1] ?? null;
  }
  own.loopCounter = run;
  world.errands.push({ kind: 'token', node, scope: whole, brought: null, run, own });
}

/** No run is alive: another one begins, or the activity has done its work. */
export function runsEnded(world: World, whole: Place, repeat: Repeat): void {
  const runs = whole.inside?.runs;
  if (runs == null) return;
  const more = runs.total === null || runs.completed < runs.total;
  if (!runs.over && more && (repeat.kind === 'loop' || repeat.sequential)) {
    beginRun(world, whole, repeat, runs.completed + 1);
    return;
  }
  const output = repeat.kind === 'instances' ? repeat.output : null;
  complete(world, whole, output === null ? null : { [output]: resultsOf(runs) }, false);
}

/** A run has done its work. */
export function afterRun(world: World, place: Place): void {
  const whole = place.scope;
  const runs = whole?.inside?.runs;
  const repeat = place.node?.repeat;
  if (whole === null || runs == null || repeat == null || place.run === null) throw new Error('a run of nothing');
  let over: Answer<boolean> = { ok: true, value: false };
  if (repeat.kind === 'loop') {
    const again = goesOn(world, repeat, place);
    over = again.ok ? { ok: true, value: !again.value } : again;
  } else {
    const result = repeat.outputElement === null ? null : world.evaluate(repeat.outputElement, place);
    if (result !== null && !result.ok) over = result;
    else if (repeat.done !== null) {
      const results = resultsOf(runs);
      if (result?.ok === true) results[place.run - 1] = result.value;
      const soFar = repeat.output === null ? {} : { [repeat.output]: results };
      over = asCondition(world.evaluate(repeat.done, place, { ...soFar, ...counts(repeat, runs) }));
    }
    if (over.ok && result?.ok === true) runs.results[place.run - 1] = result.value;
  }
  if (!over.ok) {
    world.hold(place, 'choice', over.code);
    return;
  }
  noteDone(world, place);
  world.end(place);
  runs.completed += 1;
  world.pathEnded(whole);
  if (!over.value) return;
  runs.over = true;
  for (const other of world.inScope(whole)) terminate(world, other);
}

/** BPMN 2.0.2, table 10.30, after the run that has just ended. */
function counts(
  { sequential, inTurn }: Extract<Repeat, { kind: 'instances' }>,
  { total, completed }: { readonly total: number | null; readonly completed: number },
): Variables {
  return {
    numberOfInstances: inTurn ? completed + 1 : (total ?? 0),
    numberOfActiveInstances: sequential ? 0 : (total ?? 0) - completed - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: 0,
  };
}

function goesOn(world: World, { again }: Extract<Repeat, { kind: 'loop' }>, place: Place): Answer<boolean> {
  return again === null ? { ok: true, value: true } : asCondition(world.evaluate(again, place));
}
