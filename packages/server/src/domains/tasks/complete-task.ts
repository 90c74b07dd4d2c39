import type { Variables } from '@circula/engine';
import { type Answers, allAnswers, type FieldProblem, type Form, formFields } from '@circula/forms';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Runner } from '../../runtime/runner.ts';
import { definitionById } from '../catalogue/index.ts';
import { membersOf } from '../institutions/index.ts';
import { answerProblems, answersInvalid, fieldProblem } from '../requests/index.ts';
import { canComplete, isCandidate, isOpen, type Official } from './task-rights.ts';
import { findTask, taskKey } from './task-row.ts';

/**
 * Completes a task with the answers of its form, as the definition that the request follows has it. A free task is
 * claimed by completing it; what somebody else holds is a 409 `task-taken`. Answers false when its listeners are asked first.
 */
export async function completeTask(
  tx: Transaction,
  runner: Runner,
  id: string,
  official: Official,
  answers: { [field: string]: unknown },
): Promise<boolean> {
  const { instance, key } = taskKey(id);
  // The instance first, as every step does, so that two officials cannot wait for each other.
  await lockInstance(tx, instance);
  const task = await findTask(tx, id);
  if (!isOpen(task)) throw new Problem('task-closed');
  if (!isCandidate(task, official)) throw new Problem('forbidden');
  if (task.transition !== null) throw new Problem('task-on-its-way');
  if (!canComplete(task, official)) throw new Problem('task-taken');
  const { model } = await definitionById(tx, task.definition_id);
  const form = task.form === null ? undefined : model.forms.get(task.form);
  let variables: Variables = {};
  if (form !== undefined) {
    const problems = [...answerProblems(form.form, answers, []), ...(await peopleProblems(tx, form.form, answers))];
    if (problems.length > 0) throw answersInvalid(problems);
    // A question left blank this time must not keep the answer of an earlier round.
    variables = allAnswers(form.form, answers as Answers);
  }
  if (task.assignee === null)
    await tx.query(
      `update tasks set assignee = $4, status = 'reserved', claimed_at = $5
       where institution_id = $1 and instance_id = $2 and key = $3`,
      [institutionOf(tx), instance, key, official.account, tx.now],
    );
  await runner.execute(tx, instance, { type: 'completeTask', key, variables, actor: official.account });
  audit(tx, {
    actor: official.account,
    action: 'task.completed',
    subject: task.request_id === null ? `instance:${instance}` : `request:${task.request_id}`,
    detail: { element: task.element, key },
  });
  return (await findTask(tx, id)).transition === null;
}

/** A field with `properties.people` holds the account of a member of that group. */
async function peopleProblems(
  tx: Transaction,
  form: Form,
  answers: { readonly [field: string]: unknown },
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const field of formFields(form)) {
    const group = field.properties.people;
    const value = answers[field.key];
    if (typeof group !== 'string' || value === undefined || value === null) continue;
    if (!(await membersOf(tx, group)).includes(String(value)))
      problems.push(fieldProblem(field.key, 'person-unknown', { group }));
  }
  return problems;
}
