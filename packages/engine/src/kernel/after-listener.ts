import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import { begin } from './enter.ts';
import type { ProcessNode } from './graph.ts';
import { depart, publish } from './leave.ts';
import { listenWith } from './listeners.ts';
import type { ElementInstance, Listening } from './state.ts';
import type { Variables } from './types.ts';

/**
 * The job of an execution listener is done. What it gives belongs to the element before its work, and goes out like an output
 * mapping after it; then the next listener has its turn, or the element goes on.
 */
export function afterListener(
  core: Core,
  run: Run,
  node: ProcessNode,
  { key, parent }: ElementInstance,
  listening: Listening,
  given: Variables | undefined,
): void {
  const { on, index, scope } = listening;
  if (given !== undefined && Object.keys(given).length > 0) {
    if (on === 'start') core.setVariables(key, given);
    else publish(core, node.marker === null ? parent : key, given);
  }
  const listeners = on === 'start' ? node.startListeners : node.endListeners;
  if (index + 1 < listeners.length) {
    listenWith(core, node, key, { ...listening, index: index + 1 });
  } else if (on === 'start') {
    begin(core, run, node, key, listening);
  } else {
    if (scope !== undefined) core.openWait(node.id, key, 0, scope);
    depart(core, node, key);
  }
}
