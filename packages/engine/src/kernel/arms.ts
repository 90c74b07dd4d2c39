import type { Fault, Run } from './contracts.ts';
import type { Core } from './core.ts';
import type { Arm, ProcessNode } from './graph.ts';
import { type ElementInstance, ROOT, type Waiting } from './state.ts';
import type { Key } from './types.ts';

/** The events armed for the element instance have the keys that follow this one. */
export function armBase(holder: ElementInstance): Key {
  return holder.arms ?? holder.key;
}

/** The events that may be armed for an element instance; those of the process for its own. */
export function armsOf(core: Core, holder: ElementInstance): readonly Arm[] {
  if (holder.key === ROOT) return core.process.root.arms;
  return core.nodeOf(holder).arms;
}

/** How many of the arms are boundary events. */
export function guardsOf(core: Core, holder: ElementInstance): number {
  return holder.key === ROOT ? 0 : core.nodeOf(holder).guards;
}

/** What the record is armed as; null when it is an element that has been entered. */
export function armOf(core: Core, instance: ElementInstance): Arm | null {
  const holder = instance.parent === 0 ? undefined : core.draft.find(instance.parent);
  if (holder === undefined) return null;
  return armsOf(core, holder)[instance.key - armBase(holder) - 1] ?? null;
}

/** Whether the record is no element but the job whose worker decides in the ad-hoc subprocess that it lives in. */
export function isDecision({ wait }: ElementInstance): boolean {
  return wait?.type === 'job' && wait.decides === true;
}

/**
 * Opens the waits of the arms from index `from` until `until`; those that are open stay. A fault: one cannot wait, and none
 * is opened.
 */
export function arm(
  core: Core,
  run: Run,
  arms: readonly Arm[],
  from: number,
  until: number,
  holder: Key,
  since: number,
): Fault | null {
  if (from >= until) return null;
  const base = armBase(core.instance(holder));
  const waits: { readonly element: string; readonly key: Key; readonly wait: Waiting }[] = [];
  for (let index = from; index < until; index += 1) {
    const armed = base + 1 + index;
    const { event, part } = arms[index] as Arm;
    if (part.event.listen === undefined || core.draft.find(armed) !== undefined) continue;
    const wait = part.event.listen(run, part, holder, since);
    if (!wait.ok) return { ...wait, message: `${event.id}: ${wait.message}` };
    waits.push({ element: event.id, key: armed, wait: wait.value });
  }
  for (const { element, key, wait } of waits) {
    core.openWait(element, key, holder, wait);
    if (wait.type !== 'timer' || wait.due !== null) core.listen(element, key, wait);
  }
  return null;
}

/** Closes the waits of the arms from index `from`, or of those of one event. */
export function disarm(
  core: Core,
  arms: readonly Arm[],
  holder: Key,
  event: ProcessNode | null = null,
  from = 0,
): void {
  if (arms.length === 0) return;
  const base = armBase(core.instance(holder));
  for (let index = from; index < arms.length; index += 1) {
    if (event !== null && arms[index]?.event !== event) continue;
    const armed = core.draft.find(base + 1 + index);
    if (armed === undefined || armed.wait === null) continue;
    core.resolveIncident(armed);
    core.forget(armed.key, armed.wait);
    core.closeWait(armed, holder, armed.wait, 'cancelled');
  }
}

/** Whether an event of the holder still waits. */
export function isArmed(core: Core, arms: readonly Arm[], holder: Key): boolean {
  const base = armBase(core.instance(holder));
  return arms.some((_, index) => core.draft.find(base + 1 + index) !== undefined);
}
