import { armBase, armsOf, guardsOf } from './arms.ts';
import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import type { Waiting } from './state.ts';
import type { Key, Variables } from './types.ts';

/**
 * Throws what a run of a multi-instance activity gives (BPMN 2.0.2 §13.3.7) at the activity as a whole. A boundary event of
 * the activity that waits for it catches it at once; otherwise it goes where any thrown event goes. `effectKey` and those
 * that follow name what the host is asked to do.
 */
export function throwFromLoop(
  core: Core,
  parts: readonly ProcessNode[],
  whole: Key,
  effectKey: Key,
  attributes: Variables,
): void {
  for (const [index, part] of parts.entries()) {
    if (core.draft.find(whole) === undefined) return;
    const caught = catchers(core, part, whole);
    for (const key of caught) core.queue.push({ type: 'occur', node: part, key, result: attributes });
    if (caught.length === 0) part.event.fire?.(core.run, part, whole, effectKey + index, attributes);
  }
}

/** The armed boundary events of the activity that wait for this message or signal. */
function catchers(core: Core, part: ProcessNode, whole: Key): Key[] {
  const thrown = part.event.listen?.(core.run, part, whole, core.at);
  if (thrown === undefined || !thrown.ok) return [];
  const holder = core.instance(whole);
  const base = armBase(holder);
  const guards = armsOf(core, holder).slice(0, guardsOf(core, holder));
  return guards.flatMap((_, index) => {
    const armed = core.draft.find(base + 1 + index);
    return armed?.wait != null && isSame(armed.wait, thrown.value) ? [armed.key] : [];
  });
}

function isSame(waited: Waiting, thrown: Waiting): boolean {
  if (waited.type === 'signal') return thrown.type === 'signal' && waited.signal === thrown.signal;
  if (waited.type !== 'message' || thrown.type !== 'message') return false;
  if (waited.any === true) return waited.message === thrown.message;
  return waited.message === thrown.message && waited.correlationKey === thrown.correlationKey;
}
