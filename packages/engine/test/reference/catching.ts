/** Who catches an error or an escalation, and what happens then (BPMN 2.0.2 §10.5.7, §13.5.3, §13.5.4). */
import type { Variables } from '../../src/index.ts';
import { afterwards, clear, terminate } from './ending.ts';
import { eventSubProcesses, type RefNode } from './model.ts';
import { isWhole, type Place, sorted, type World } from './world.ts';

/** A boundary event happens: its activity ends if it interrupts, and a token goes out by it. */
export function leaveThroughBorder(world: World, event: RefNode, host: Place, brought: Variables | null): void {
  const { scope } = host;
  if (scope === null) throw new Error('the process has no border');
  const staying = event.interrupting ? terminate(world, host) : [];
  afterwards(world, staying, () => world.errands.push({ kind: 'token', node: event, scope, brought: brought ?? {} }));
}

/** The start of an event subprocess happens: if it interrupts, all else in its scope ends. */
export function startInside(world: World, start: RefNode, scope: Place, brought: Variables | null): void {
  const box = scope.node === null ? world.model.box : scope.node.inside;
  const found = box === null ? undefined : eventSubProcesses(box).find((one) => one.start === start);
  if (found === undefined) throw new Error(`${start.id} starts nothing here`);
  const staying = start.interrupting ? clear(world, scope, null) : [];
  if (start.interrupting && scope.node?.adHoc != null && scope.inside !== null) {
    scope.inside.over = true;
    scope.inside.queue = [];
  }
  afterwards(world, staying, () =>
    world.errands.push({ kind: 'token', node: found.node, scope, brought: brought ?? {} }),
  );
}

interface Catcher {
  readonly event: RefNode;
  readonly of: Place;
  readonly inside: boolean;
}

/** From the place outwards; in each scope one that names the code before one that takes all. `within`: thrown inside it. */
function findCatcher(
  world: World,
  origin: Place,
  kind: 'error' | 'escalation',
  code: string,
  within: boolean,
): Catcher | null {
  let from: Place | null = within ? origin : null;
  for (let place: Place | null = origin; place !== null; from = place, place = place.scope) {
    const box = place.node === null ? world.model.box : place.node.inside;
    if (from !== null && box !== null && !isWhole(place) && !hasInterrupted(from)) {
      const starts = eventSubProcesses(box).filter(({ node }) => node !== from?.node);
      const event = among(
        world,
        starts.map(({ start }) => start),
        kind,
        code,
        place,
      );
      if (event !== null) return { event, of: place, inside: true };
    }
    if (place.run === null && place.node !== null) {
      const event = among(world, place.node.attached, kind, code, place);
      if (event !== null) return { event, of: place, inside: false };
    }
  }
  return null;
}

/** Once an event subprocess has interrupted its scope, no other one of that scope starts. */
function hasInterrupted({ node }: Place): boolean {
  return (
    node?.type === 'eventSubProcess' &&
    node.inside?.nodes.find(({ type }) => type === 'startEvent')?.interrupting === true
  );
}

function among(world: World, events: readonly RefNode[], kind: string, code: string, place: Place): RefNode | null {
  let takesAll: RefNode | null = null;
  for (const event of events) {
    for (const reason of event.reasons) {
      if ((reason.kind !== 'error' && reason.kind !== 'escalation') || reason.kind !== kind) continue;
      if (reason.code === null) takesAll ??= event;
      else {
        const wanted = world.evaluate(reason.code, place);
        if (wanted.ok && wanted.value === code) return event;
      }
    }
  }
  return takesAll;
}

/** `held`: what an incident holds when nothing catches it. */
export function throwError(
  world: World,
  origin: Place,
  code: string,
  variables: Variables | null,
  held: { incident: string | null } = origin,
): void {
  const catcher = findCatcher(world, origin, 'error', code, held !== origin);
  if (catcher !== null) caught(world, catcher, variables);
  else if (world.called) {
    const staying = clear(world, world.process, null);
    world.process.listeners.length = 0;
    world.errands = [];
    world.ended = [];
    afterwards(world, staying, () => {
      world.status = 'failed';
      world.sent.push(`failed ${code}`);
    });
  } else held.incident = 'unhandled-error';
}

/** An escalation that nobody catches goes to the caller, if there is one; the work goes on. */
export function throwEscalation(
  world: World,
  origin: Place,
  code: string,
  variables: Variables | null,
  within = false,
): void {
  const catcher = findCatcher(world, origin, 'escalation', code, within);
  if (catcher !== null) caught(world, catcher, variables);
  else if (world.called) world.sent.push(`escalate ${origin.node?.id} ${code} ${sorted(variables ?? {})}`);
}

function caught(world: World, { event, of, inside }: Catcher, variables: Variables | null): void {
  if (inside) startInside(world, event, of, variables);
  else leaveThroughBorder(world, event, of, variables);
}
