import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES, visibleVariables } from './scope.ts';
import { lastRecord, recordsOf } from './table.ts';
import { terminate } from './terminate.ts';
import type { Key } from './types.ts';

/** Notes that an activity which is about to leave can be compensated, itself or what has completed in it. */
export function keepForCompensation(core: Core, node: ProcessNode, key: Key): void {
  const { wait, parent } = core.instance(key);
  const handler = node.compensation;
  if (node.forCompensation || node.host !== null) return;
  if (handler === null && (wait?.type !== 'scope' || wait.done === undefined)) return;
  const variables = handler === null ? NO_VARIABLES : visibleVariables(core.draft, key);
  core.emit({ type: 'compensationKept', ...core.about(node.id, key), parent, handler, variables });
}

/**
 * Makes the event the scope in which handlers run, one after the other, the activity that completed last first (BPMN
 * 2.0.2 §13.5.5). False when nothing in the event's scope can be compensated.
 */
export function beginCompensation(core: Core, node: ProcessNode, key: Key): boolean {
  const from = core.instance(key).parent;
  const { wait } = core.instance(from);
  if (wait?.type !== 'scope' || wait.done === undefined) return false;
  const { compensates } = node;
  const chosen = recordsOf(wait.done).filter(({ element }) => compensates === null || element === compensates);
  if (chosen.length === 0) return false;
  const records = chosen.map((record) => record.key);
  core.emit({ type: 'compensationBegun', ...core.about(node.id, key), from, records });
  core.emptied.add(key);
  return true;
}

/** Begins the next handler; false when all have run. */
export function compensateNext(core: Core, node: ProcessNode, key: Key): boolean {
  const { wait } = core.instance(key);
  const record = wait?.type === 'scope' && wait.pending !== undefined ? lastRecord(wait.pending) : undefined;
  if (record === undefined || record.handler === null) return false;
  core.emit({ type: 'compensationHandled', ...core.about(node.id, key), record: record.key });
  const handler = core.node(record.handler);
  core.queue.push({ type: 'token', node: handler, scope: key, result: undefined, own: record.variables });
  return true;
}

/** Ends the transaction that an event lives in; it leaves by its cancel boundary event. */
export function cancelTransaction(core: Core, key: Key): void {
  let transaction = core.instance(core.instance(key).parent);
  if (core.nodeOf(transaction).marker !== null) transaction = core.instance(transaction.parent);
  const catcher = core.nodeOf(transaction).boundary.find(({ trigger }) => trigger === 'cancel');
  terminate(core, transaction.key);
  if (catcher === undefined) core.emptied.add(transaction.parent);
  else core.queue.push({ type: 'token', node: catcher, scope: transaction.parent, result: undefined });
}
