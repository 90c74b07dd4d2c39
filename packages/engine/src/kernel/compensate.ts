import { goOnAfter } from './continuation.ts';
import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES, visibleVariables } from './scope.ts';
import { ROOT } from './state.ts';
import { emptyTable, lastRecord, recordsOf } from './table.ts';
import { emptyScope, terminate } from './terminate.ts';
import type { Key, Variables } from './types.ts';

/** Notes that an activity which is about to leave can be compensated, itself or what has completed in it. */
export function keepForCompensation(core: Core, node: ProcessNode, key: Key): void {
  const { wait, parent, variables: own } = core.instance(key);
  const handler = node.compensation;
  if (node.forCompensation || node.host !== null || isHandler(node)) return;
  if (handler === null) {
    const holds = node.inner !== null || node.loop !== null;
    if (!holds || wait?.type !== 'scope' || wait.done === undefined) return;
  }
  const variables = handler === null ? NO_VARIABLES : snapshot(core, handler, key, own);
  core.emit({ type: 'compensationKept', ...core.about(node.id, key), parent, handler, variables });
}

/**
 * What a handler will see: all that the activity saw; an event subprocess only what was the activity's own, for what is
 * further out it sees as it is then (BPMN 2.0.2 §13.5.5).
 */
function snapshot(core: Core, handler: string, key: Key, own: Variables | null): Variables {
  return isHandler(core.node(handler)) ? (own ?? NO_VARIABLES) : visibleVariables(core.draft, key);
}

/** An event subprocess that compensates the subprocess around it. */
function isHandler({ kind, inner }: ProcessNode): boolean {
  return kind === 'eventSubProcess' && inner?.starts[0]?.trigger === 'compensation';
}

/**
 * Makes the event the scope in which handlers run, one after the other, the activity that completed last first (BPMN
 * 2.0.2 §13.5.5). From an event subprocess, what has completed in the scope around it counts too. False when there is
 * nothing to compensate.
 */
export function beginCompensation(core: Core, node: ProcessNode, key: Key): boolean {
  let begun = false;
  for (let from = core.instance(key).parent; ; ) {
    begun = takeOver(core, node, key, from) || begun;
    const scope = core.instance(from);
    if (from === ROOT || core.nodeOf(scope).kind !== 'eventSubProcess') break;
    from = scope.parent;
  }
  if (begun) core.mayEnd(key);
  return begun;
}

/**
 * Ends all that runs in the transaction that the event lives in, and begins to compensate what has completed there. Of a
 * transaction that is repeated every run is rolled back: one activity is cancelled (BPMN 2.0.2 §13.5.2). False when there is nothing to
 * compensate.
 */
export function rollBack(core: Core, node: ProcessNode, key: Key): boolean {
  const own = core.instance(core.instance(key).parent);
  emptyScope(core, own.key, key);
  let begun = takeOver(core, node, key, own.key);
  if (own.run !== undefined) {
    for (const other of core.draft.elements()) {
      const isRun = other.parent === own.parent && other.run !== undefined && other.key !== own.key;
      if (isRun) begun = takeOver(core, node, key, other.key) || begun;
    }
    begun = takeOver(core, node, key, own.parent) || begun;
    emptyScope(core, own.parent, own.key);
  }
  if (begun) core.mayEnd(key);
  return begun;
}

/** What has completed in a scope is for the event to compensate; false when it is nothing. */
function takeOver(core: Core, node: ProcessNode, key: Key, from: Key): boolean {
  const { wait } = core.instance(from);
  const done = wait?.type === 'scope' && wait.done !== undefined ? recordsOf(wait.done) : [];
  const { compensates } = node;
  const records = done.flatMap((one) => (compensates === null || one.element === compensates ? [one.key] : []));
  if (records.length > 0) core.emit({ type: 'compensationBegun', ...core.about(node.id, key), from, records });
  return records.length > 0;
}

/** Begins the next handler; false when all have run. */
export function compensateNext(core: Core, node: ProcessNode, key: Key): boolean {
  const { wait } = core.instance(key);
  const record = wait?.type === 'scope' && wait.pending !== undefined ? lastRecord(wait.pending) : undefined;
  if (record === undefined || record.handler === null) return false;
  core.emit({ type: 'compensationHandled', ...core.about(node.id, key), record: record.key });
  const handler = core.node(record.handler);
  const token = { type: 'token', node: handler, scope: key, own: record.variables } as const;
  // an event subprocess decides itself whether what has completed around it is compensated
  if (isHandler(handler)) core.queue.push({ ...token, result: NO_VARIABLES, undo: record.inside ?? emptyTable() });
  else core.queue.push({ ...token, result: undefined });
  return true;
}

/** Ends the transaction that an event lives in; it leaves by its cancel boundary event. */
export function cancelTransaction(core: Core, key: Key): void {
  let transaction = core.instance(core.instance(key).parent);
  if (core.nodeOf(transaction).marker !== null) transaction = core.instance(transaction.parent);
  const catcher = core
    .nodeOf(transaction)
    .boundary.find(({ trigger, parts }) => trigger === 'cancel' || parts.some((part) => part.trigger === 'cancel'));
  const lingering = terminate(core, transaction.key);
  if (catcher === undefined) core.mayEnd(transaction.parent);
  else goOnAfter(core, lingering, transaction.parent, { type: 'enter', element: catcher.id });
}
