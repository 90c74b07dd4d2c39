import { armsOf, guardsOf, isDecision } from './arms.ts';
import { goOnAfter } from './continuation.ts';
import type { Core } from './core.ts';
import type { Arm, ProcessNode } from './graph.ts';
import { NO_VARIABLES } from './scope.ts';
import { ROOT } from './state.ts';
import { emptyScope, terminate } from './terminate.ts';
import type { Key, Variables } from './types.ts';

const NOBODY: readonly Key[] = Object.freeze([]);

/** Who catches: a boundary event of the holder, or the start of an event subprocess in it. */
interface Catcher {
  readonly event: ProcessNode;
  readonly holder: Key;
  readonly inside: boolean;
}

/**
 * Throws a business error at an element instance. From there outwards, the first scope with an event subprocess or
 * activity with a boundary event for the code catches it, one that names the code before one that catches all. Nothing
 * catches: a called process fails with the error, for its caller to handle; otherwise an incident holds the place.
 */
export function throwError(
  core: Core,
  origin: Key,
  code: string,
  message: string,
  variables: Variables | undefined,
): void {
  const from = core.instance(origin);
  const catcher = catcherOf(core, origin, 'error', code);
  const caughtBy = catcher?.event.id ?? null;
  core.emit({ type: 'errorThrown', ...core.about(from.element, origin), code, message, caughtBy });
  if (catcher !== null) {
    caught(core, catcher, variables);
  } else if (core.draft.called) {
    failInstance(core, code, message, variables ?? NO_VARIABLES);
  } else {
    const text = message === '' ? '' : `: ${message}`;
    core.incident(origin, {
      ok: false,
      code: 'unhandled-error',
      message: `Nothing catches the error "${code}"${text}`,
    });
  }
}

/**
 * Throws an escalation at an element instance. It is caught as an error is, but need not be: then a called process tells
 * its caller, and the work goes on. Answers whether the origin is still there.
 */
export function throwEscalation(
  core: Core,
  origin: Key,
  code: string,
  variables: Variables | undefined,
): 'completed' | 'gone' {
  const { element } = core.instance(origin);
  const catcher = catcherOf(core, origin, 'escalation', code);
  core.emit({
    type: 'escalationThrown',
    ...core.about(element, origin),
    code,
    caughtBy: catcher?.event.id ?? null,
  });
  if (catcher !== null) caught(core, catcher, variables);
  else if (core.draft.called) {
    core.effects.push({ type: 'escalate', key: origin, element, code, variables: variables ?? NO_VARIABLES });
  }
  return core.draft.find(origin) === undefined ? 'gone' : 'completed';
}

function caught(core: Core, { event, holder, inside }: Catcher, variables: Variables | undefined): void {
  if (inside) startInside(core, event, holder, variables);
  else leaveThrough(core, event, holder, variables);
}

/** A boundary event of the activity `host` happens. */
export function leaveThrough(core: Core, event: ProcessNode, host: Key, result: Variables | undefined): void {
  const { parent } = core.instance(host);
  const lingering = event.interrupting ? terminate(core, host) : NOBODY;
  goOnAfter(core, lingering, parent, { type: 'enter', element: event.id, result: result ?? NO_VARIABLES });
}

/** The start of an event subprocess in the scope happens; one that interrupts ends all else in it. */
export function startInside(core: Core, event: ProcessNode, scope: Key, result: Variables | undefined): void {
  const lingering = event.interrupting ? emptyScope(core, scope, 0) : NOBODY;
  if (event.interrupting) stopAdHoc(core, scope);
  goOnAfter(core, lingering, scope, { type: 'enter', element: event.scope, result: result ?? NO_VARIABLES });
}

/** Nothing else begins in an ad-hoc subprocess that has been interrupted from inside, or is over. */
export function stopAdHoc(core: Core, scope: Key): void {
  const instance = core.instance(scope);
  const { wait } = instance;
  if (scope === ROOT || wait?.type !== 'scope' || core.nodeOf(instance).adHoc === null) return;
  const { queue: _, ...rest } = wait;
  core.emit({ type: 'waitChanged', ...core.about(instance.element, scope), wait: { ...rest, stopped: true } });
}

function catcherOf(core: Core, origin: Key, trigger: 'error' | 'escalation', code: string): Catcher | null {
  const thrower = core.instance(origin);
  // what decides in an ad-hoc subprocess is inside it, and is no element that anything could be attached to
  const inside = isDecision(thrower);
  let child: ProcessNode | null = inside ? core.node(thrower.element) : null;
  for (let key = inside ? thrower.parent : origin; key !== 0; ) {
    const holder = core.instance(key);
    const arms = armsOf(core, holder);
    const guards = guardsOf(core, holder);
    // once an event subprocess has interrupted the scope, no other one of it starts
    if (child !== null && arms.length > guards && !interrupts(child)) {
      const event = catcherAmong(core, arms, guards, arms.length, trigger, code, key, child.id);
      if (event !== null) return { event, holder: key, inside: true };
    }
    if (guards > 0) {
      const event = catcherAmong(core, arms, 0, guards, trigger, code, key, null);
      if (event !== null) return { event, holder: key, inside: false };
    }
    child = key === ROOT ? null : core.node(holder.element);
    key = holder.parent;
  }
  return null;
}

function interrupts(child: ProcessNode): boolean {
  return child.kind === 'eventSubProcess' && child.inner?.starts[0]?.interrupting === true;
}

/** One that names the code before one that catches all; `besides`: the event subprocess that it comes from. */
function catcherAmong(
  core: Core,
  arms: readonly Arm[],
  from: number,
  until: number,
  trigger: 'error' | 'escalation',
  code: string,
  key: Key,
  besides: string | null,
): ProcessNode | null {
  let catchAll: ProcessNode | null = null;
  for (let index = from; index < until; index += 1) {
    const { event, part } = arms[index] as Arm;
    const definition = part.trigger === trigger ? part[trigger] : null;
    if (definition === null || event.scope === besides) continue;
    if (definition.code === null) {
      catchAll ??= event;
      continue;
    }
    const wanted = core.evaluate(definition.code, key);
    if (wanted.ok && wanted.value === code) return event;
    if (definition.open === true) catchAll ??= event;
  }
  return catchAll;
}

function failInstance(core: Core, code: string, message: string, variables: Variables): void {
  const lingering = emptyScope(core, ROOT, 0);
  core.queue.length = 0;
  core.forgetMoves();
  goOnAfter(core, lingering, ROOT, { type: 'end', reason: null, error: { code, message, variables } });
}
