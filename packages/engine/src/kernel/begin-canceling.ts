import type { Core } from './core.ts';
import { type ElementInstance, ROOT } from './state.ts';
import { taskListening } from './task-listening.ts';
import { propertiesOf } from './task-properties.ts';
import { beginTransition } from './task-transition.ts';
import type { Key, Variables } from './types.ts';

/**
 * What a task lives in ends, or the task itself does. One whose listeners hear of that goes on in the scope `home` until
 * they have. False for everything else, which ends at once.
 */
export function beginCanceling(core: Core, instance: ElementInstance, home: Key): boolean {
  const { key, wait, parent } = instance;
  const listening = taskListening(wait);
  const node = core.node(instance.element);
  if ((node.task?.listeners?.canceling.length ?? 0) === 0) return false;
  const known = wait?.type === 'task' ? propertiesOf(core, instance) : listening?.task;
  if (known === undefined) return false;
  if (parent !== home) {
    const variables = carriedTo(core, instance, home);
    core.emit({ type: 'elementMoved', ...core.about(node.id, key), from: parent, parent: home, variables });
  }
  if (listening?.on === 'canceling') {
    forgetWhatFollows(core, key);
    return true;
  }
  if (wait?.type === 'job') {
    core.effects.push({ type: 'cancelJob', key });
    core.closeWait(instance, 0, wait, 'cancelled');
  }
  beginTransition(core, node, key, { on: 'canceling', index: 0, task: known, changes: {}, action: '' });
  // a join that has waited for what the task might still send waits no longer
  core.moved?.add(home);
  return true;
}

/** What it has seen until now, beyond what it sees from its new scope. */
function carriedTo(core: Core, { parent, variables: own }: ElementInstance, home: Key): Variables | null {
  let carried = own;
  for (let key = parent; key !== home && key !== ROOT && key !== 0; key = core.instance(key).parent) {
    const { variables } = core.instance(key);
    if (variables !== null) carried = { ...variables, ...carried };
  }
  return carried;
}

/** What was to begin after it has been ended itself. */
function forgetWhatFollows(core: Core, key: Key): void {
  const { element, wait } = core.instance(key);
  if ((wait?.type !== 'job' && wait?.type !== 'transition') || wait.listener === undefined) return;
  if (!('then' in wait.listener)) return;
  const { then: _, ...listener } = wait.listener;
  const about = core.about(element, key);
  if (wait.type === 'job') core.emit({ type: 'waitChanged', ...about, wait: { ...wait, listener } });
  else core.emit({ type: 'waitChanged', ...about, wait: { ...wait, listener } });
}
