import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { filesOf } from './files-of.ts';
import { readAnswers } from './read-answers.ts';
import { ownRequest } from './request-row.ts';

/** Changes answers of a draft. With `revision`, only if nobody has changed the draft since (409 `revision-conflict`). */
export async function saveAnswers(
  tx: Transaction,
  input: { request: string; account: string; answers: { [field: string]: unknown }; revision: number | undefined },
): Promise<void> {
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  if (row.status !== 'draft') throw new Problem('request-not-draft');
  if (input.revision !== undefined && input.revision !== row.revision)
    throw new Problem('revision-conflict', `The draft is at revision ${row.revision}`);
  const { model } = await definitionById(tx, row.definition_id);
  const answers = readAnswers(applicationForm(model).form, row.answers, input.answers, await filesOf(tx, row.id));
  await tx.query(
    `update requests set answers = $3, revision = revision + 1, updated_at = $4 where institution_id = $1 and id = $2`,
    [institutionOf(tx), row.id, JSON.stringify(answers), tx.now],
  );
}
