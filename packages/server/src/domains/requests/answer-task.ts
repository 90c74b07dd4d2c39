import { type Answers, allAnswers } from '@circula/forms';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { notFound, Problem } from '../../problems.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Runner } from '../../runtime/runner.ts';
import { definitionById } from '../catalogue/index.ts';
import { filesOf } from './files-of.ts';
import { openApplicantTask } from './open-applicant-task.ts';
import { answerProblems, answersInvalid } from './read-answers.ts';
import { ownRequest } from './request-row.ts';

/** The applicant answers what the office asked; files added to the task's fields count as its answers. */
export async function answerTask(
  tx: Transaction,
  runner: Runner,
  input: { request: string; account: string; key: number; answers: { [field: string]: unknown } },
): Promise<void> {
  const row = await ownRequest(tx, input.request, input.account);
  if (row.instance_id === null) throw notFound();
  await lockInstance(tx, row.instance_id);
  const task = await openApplicantTask(tx, row);
  if (task === null || task.key !== input.key) {
    const known = await tx.query(
      'select key from tasks where institution_id = $1 and instance_id = $2 and key = $3 and assignee = $4',
      [institutionOf(tx), row.instance_id, input.key, input.account],
    );
    throw known.length === 0 ? notFound() : new Problem('task-closed');
  }
  const { model } = await definitionById(tx, row.definition_id);
  const form = task.form === null ? undefined : model.forms.get(task.form);
  const answers = { ...task.draft, ...input.answers };
  const problems = form === undefined ? [] : answerProblems(form.form, answers, await filesOf(tx, row.id));
  if (problems.length > 0) throw answersInvalid(problems);
  await runner.execute(tx, task.instance_id, {
    type: 'completeTask',
    key: task.key,
    variables: form === undefined ? {} : allAnswers(form.form, answers as Answers),
    actor: input.account,
  });
  audit(tx, {
    actor: input.account,
    action: 'request.answered',
    subject: `request:${row.id}`,
    detail: { element: task.element, key: task.key },
  });
}
