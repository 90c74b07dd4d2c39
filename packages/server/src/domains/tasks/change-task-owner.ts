import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { nextTaskStatus } from './task.machine.ts';
import { canRelease, isCandidate, isOpen, type Official } from './task-rights.ts';
import { findTask, taskKey } from './task-row.ts';

/** Takes a free task. Claiming one's own again changes nothing; somebody else's is a 409 `task-taken`. */
export async function claimTask(tx: Transaction, id: string, official: Official): Promise<void> {
  const task = await findTask(tx, id);
  if (!isOpen(task)) throw new Problem('task-closed');
  if (!isCandidate(task, official)) throw new Problem('forbidden');
  if (task.assignee === official.account) return;
  const status = nextTaskStatus(task.status, { type: 'claim' });
  if (task.assignee !== null || status === null) throw new Problem('task-taken');
  const { instance, key } = taskKey(id);
  const taken = await tx.query(
    `update tasks set assignee = $4, status = $5, claimed_at = $6, revision = revision + 1
     where institution_id = $1 and instance_id = $2 and key = $3 and assignee is null and status = 'created' returning key`,
    [institutionOf(tx), instance, key, official.account, status, tx.now],
  );
  if (taken.length === 0) throw new Problem('task-taken');
}

/** Gives a task back to its office, with the draft. */
export async function releaseTask(tx: Transaction, id: string, official: Official): Promise<void> {
  const task = await findTask(tx, id);
  if (!isOpen(task)) throw new Problem('task-closed');
  if (task.assignee === null) throw new Problem('task-not-claimed');
  if (task.assignee !== official.account) throw new Problem('task-taken');
  const status = nextTaskStatus(task.status, { type: 'release' });
  if (!canRelease(task, official) || status === null)
    throw new Problem('forbidden', 'Nobody else could take this task');
  const { instance, key } = taskKey(id);
  await tx.query(
    `update tasks set assignee = null, status = $5, claimed_at = null, revision = revision + 1
     where institution_id = $1 and instance_id = $2 and key = $3 and assignee = $4 and status = 'reserved'`,
    [institutionOf(tx), instance, key, official.account, status],
  );
}
