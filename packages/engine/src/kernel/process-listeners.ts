import { disarm } from './arms.ts';
import type { Core } from './core.ts';
import { listenWith } from './listeners.ts';
import { type Listening, ROOT, type ScopeWait } from './state.ts';
import { isOfTask } from './task-listening.ts';
import type { Variables } from './types.ts';

const EMPTY: ScopeWait = Object.freeze({ type: 'scope', active: 0, tokens: Object.freeze({}) });

/** The listener of the process that is asked; null: none is. */
export function processListener(core: Core): Listening | null {
  const wait = core.draft.find(ROOT)?.wait;
  return wait?.type === 'job' && wait.listener !== undefined && !isOfTask(wait.listener) ? wait.listener : null;
}

/** Asks a listener of the process; one that cannot be asked for holds it until that is tried again. */
export function askProcess(core: Core, listening: Listening): void {
  const { wait } = core.instance(ROOT);
  const scope = wait?.type === 'scope' ? { scope: wait } : undefined;
  listenWith(core, core.process, ROOT, { ...listening, ...scope });
  if (core.instance(ROOT).incident === 0) return;
  core.openWait(core.process.id, ROOT, 0, {
    type: 'job',
    jobType: '',
    retries: 0,
    listener: { ...listening, ...scope },
  });
}

/** Takes what a listener gives, which is the process's. False when it was the last: the process begins or ends. */
export function askNext(core: Core, listening: Listening, given: Variables | undefined): boolean {
  const { on, index, scope } = listening;
  const root = core.instance(ROOT);
  core.resolveIncident(root);
  if (root.wait !== null) core.closeWait(root, 0, root.wait, 'triggered');
  if (given !== undefined && Object.keys(given).length > 0) core.setVariables(ROOT, given);
  const all = on === 'start' ? core.process.startListeners : core.process.endListeners;
  if (index + 1 < all.length) {
    askProcess(core, { ...listening, index: index + 1 });
    return true;
  }
  core.openWait(core.process.id, ROOT, 0, scope ?? EMPTY);
  return false;
}

/** Nothing is left in the process: its listeners have their turn before it ends. */
export function endProcess(core: Core): void {
  const { root, endListeners } = core.process;
  disarm(core, root.arms, ROOT);
  if (endListeners.length === 0) completeProcess(core);
  else askProcess(core, { on: 'end', index: 0 });
}

export function completeProcess(core: Core): void {
  core.emit({ type: 'instanceCompleted', ...core.about(core.process.id, ROOT) });
}

/** A process that is ended from outside asks nobody any more. */
export function stopAsking(core: Core): void {
  const root = core.instance(ROOT);
  core.resolveIncident(root);
  if (root.wait?.type !== 'job') return;
  core.forget(ROOT, root.wait);
  core.closeWait(root, 0, root.wait, 'cancelled');
}
