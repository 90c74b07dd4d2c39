import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Runner } from '../../runtime/runner.ts';
import { nextTaskStatus } from './task.machine.ts';
import { hasListeners } from './task-listeners.ts';
import { canRelease, isCandidate, isOpen, type Official } from './task-rights.ts';
import { findTask, type TaskRow, taskKey } from './task-row.ts';

/** Takes a free task. Claiming one's own again changes nothing; somebody else's is a 409 `task-taken`. */
export async function claimTask(tx: Transaction, runner: Runner, id: string, official: Official): Promise<void> {
  const { task, listens } = await ownTask(tx, id);
  if (!isCandidate(task, official)) throw new Problem('forbidden');
  if (task.assignee === official.account) return;
  const status = nextTaskStatus(task.status, { type: 'claim' });
  if (task.assignee !== null || status === null) throw new Problem('task-taken');
  if (listens) {
    await assign(tx, runner, id, official, 'claim');
    return;
  }
  const { instance, key } = taskKey(id);
  const taken = await tx.query(
    `update tasks set assignee = $4, status = $5, claimed_at = $6, revision = revision + 1
     where institution_id = $1 and instance_id = $2 and key = $3 and assignee is null and status = 'created' returning key`,
    [institutionOf(tx), instance, key, official.account, status, tx.now],
  );
  if (taken.length === 0) throw new Problem('task-taken');
}

/** Gives a task back to its office, with the draft. */
export async function releaseTask(tx: Transaction, runner: Runner, id: string, official: Official): Promise<void> {
  const { task, listens } = await ownTask(tx, id);
  if (task.assignee === null) throw new Problem('task-not-claimed');
  if (task.assignee !== official.account) throw new Problem('task-taken');
  const status = nextTaskStatus(task.status, { type: 'release' });
  if (!canRelease(task, official) || status === null)
    throw new Problem('forbidden', 'Nobody else could take this task');
  if (listens) {
    await assign(tx, runner, id, official, 'unassign');
    return;
  }
  const { instance, key } = taskKey(id);
  await tx.query(
    `update tasks set assignee = null, status = $5, claimed_at = null, revision = revision + 1
     where institution_id = $1 and instance_id = $2 and key = $3 and assignee = $4 and status = 'reserved'`,
    [institutionOf(tx), instance, key, official.account, status],
  );
}

/** An open task whose owner may change. What its listeners are asked about is settled under the lock of its instance. */
async function ownTask(tx: Transaction, id: string): Promise<{ task: TaskRow; listens: boolean }> {
  let task = await findTask(tx, id);
  const listens = await hasListeners(tx, task);
  if (listens) {
    await lockInstance(tx, task.instance_id);
    task = await findTask(tx, id);
  }
  if (!isOpen(task)) throw new Problem('task-closed');
  if (task.transition !== null) throw new Problem('task-on-its-way');
  return { task, listens };
}

async function assign(
  tx: Transaction,
  runner: Runner,
  id: string,
  { account }: Official,
  action: 'claim' | 'unassign',
): Promise<void> {
  const { instance, key } = taskKey(id);
  const assignee = action === 'claim' ? account : null;
  await runner.execute(tx, instance, { type: 'assignTask', key, assignee, action, actor: account });
}
