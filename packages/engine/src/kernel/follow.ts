import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import type { ElementInstance, Waiting } from './state.ts';
import { isArmedBoundary } from './terminate.ts';

/** Looks again at the followed dates whose variables were written in this step. */
export function followChanges(core: Core, run: Run): void {
  const { changed } = core;
  const touched = core.process.followers.filter((node) => node.timer?.value.reads.some((name) => changed.has(name)));
  changed.clear();
  if (touched.length === 0) return;
  const byId = new Map(touched.map((node) => [node.id, node]));
  for (const instance of core.draft.elements()) {
    const node = byId.get(instance.element);
    if (node !== undefined && instance.wait?.type === 'timer') listenAgain(core, run, node, instance);
  }
}

/** Evaluates again what a catch event waits for; tells the host when it has moved. */
export function listenAgain(core: Core, run: Run, node: ProcessNode, instance: ElementInstance): void {
  const scope = isArmedBoundary(core, instance) ? instance.parent : instance.key;
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

function sameWait(a: Waiting, b: Waiting): boolean {
  return a.type === 'timer' && b.type === 'timer' && a.due === b.due;
}
