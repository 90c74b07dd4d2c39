/** Events that wait: at the border of an activity, as the start of an event subprocess, behind a gateway, in the flow. */
import type { Variables } from '../../src/index.ts';
import { leaveThroughBorder, startInside } from './catching.ts';
import { complete, follow, leaveBy } from './flow.ts';
import { type Answer, eventSubProcesses, type Reason, type RefNode } from './model.ts';
import { dueAgain, dueOf } from './times.ts';
import {
  asCondition,
  asText,
  type Errand,
  keepOnly,
  type Listener,
  type Place,
  type Wait,
  type World,
} from './world.ts';

type Candidate = Pick<Listener, 'index' | 'where' | 'event' | 'reason'>;

/** Everything that may listen on behalf of a place, in the order in which it is asked. */
export function candidates(world: World, place: Place): Candidate[] {
  const { node, run } = place;
  const groups: [Listener['where'], readonly RefNode[]][] = [];
  const box = node === null ? world.model.box : node.inside;
  const single = node === null || node.repeat === null || run !== null;
  if (run === null) groups.push(['border', node?.attached ?? []]);
  if (box !== null && single) groups.push(['inside', eventSubProcesses(box).map(({ start }) => start)]);
  if (node?.type === 'eventBasedGateway') groups.push(['behind', node.outgoing.map(({ target }) => target)]);
  if (node?.type === 'intermediateCatchEvent' && node.reasons.length > 1) groups.push(['part', [node]]);
  const all = groups.flatMap(([where, events]) =>
    events.flatMap((event) => event.reasons.map((reason) => ({ where, event, reason }))),
  );
  return all.map((one, index) => ({ ...one, index }));
}

/** Opens what is not open yet; the code of a fault when one cannot listen, then none is opened. */
export function listenAt(world: World, place: Place, ...where: Listener['where'][]): string | null {
  const opened: Listener[] = [];
  for (const candidate of candidates(world, place)) {
    if (!where.includes(candidate.where)) continue;
    if (place.listeners.some(({ index }) => index === candidate.index)) continue;
    const wait = waitFor(world, candidate.reason, place, world.now);
    if (wait === null) continue;
    if (!wait.ok) return wait.code;
    opened.push({ ...candidate, of: place, since: world.now, wait: wait.value, happened: false, incident: null });
  }
  for (const listener of opened) {
    place.listeners.push(listener);
    place.listeners.sort((a, b) => a.index - b.index);
    if (listener.wait.kind === 'condition') world.errands.push({ kind: 'look', place, listener });
  }
  return null;
}

/** What to wait for; null for what is asked when it is thrown. */
export function waitFor(world: World, reason: Reason, place: Place, since: number): Answer<Wait> | null {
  switch (reason.kind) {
    case 'timer': {
      const time = dueOf(reason, world.evaluate(reason.time, place), since);
      return time.ok ? { ok: true, value: { kind: 'timer', ...time.value } } : time;
    }
    case 'signal': {
      const name = asText(world.evaluate(reason.name, place));
      return name.ok ? { ok: true, value: { kind: 'signal', name: name.value } } : name;
    }
    case 'message': {
      const address = addressOf(world, reason, place);
      return address.ok ? { ok: true, value: { kind: 'message', ...address.value } } : address;
    }
    case 'conditional':
      return { ok: true, value: { kind: 'condition', held: false } };
    case 'error':
    case 'escalation':
    case 'compensation':
    case 'cancel':
    case 'terminate':
    case 'link':
      return null;
    default:
      throw new Error(JSON.stringify(reason satisfies never));
  }
}

export function addressOf(
  world: World,
  reason: Extract<Reason, { kind: 'message' }>,
  place: Place,
): Answer<{ name: string; key: string | null }> {
  const name = asText(world.evaluate(reason.name, place));
  if (!name.ok) return name;
  if (reason.key === null) return { ok: true, value: { name: name.value, key: null } };
  const found = world.evaluate(reason.key, place);
  const key = asText(found.ok && typeof found.value === 'number' ? { ok: true, value: String(found.value) } : found);
  return key.ok ? { ok: true, value: { name: name.value, key: key.value } } : key;
}

/** A condition may hold now: it fires when it turns from false to true. */
export function look(world: World, place: Place, listener: Listener | null): void {
  const wait = listener === null ? place.wait : listener.wait;
  const reason = listener === null ? place.node?.reasons[0] : listener.reason;
  if (!place.alive || wait?.kind !== 'condition' || reason?.kind !== 'conditional') return;
  if (listener !== null && (!place.listeners.includes(listener) || listener.happened)) return;
  const held = listener ?? place;
  const found = asCondition(world.evaluate(reason.condition, place));
  held.incident = null;
  // null: what it waits for is not there yet
  if (!found.ok && found.code !== 'condition-unknown') {
    held.incident = found.code;
    if (listener === null) place.phase = 'work';
  } else if (found.ok && found.value) {
    if (!wait.held) happens(world, place, listener, null);
  } else wait.held = false;
}

/** Variables have been written: conditions are looked at again, followed dates too. */
export function lookAgain(world: World): void {
  world.written = false;
  for (const place of [...world.places]) {
    const own = place.node?.reasons[0];
    if (place.wait?.kind === 'condition') world.errands.push({ kind: 'look', place, listener: null });
    else if (place.wait?.kind === 'timer' && own?.kind === 'timer' && own.follow) {
      followDate(world, place, place, own, place.wait, place.since);
    }
    for (const listener of place.listeners) {
      const { reason, wait, since } = listener;
      if (listener.happened) continue;
      if (wait.kind === 'condition') world.errands.push({ kind: 'look', place, listener });
      else if (wait.kind === 'timer' && reason.kind === 'timer' && reason.follow) {
        followDate(world, place, listener, reason, wait, since);
      }
    }
  }
}

export function followDate(
  world: World,
  place: Place,
  held: Place | Listener,
  reason: Extract<Reason, { kind: 'timer' }>,
  wait: Extract<Wait, { kind: 'timer' }>,
  since: number,
): void {
  const time = dueOf(reason, world.evaluate(reason.time, place), since);
  held.incident = null;
  if (!time.ok) held.incident = time.code;
  else if (time.value.due !== wait.due) Object.assign(wait, time.value);
}

/** What the place, or a listener of it, waits for has happened. */
export function happens(world: World, place: Place, listener: Listener | null, brought: Variables | null): void {
  if (listener === null) {
    place.incident = null;
    place.wait = null;
    complete(world, place, brought, place.node?.call?.returnAll === false);
    return;
  }
  const { event, where } = listener;
  listener.incident = null;
  const repeats = (where === 'border' || where === 'inside') && !event.interrupting;
  const all = event.all && event.reasons.length > 1;
  const own = place.listeners.filter((one) => one.event === event);
  if (all) {
    listener.happened = true;
    const lacks = candidates(world, place).some(
      (one) => one.event === event && !own.some(({ index, happened }) => index === one.index && happened),
    );
    if (lacks) {
      const scope = where === 'inside' || place.scope === null ? place : place.scope;
      if (brought !== null) world.publish(scope, brought);
      return;
    }
  }
  if (repeats) for (const one of all ? own : [listener]) waitOn(world, one);
  else if (!all) keepOnly(place.listeners, (one) => one !== listener);
  if (where === 'border') leaveThroughBorder(world, event, place, brought);
  else if (where === 'inside') startInside(world, event, place, brought);
  else if (where === 'part') {
    place.listeners.length = 0;
    place.wait = null;
    complete(world, place, brought, false);
  } else chosenBehind(world, place, event, brought);
}

const MOST_HEARD = 1_000;

/** Who waits for a signal when it is thrown hears it, before what threw it goes on. */
export function tellListeners(world: World, name: string, brought: Variables): void {
  let heard = false;
  for (const place of world.places) {
    const waits = [
      { listener: null, wait: place.wait },
      ...place.listeners.map((one) => ({ listener: one, wait: one.happened ? null : one.wait })),
    ];
    for (const { listener, wait } of waits) {
      if (wait?.kind !== 'signal' || wait.name !== name) continue;
      heard = true;
      world.errands.push({ kind: 'hear', place, listener, brought });
    }
  }
  if (heard) world.heard += 1;
  if (world.heard > MOST_HEARD) throw new Error('it goes on and on');
}

export function hear(world: World, { place, listener, brought }: Extract<Errand, { kind: 'hear' }>): void {
  if (!place.alive) return;
  const there =
    listener === null ? place.wait?.kind === 'signal' : place.listeners.includes(listener) && !listener.happened;
  if (there) happens(world, place, listener, brought);
}

/** A non-interrupting event listens on, if it can happen again. */
function waitOn(world: World, listener: Listener): void {
  listener.happened = false;
  const { wait } = listener;
  if (wait.kind === 'timer') {
    const next = dueAgain(wait, world.now);
    if (next === null) keepOnly(listener.of.listeners, (one) => one !== listener);
    else Object.assign(wait, next);
  } else if (wait.kind === 'condition') {
    wait.held = true;
    world.errands.push({ kind: 'look', place: listener.of, listener });
  }
}

/** BPMN 2.0.2 §13.4.4: the first event decides, unless all of them have to happen. */
function chosenBehind(world: World, gateway: Place, event: RefNode, brought: Variables | null): void {
  const flow = gateway.node?.outgoing.find(({ target }) => target === event);
  const { scope } = gateway;
  if (flow === undefined || scope === null) throw new Error(`${event.id} is behind nothing`);
  keepOnly(gateway.listeners, (one) => gateway.node?.all === true && one.event !== event);
  if (gateway.listeners.length === 0) leaveBy(world, gateway, [flow], brought ?? {});
  else follow(world, flow, scope, brought ?? {});
}
