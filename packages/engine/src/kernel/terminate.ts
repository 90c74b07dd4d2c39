import { armBase, armOf, armsOf, guardsOf, isDecision } from './arms.ts';
import { beginCanceling } from './begin-canceling.ts';
import { taskGone } from './continuation.ts';
import type { Core } from './core.ts';
import type { ElementInstance } from './state.ts';
import { isLeaving, taskListening } from './task-listening.ts';
import type { Key } from './types.ts';

const NONE: readonly Key[] = Object.freeze([]);

/**
 * Ends an element instance, everything in it and everything armed for it, innermost and latest first. Answers with the
 * tasks that go on around it until their listeners have heard that they are cancelled.
 */
export function terminate(core: Core, key: Key): readonly Key[] {
  const instance = core.instance(key);
  const lingering: Key[] | null = core.process.lingers ? [] : null;
  terminateBelow(core, key, 0, 0, lingering, instance.parent);
  terminateOne(core, core.instance(key), lingering, instance.parent);
  return lingering ?? NONE;
}

/** As `terminate`, by hand: nobody is asked. */
export function terminateAtOnce(core: Core, key: Key): void {
  terminateBelow(core, key, 0, 0, null, 0);
  terminateOne(core, core.instance(key), null, 0);
}

/**
 * Ends everything that lives in a scope, except `spared` and the first `keep` of what is armed for it: its own boundary
 * events, when nothing else is said. Answers as `terminate`.
 */
export function terminateInside(
  core: Core,
  scope: Key,
  spared: Key,
  keep: number = guardsOf(core, core.instance(scope)),
): readonly Key[] {
  const lingering: Key[] | null = core.process.lingers ? [] : null;
  terminateBelow(core, scope, spared, keep, lingering, scope);
  return lingering ?? NONE;
}

/** As `terminateInside`; tokens that are held or on their way in the scope go too. */
export function emptyScope(core: Core, scope: Key, spared: Key, keep?: number): readonly Key[] {
  const lingering = terminateInside(core, scope, spared, keep);
  const held = core.instance(scope).wait;
  if (held?.type !== 'scope') return lingering;
  for (const [flow, tokens] of Object.entries(held.tokens)) {
    for (let left = tokens; left > 0; left -= 1) core.emit({ type: 'tokenDropped', ...core.about(flow, scope) });
  }
  // in place, because the queue is being worked through; nothing lives in scope 0
  for (const [index, work] of core.queue.entries()) {
    if (work.type === 'token' && work.scope === scope) core.queue[index] = { ...work, scope: 0 };
  }
  return lingering;
}

/** `keep`: how many of the first arms stay. `lingering`, `home`: which tasks go on, and where; null: none. */
function terminateBelow(core: Core, top: Key, spared: Key, keep: number, lingering: Key[] | null, home: Key): void {
  const holder = core.instance(top);
  const base = armBase(holder);
  // the keys that follow a job that decides are not those of what is armed
  if (isDecision(holder)) return;
  if (holder.wait !== null && holder.wait.type !== 'scope') {
    // nothing lives in it; what is armed for it has keys that are known
    for (let index = armsOf(core, holder).length - 1; index >= keep; index -= 1) {
      const armed = core.draft.find(base + 1 + index);
      // behind a run that has left its activity others follow
      if (armed?.parent === top) terminateOne(core, armed, null, 0);
    }
    return;
  }
  const doomed = new Set<Key>([top]);
  const inside: Key[] = [];
  // parents have lower keys than what is in them, so one ascending pass finds all descendants
  for (const instance of core.draft.elements()) {
    if (instance.key === spared || !doomed.has(instance.parent)) continue;
    if (instance.parent === top && instance.key > base && instance.key <= base + keep) continue;
    doomed.add(instance.key);
    inside.push(instance.key);
  }
  for (const key of inside.reverse()) terminateOne(core, core.instance(key), lingering, home);
}

function terminateOne(core: Core, instance: ElementInstance, lingering: Key[] | null, home: Key): void {
  if (lingering !== null && armOf(core, instance) === null && beginCanceling(core, instance, home)) {
    lingering.push(instance.key);
    return;
  }
  core.resolveIncident(instance);
  const { wait, element, key } = instance;
  if (lingering === null && core.process.lingers && isLeaving(wait)) {
    core.effects.push({ type: 'cancelJob', key });
    taskGone(core, instance, taskListening(wait)?.then);
    return;
  }
  if (wait !== null) core.forget(key, wait);
  if (armOf(core, instance) !== null || isDecision(instance)) {
    if (wait !== null) core.closeWait(instance, instance.parent, wait, 'cancelled');
    return;
  }
  if (wait !== null && wait.type !== 'scope') core.closeWait(instance, 0, wait, 'cancelled');
  core.emit({ type: 'elementTerminated', ...core.about(element, key) });
}
