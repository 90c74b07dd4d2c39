import type { Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { computeFee } from '../payments/index.ts';
import { filesOf } from './files-of.ts';
import { answerProblems } from './read-answers.ts';
import { ownRequest } from './request-row.ts';
import type { AnswersCheck } from './schemas.ts';

/** What still keeps a draft from being submitted, and the fee as far as it is known. */
export async function checkRequest(
  tx: Transaction,
  input: { request: string; account: string },
): Promise<AnswersCheck> {
  const row = await ownRequest(tx, input.request, input.account);
  if (row.status !== 'draft') throw new Problem('request-not-draft');
  const { model } = await definitionById(tx, row.definition_id);
  const problems = answerProblems(applicationForm(model).form, row.answers, await filesOf(tx, row.id));
  const fee = await computeFee(tx, model, row.answers, tx.now);
  return {
    problems: problems.map((one) => ({ ...one, params: { ...one.params } })),
    fee: fee.kind === 'fee' ? fee.fee : null,
  };
}
