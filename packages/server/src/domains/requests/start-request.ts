import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { applicationForm, newestDefinition } from '../catalogue/index.ts';
import { readAnswers } from './read-answers.ts';
import { REQUEST_COLUMNS, type RequestRow } from './request-row.ts';

/** Opens a draft on the newest version of a service, with what the applicant may have answered already. */
export async function startRequest(
  tx: Transaction,
  input: { service: string; answers: { [field: string]: unknown } | undefined; account: string; channel: 'web' },
): Promise<RequestRow> {
  const institution = institutionOf(tx);
  const definition = await newestDefinition(tx, input.service);
  const answers = readAnswers(applicationForm(definition.model).form, {}, input.answers ?? {}, []);
  const [row] = await tx.query<RequestRow>(
    `insert into requests (institution_id, service, definition_id, applicant_account, channel, status, answers, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 'draft', $6, $7, $7) returning ${REQUEST_COLUMNS}`,
    [institution, input.service, definition.id, input.account, input.channel, JSON.stringify(answers), tx.now],
  );
  if (row === undefined) throw new Error('The database did not answer.');
  await tx.query(
    'insert into applicant_requests (account_id, institution_id, request_id, created_at) values ($1, $2, $3, $4)',
    [input.account, institution, row.id, tx.now],
  );
  return row;
}
