import { afterListener } from './after-listener.ts';
import { armBase, armOf, armsOf, disarm, guardsOf, isArmed } from './arms.ts';
import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import { leaveThrough, startInside } from './errors.ts';
import type { Arm, ProcessNode } from './graph.ts';
import { follow, leaveBy, publish } from './leave.ts';
import { NO_VARIABLES } from './scope.ts';
import { type ElementInstance, ROOT, type Waiting } from './state.ts';
import { isOfTask } from './task-listening.ts';
import type { Key, Variables } from './types.ts';

/** What the element instance, or armed event, waits for has happened. */
export function happen(core: Core, run: Run, instance: ElementInstance, wait: Waiting, result?: Variables): void {
  core.resolveIncident(instance);
  const armed = armOf(core, instance);
  if (armed !== null) {
    fire(core, run, instance, armed, wait, result);
    return;
  }
  const node = core.nodeOf(instance);
  core.closeWait(instance, 0, wait, 'triggered');
  if (wait.type === 'job' && wait.listener !== undefined && !isOfTask(wait.listener)) {
    afterListener(core, run, node, instance, wait.listener, result);
  } else {
    node.behaviour.resume(run, node, instance.key, result);
  }
}

/** Evaluates a condition that is waited for; it fires when it turns to true from false, or from null: nobody knows yet. */
export function look(core: Core, run: Run, key: Key): void {
  const instance = core.draft.find(key);
  if (instance?.wait?.type !== 'condition') return;
  const { wait } = instance;
  const armed = armOf(core, instance);
  const node = armed === null ? core.node(instance.element) : armed.part;
  if (node.condition === null) return;
  const scope = armed === null ? key : instance.parent;
  const decided = run.decide(node.condition, scope);
  core.resolveIncident(instance);
  if (!decided.ok && decided.code !== 'condition-unknown') {
    core.hold(key, node.id, 'active', decided);
  } else if (decided.ok && decided.value) {
    if (!wait.holds) happen(core, run, core.instance(key), wait);
  } else if (wait.holds) {
    core.emit({ type: 'waitChanged', ...core.about(node.id, key), wait: { type: 'condition', holds: false } });
  }
}

function fire(
  core: Core,
  run: Run,
  armed: ElementInstance,
  arm: Arm,
  wait: Waiting,
  result: Variables | undefined,
): void {
  const { event } = arm;
  const holder = core.instance(armed.parent);
  const arms = armsOf(core, holder);
  const guards = guardsOf(core, holder);
  const base = armBase(holder);
  const index = armed.key - base - 1;
  const inside = index >= guards && event.kind === 'startEvent' && event.id !== holder.element;
  if (event.trigger === 'parallelMultiple') {
    const own = arms.flatMap((one, at) => (one.event === event ? [base + 1 + at] : []));
    core.forget(armed.key, wait);
    core.emit({ type: 'waitChanged', ...core.about(event.id, armed.key), wait: { type: 'happened', wait } });
    if (own.some((key) => core.draft.find(key)?.wait?.type !== 'happened')) {
      if (result !== undefined) publish(core, inside || holder.parent === 0 ? holder.key : holder.parent, result);
      return;
    }
    if (index < guards || inside) {
      if (!event.interrupting) for (const key of own) goOn(core, run, core.instance(key));
    }
  } else if ((index < guards || inside) && !event.interrupting) {
    goOn(core, run, armed);
  } else {
    core.closeWait(armed, holder.key, wait, 'triggered');
  }
  if (index < guards) leaveThrough(core, event, holder.key, result);
  else if (inside) startInside(core, event, holder.key, result);
  else if (event.id === holder.element) finishParts(core, run, event, holder.key, result);
  else choose(core, core.node(holder.element), holder.key, event, result);
}

/** A non-interrupting event waits on. */
function goOn(core: Core, run: Run, armed: ElementInstance): void {
  const part = armOf(core, armed)?.part;
  const fired = armed.wait?.type === 'happened' ? armed.wait.wait : armed.wait;
  if (part === undefined || fired === null) return;
  const again = part.event.again?.(run, part, fired) ?? { ok: true, value: null };
  if (!again.ok) {
    core.incident(armed.key, again);
  } else if (again.value === null) {
    core.closeWait(armed, armed.parent, fired, 'triggered');
  } else {
    core.emit({ type: 'waitChanged', ...core.about(part.id, armed.key), wait: again.value });
    core.listen(part.id, armed.key, again.value);
  }
}

/** A multiple event in the flow has what it waits for. */
function finishParts(core: Core, run: Run, node: ProcessNode, key: Key, result: Variables | undefined): void {
  disarm(core, node.arms, key);
  const instance = core.instance(key);
  // another of its events could not be armed, and held it
  core.resolveIncident(instance);
  if (instance.wait !== null) core.closeWait(instance, 0, instance.wait, 'triggered');
  node.behaviour.resume(run, node, key, result);
}

/** One of the events behind an event-based gateway has happened. */
function choose(core: Core, gateway: ProcessNode, key: Key, event: ProcessNode, result: Variables | undefined): void {
  const flow = gateway.outgoing.find(({ target }) => target === event);
  if (flow === undefined) throw new Error(`${event.id} is not behind ${gateway.id}`);
  disarm(core, gateway.arms, key, gateway.parallel ? event : null);
  const last = !isArmed(core, gateway.arms, key);
  if (last) {
    const instance = core.instance(key);
    core.resolveIncident(instance);
    if (instance.wait !== null) core.closeWait(instance, 0, instance.wait, 'triggered');
    leaveBy(core, gateway, key, [flow], result ?? NO_VARIABLES);
  } else {
    follow(core, flow, core.instance(key).parent === 0 ? ROOT : core.instance(key).parent, result ?? NO_VARIABLES);
  }
}
