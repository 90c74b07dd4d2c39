import { armOf } from './arms.ts';
import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import { isAvailable } from './enter.ts';
import type { ProcessNode } from './graph.ts';
import type { ElementInstance, Waiting } from './state.ts';

/**
 * Looks again at the followed dates and conditions whose variables were written in this step. A complex gateway waits
 * until its activation condition becomes true (BPMN 2.0.2 §13.4.5), by a token or by a variable.
 */
export function followChanges(core: Core, run: Run, changed: NonNullable<Core['changed']>): void {
  const touched = core.process.followers.filter(({ reads, only }) =>
    reads.some((name) => {
      const change = changed.get(name);
      return change !== undefined && (only === null || change === 'both' || change === only);
    }),
  );
  changed.clear();
  if (touched.length === 0) return;
  const elements = new Set(touched.map(({ element }) => element));
  const gateways = core.process.converging.filter(({ id }) => elements.has(id));
  for (const instance of core.draft.elements()) {
    const type = instance.wait?.type;
    if (type === 'scope' && gateways.some(({ scope }) => scope === instance.element)) core.moved?.add(instance.key);
    if ((type !== 'timer' && type !== 'condition' && type !== 'data') || !elements.has(instance.element)) continue;
    if (type === 'data') {
      begin(core, instance);
      continue;
    }
    const node = listenerOf(core, instance);
    if (type === 'condition') core.queue.push({ type: 'look', node, key: instance.key });
    else if (node.timer?.follow === true) listenAgain(core, run, node, instance);
  }
}

/** An activity begins once its data is there. */
function begin(core: Core, instance: ElementInstance): void {
  const node = core.nodeOf(instance);
  if (node.availability !== null && !isAvailable(core, node.availability, instance.parent)) return;
  core.closeWait(instance, 0, { type: 'data' }, 'triggered');
  core.queue.push({ type: 'retry', node, key: instance.key });
}

/** Evaluates again what a catch event waits for; tells the host when it has moved. */
export function listenAgain(core: Core, run: Run, node: ProcessNode, instance: ElementInstance): void {
  const scope = armOf(core, instance) === null ? instance.key : instance.parent;
  if (instance.wait?.type === 'condition') {
    core.queue.push({ type: 'look', node, key: instance.key });
    return;
  }
  const wait = node.event.listen?.(run, node, scope, instance.since);
  if (wait === undefined) return;
  core.resolveIncident(instance);
  if (!wait.ok) {
    core.hold(instance.key, node.id, 'active', wait);
    return;
  }
  if (instance.wait !== null && sameWait(instance.wait, wait.value)) return;
  core.emit({ type: 'waitChanged', ...core.about(node.id, instance.key), wait: wait.value });
  core.listen(node.id, instance.key, wait.value);
}

/** The event, or the part of a multiple event, that the record waits as. */
export function listenerOf(core: Core, instance: ElementInstance): ProcessNode {
  return armOf(core, instance)?.part ?? core.node(instance.element);
}

function sameWait(a: Waiting, b: Waiting): boolean {
  return a.type === 'timer' && b.type === 'timer' && a.due === b.due;
}
