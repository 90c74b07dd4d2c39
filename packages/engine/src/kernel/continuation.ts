import type { Core } from './core.ts';
import { type ElementInstance, ROOT } from './state.ts';
import { taskListening } from './task-listening.ts';
import type { Continuation } from './task-state.ts';
import type { Key } from './types.ts';

/** Begins something in a scope once the tasks that still hear of their cancelling have gone; at once when there are none. */
export function goOnAfter(core: Core, after: readonly Key[], scope: Key, what: Continuation['what']): void {
  const last = after.at(-1);
  if (last === undefined) goOn(core, scope, what);
  else wait(core, last, { after, what });
}

/** All listeners of a cancelled task have heard of it. */
export function taskGone(core: Core, instance: ElementInstance, then: Continuation | undefined): void {
  const { key, element, parent, wait: open } = instance;
  if (open !== null) core.closeWait(instance, 0, open, 'cancelled');
  core.effects.push({ type: 'cancelTask', key });
  core.emit({ type: 'elementTerminated', ...core.about(element, key) });
  const left = then?.after.filter((one) => core.draft.find(one) !== undefined) ?? [];
  const next = left.at(-1);
  if (then === undefined) {
    // where something is still to begin, no path has come to its end
    if (!isAwaited(core, key)) core.mayEnd(parent);
  } else if (next === undefined) goOn(core, parent, then.what);
  else wait(core, next, { ...then, after: left });
}

/** Whether something begins once the task has gone, and others with it. */
function isAwaited(core: Core, key: Key): boolean {
  for (const { wait: open } of core.draft.elements()) {
    if (taskListening(open)?.then?.after.includes(key) === true) return true;
  }
  return false;
}

function wait(core: Core, key: Key, then: Continuation): void {
  const { element, wait: open } = core.instance(key);
  const listener = taskListening(open);
  if (listener === null || (open?.type !== 'job' && open?.type !== 'transition')) return;
  core.emit({ type: 'waitChanged', ...core.about(element, key), wait: { ...open, listener: { ...listener, then } } });
}

function goOn(core: Core, scope: Key, what: Continuation['what']): void {
  switch (what.type) {
    case 'enter':
      core.queue.push({ type: 'token', node: core.node(what.element), scope, result: what.result });
      return;
    case 'end': {
      const { reason, error } = what;
      core.emit({ type: 'instanceTerminated', ...core.about(core.process.id, ROOT), reason, error });
      return;
    }
    default:
      throw new Error(`unknown continuation ${JSON.stringify(what satisfies never)}`);
  }
}
