import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import type { ElementInstance } from './state.ts';
import type { Key } from './types.ts';

/** Ends an element instance and everything in it, innermost and latest first. */
export function terminate(core: Core, key: Key): void {
  terminateInside(core, key, 0);
  terminateOne(core, core.instance(key));
}

/** Ends everything that lives in a scope, except `spared` and its boundary events. */
export function terminateInside(core: Core, scope: Key, spared: Key): void {
  const doomed = new Set<Key>([scope]);
  const inside: ElementInstance[] = [];
  // parents have lower keys than what is in them, so one ascending pass finds all descendants
  for (const instance of core.draft.elements()) {
    if (instance.key === spared || !doomed.has(instance.parent)) continue;
    doomed.add(instance.key);
    inside.push(instance);
  }
  for (const instance of inside.reverse()) terminateOne(core, core.instance(instance.key));
}

function terminateOne(core: Core, instance: ElementInstance): void {
  core.resolveIncident(instance);
  const { wait, element, key } = instance;
  if (wait !== null) core.forget(key, wait);
  if (isArmedBoundary(core, instance)) {
    if (wait !== null) core.closeWait(instance, instance.parent, wait, 'cancelled');
    return;
  }
  if (wait !== null && wait.type !== 'scope') core.closeWait(instance, 0, wait, 'cancelled');
  core.emit({ type: 'elementTerminated', ...core.about(element, key) });
}

/** Closes the waits of an activity's boundary events when it ends by itself. */
export function disarm(core: Core, node: ProcessNode, key: Key): void {
  for (let index = 0; index < node.boundary.length; index += 1) {
    const armed = core.draft.find(key + 1 + index);
    if (armed === undefined || armed.wait === null) continue;
    core.resolveIncident(armed);
    core.forget(armed.key, armed.wait);
    core.closeWait(armed, key, armed.wait, 'cancelled');
  }
}

/** Whether the record is a boundary event that waits, rather than one that has fired and is passing. */
export function isArmedBoundary(core: Core, instance: ElementInstance): boolean {
  const host = core.process.nodes.get(instance.element)?.host;
  return host !== undefined && host !== null && core.draft.find(instance.parent)?.element === host.id;
}
