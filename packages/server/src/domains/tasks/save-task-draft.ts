import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { definitionById } from '../catalogue/index.ts';
import { readAnswers } from '../requests/index.ts';
import { canComplete, isCandidate, isOpen, type Official } from './task-rights.ts';
import { findTask, taskKey } from './task-row.ts';

/** Keeps unfinished answers of a task; they need not be complete, only of the right kind. */
export async function saveTaskDraft(
  tx: Transaction,
  id: string,
  official: Official,
  answers: { [field: string]: unknown },
): Promise<void> {
  const task = await findTask(tx, id);
  if (!isOpen(task)) throw new Problem('task-closed');
  if (!isCandidate(task, official)) throw new Problem('forbidden');
  if (!canComplete(task, official)) throw new Problem('task-taken');
  const { model } = await definitionById(tx, task.definition_id);
  const form = task.form === null ? undefined : model.forms.get(task.form);
  const draft = form === undefined ? {} : readAnswers(form.form, task.draft ?? {}, answers, []);
  const { instance, key } = taskKey(id);
  await tx.query(
    'update tasks set draft = $4, revision = revision + 1 where institution_id = $1 and instance_id = $2 and key = $3',
    [institutionOf(tx), instance, key, JSON.stringify(draft)],
  );
}
