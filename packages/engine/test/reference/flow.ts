/** How tokens move: into a node, through its work, out of it (BPMN 2.0.2 §13.3, §13.4). */
import type { Json, Variables } from '../../src/index.ts';
import { askListener, isLast, listens } from './ask.ts';
import { listenAt } from './listen.ts';
import { type Answer, type Assignment, beginnings, joins, type RefFlow, type RefNode } from './model.ts';
import { afterRun } from './repeat.ts';
import { askNext } from './task.ts';
import { noteDone } from './undo.ts';
import { work } from './work.ts';
import { asCondition, type Errand, isWhole, newInside, type Place, type World } from './world.ts';

export function follow(world: World, flow: RefFlow, scope: Place, brought: Variables | null): void {
  const tokens = scope.inside?.tokens;
  if (joins(flow.target)) tokens?.set(flow, (tokens.get(flow) ?? 0) + 1);
  world.errands.push({ kind: 'token', node: flow.target, scope, brought });
}

/** Takes one token from each of the flows. */
export function takeTokens(scope: Place, flows: readonly RefFlow[]): void {
  for (const flow of flows) {
    const left = (scope.inside?.tokens.get(flow) ?? 0) - 1;
    if (left > 0) scope.inside?.tokens.set(flow, left);
    else scope.inside?.tokens.delete(flow);
  }
}

export function arrive(world: World, errand: Extract<Errand, { kind: 'token' }>): void {
  const { node, scope, run } = errand;
  if (!scope.alive || (run !== undefined && scope.inside?.runs?.over === true)) return;
  if (joins(node)) {
    // inclusive and complex gateways are looked at when nothing else moves
    if (node.type !== 'parallelGateway') return;
    if (node.incoming.some((flow) => !scope.inside?.tokens.has(flow))) return;
    takeTokens(scope, node.incoming);
  }
  enter(world, errand, null);
}

/** `taken`: the flows that a joining gateway took a token from. */
export function enter(
  world: World,
  { node, scope, brought, run, own }: Extract<Errand, { kind: 'token' }>,
  taken: readonly RefFlow[] | null,
): void {
  const place = world.birth(node, scope, own === undefined ? null : { ...own }, run ?? null);
  const inputs = isWhole(place) ? [] : node.inputs;
  if (inputs.length > 0) {
    const mapped = map(world, inputs, scope, own ?? {});
    if (!mapped.ok) {
      world.hold(place, 'inputs', mapped.code);
      return;
    }
    place.variables = { ...own, ...mapped.value };
  }
  place.brought = brought;
  if (listens(place, 'start')) askListener(world, place, 'start', 0);
  else goIn(world, place, taken);
}

/** Its inputs are there, and those who listen have been asked. */
function goIn(world: World, place: Place, taken: readonly RefFlow[] | null): void {
  const { brought, node } = place;
  if (brought === null && node?.type !== 'boundaryEvent') begin(world, place, taken);
  else if (node?.type === 'eventSubProcess') openBox(world, place, brought ?? {});
  else complete(world, place, brought, false);
}

/** A listener has been asked. What it gives is the element's before its work, and goes out afterwards. */
export function listenerAnswered(
  world: World,
  place: Place,
  { on, index }: { readonly on: 'start' | 'end'; readonly index: number },
  given: Variables,
): void {
  place.incident = null;
  place.wait = null;
  if (on === 'start') world.write(place, given);
  else world.publish(place.run === null && place.scope !== null ? place.scope : place, given);
  if (!isLast(place, on, index)) askListener(world, place, on, index + 1);
  else if (on === 'start') goIn(world, place, null);
  else depart(world, place);
}

/** Its inputs are there: events at its border listen, then it does its work. */
export function begin(world: World, place: Place, taken: readonly RefFlow[] | null): void {
  const fault = listenAt(world, place, 'border');
  if (fault !== null) world.hold(place, 'inputs', fault);
  else {
    place.phase = 'work';
    work(world, place, taken);
  }
}

/** Goes on where an incident held the place. */
export function retry(world: World, place: Place): void {
  const { wait } = place;
  if (wait?.kind === 'halted') askNext(world, place, 0);
  else if (wait?.kind !== 'listener') retryPhase(world, place);
  else if (wait.on === 'start' || wait.on === 'end') askListener(world, place, wait.on, wait.index);
  else askNext(world, place, wait.index);
}

function retryPhase(world: World, place: Place): void {
  switch (place.phase) {
    case 'inputs': {
      const inputs = isWhole(place) ? [] : (place.node?.inputs ?? []);
      if (inputs.length > 0 && place.scope !== null) {
        const own = place.run !== null || place.node?.undoes === true ? place.variables : null;
        const mapped = map(world, inputs, place.scope, own ?? {});
        if (!mapped.ok) {
          world.hold(place, 'inputs', mapped.code);
          return;
        }
        world.write(place, mapped.value);
      }
      if (listens(place, 'start')) askListener(world, place, 'start', 0);
      else goIn(world, place, null);
      return;
    }
    case 'work':
      work(world, place, null);
      return;
    case 'outputs':
      mapOut(world, place);
      return;
    case 'choice':
      leave(world, place);
      return;
    default:
      throw new Error(String(place.phase satisfies never));
  }
}

/** Opens a subprocess: its event subprocesses listen, its beginnings get a token. */
export function openBox(world: World, place: Place, brought: Variables | null): void {
  place.inside ??= newInside();
  const fault = listenAt(world, place, 'inside');
  if (fault !== null) {
    world.hold(place, 'work', fault);
    return;
  }
  for (const node of startsOf(place)) world.errands.push({ kind: 'token', node, scope: place, brought });
}

function startsOf({ node }: Place): RefNode[] {
  if (node === null || node.inside === null) return [];
  if (node.type === 'eventSubProcess') return node.inside.nodes.filter(({ type }) => type === 'startEvent');
  return beginnings(node.inside);
}

/** The work is done, with a result. `stays`: only output mappings bring it out. */
export function complete(world: World, place: Place, result: Variables | null, stays: boolean): void {
  const outputs = isWhole(place) ? [] : (place.node?.outputs ?? []);
  if (result !== null && Object.keys(result).length > 0) {
    if (stays || outputs.length > 0) world.write(place, result);
    else world.publish(place.node?.undoes === true && place.scope !== null ? place.scope : place, result);
  }
  mapOut(world, place);
}

function mapOut(world: World, place: Place): void {
  const outputs = isWhole(place) ? [] : (place.node?.outputs ?? []);
  const { scope } = place;
  if (outputs.length > 0 && scope !== null) {
    const into = place.run === null ? scope : place;
    const mapped = map(world, outputs, place, {}, into);
    if (!mapped.ok) {
      world.hold(place, 'outputs', mapped.code);
      return;
    }
    world.publish(into, mapped.value);
  }
  leave(world, place);
}

/**
 * Mappings in their order, each seeing what those before it wrote. `target`: where output paths find what they are put
 * into; what input paths are put into is seen, but not written.
 */
function map(
  world: World,
  assignments: readonly Assignment[],
  from: Place,
  own: Variables,
  target: Place | null = null,
): Answer<Variables> {
  const written: { [name: string]: Json } = {};
  const layered: { [name: string]: Json } = {};
  const there = { ...world.seen(target ?? from), ...own };
  for (const { target: path, source } of assignments) {
    const found = world.evaluate(source, from, { ...own, ...layered });
    if (!found.ok) return found;
    const [name = '', ...rest] = path;
    layered[name] = put(
      Object.hasOwn(layered, name) ? (layered[name] ?? null) : (there[name] ?? null),
      rest,
      found.value,
    );
    written[name] = target === null ? put(written[name] ?? null, rest, found.value) : layered[name];
  }
  return { ok: true, value: written };
}

function put(into: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  const context = typeof into === 'object' && into !== null && !Array.isArray(into) ? into : {};
  const there = context as { readonly [name: string]: Json };
  return { ...there, [name]: put(there[name] ?? null, rest, value) };
}

/** It has done its work: nothing at its border happens any more, and those who listen are asked before it goes. */
export function leave(world: World, place: Place): void {
  if (!listens(place, 'end')) {
    depart(world, place);
    return;
  }
  place.listeners.length = 0;
  askListener(world, place, 'end', 0);
}

function depart(world: World, place: Place): void {
  const { node } = place;
  if (node === null) throw new Error('the process has no way out');
  if (place.run !== null) {
    afterRun(world, place);
    return;
  }
  const chosen = isTheLast(world, place) ? ({ ok: true, value: [] } as const) : choose(world, place, {});
  if (chosen.ok) leaveBy(world, place, chosen.value, null);
  else world.hold(place, 'choice', chosen.code);
}

/** BPMN 2.0.2 §13.3.5: after each activity the completion condition is looked at; when it holds, nothing follows. */
function isTheLast(world: World, { node, scope }: Place): boolean {
  const adHoc = scope?.node?.adHoc ?? null;
  if (
    scope === null ||
    adHoc === null ||
    adHoc.done === null ||
    node === null ||
    !/task|sub|call|trans/i.test(node.type)
  )
    return false;
  const done = asCondition(world.evaluate(adHoc.done, scope));
  return done.ok && done.value;
}

export function leaveBy(world: World, place: Place, flows: readonly RefFlow[], brought: Variables | null): void {
  const { scope } = place;
  if (scope === null) throw new Error('the process has no way out');
  noteDone(world, place);
  world.end(place);
  if (flows.length === 0) world.pathEnded(scope);
  for (const flow of flows) follow(world, flow, scope, brought);
}

/**
 * BPMN 2.0.2 §13.4.2: an exclusive gateway takes the first flow whose condition holds; §13.3.1, §13.4.3: all else takes
 * each flow without condition and each whose condition holds. The default flow is for when there is none.
 */
export function choose(world: World, place: Place, nearest: Variables): Answer<readonly RefFlow[]> {
  const { node } = place;
  if (node === null) return { ok: true, value: [] };
  const exclusive = node.type === 'exclusiveGateway';
  const chosen: RefFlow[] = [];
  for (const flow of node.outgoing) {
    if (flow === node.defaultFlow || (exclusive && chosen.length > 0)) continue;
    const holds =
      flow.condition === null
        ? ({ ok: true, value: true } as const)
        : asCondition(world.evaluate(flow.condition, place, nearest));
    if (!holds.ok) return holds;
    if (holds.value) chosen.push(flow);
  }
  if (chosen.length > 0 || node.outgoing.length === 0) return { ok: true, value: chosen };
  return node.defaultFlow === null ? { ok: false, code: 'no-matching-flow' } : { ok: true, value: [node.defaultFlow] };
}
