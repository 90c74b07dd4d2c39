import { type Answers, visibleAnswers } from '@circula/forms';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';
import { dayIn } from '../bucharest-time.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { startDeadline } from '../deadlines/index.ts';
import { notify } from '../notifications/index.ts';
import { computeFee, paidMinor } from '../payments/index.ts';
import { allotNumber } from '../registry/index.ts';
import { filesOf } from './files-of.ts';
import { answerProblems, answersInvalid } from './read-answers.ts';
import { nextRequestStatus } from './request.machine.ts';
import { ownRequest } from './request-row.ts';
import { keepSearchWords } from './search-words.ts';
import { encryptTrackingCode, newTrackingCode, trackingCodeHash } from './tracking-code.ts';

export interface SubmitServices {
  readonly runner: Runner;
  /** Encrypts the tracking code. */
  readonly secret: string;
  /** Asks for the receipt, which is made right after the commit. */
  readonly orderReceipt: (tx: Transaction, request: string) => Promise<void>;
}

/**
 * Submits a draft: everything is checked again, then number, deadline, tracking code and process begin together or not
 * at all. The tracking code is kept as a hash to be found by, and encrypted in the request's row so that the applicant
 * can see it again.
 */
export async function submitRequest(
  tx: Transaction,
  services: SubmitServices,
  input: { request: string; account: string },
): Promise<void> {
  const institution = institutionOf(tx);
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  const status = nextRequestStatus(row.status, { type: 'submit' });
  if (status === null) throw new Problem('request-not-draft');
  const { id: definition, model } = await definitionById(tx, row.definition_id);
  const { service } = model;
  const { form } = applicationForm(model);
  const problems = answerProblems(form, row.answers, await filesOf(tx, row.id));
  if (problems.length > 0) throw answersInvalid(problems);
  const answers = visibleAnswers(form, row.answers as Answers);

  const fee = await computeFee(tx, model, answers, tx.now);
  if (fee.kind === 'unknown') throw new Problem('answers-invalid', `The fee cannot be computed: ${fee.reason}`);
  if (fee.kind === 'fee' && (await paidMinor(tx, row.id)) < fee.minor) throw new Problem('fee-unpaid');

  const code = newTrackingCode();
  await tx.query('insert into tracking_codes (code_hash, institution_id, request_id) values ($1, $2, $3)', [
    trackingCodeHash(code),
    institution,
    row.id,
  ]);
  const date = dayIn(tx.now);
  const deadline = await startDeadline(tx, { request: row.id, rule: service.deadline, startedOn: date });
  const { number } = await allotNumber(tx, {
    register: service.register,
    direction: 'incoming',
    request: row.id,
    subject: service.name.ro,
  });
  await tx.query(
    `update requests set status = $3, answers = $4, number = $5, register = $6, registered_at = $7, tracking_code_enc = $8,
            revision = revision + 1, updated_at = $7 where institution_id = $1 and id = $2`,
    [
      institution,
      row.id,
      status,
      JSON.stringify(answers),
      number,
      service.register,
      tx.now,
      encryptTrackingCode(code, services.secret, row.id),
    ],
  );
  const { instance } = await services.runner.start(tx, {
    definition: { id: definition },
    businessKey: row.id,
    actor: input.account,
    variables: {
      request: { id: row.id, number, date, service: service.id, channel: row.channel },
      applicant: input.account,
      answers,
      deadline,
      fee: { amount: fee.kind === 'fee' ? fee.fee.amount : 0, currency: 'RON' },
    },
  });
  await tx.query('update requests set instance_id = $3 where institution_id = $1 and id = $2', [
    institution,
    row.id,
    instance,
  ]);
  await keepSearchWords(tx, row.id);
  await services.orderReceipt(tx, row.id);
  await notify(tx, { to: [input.account], kind: 'request-submitted', request: row.id, params: { number, date } });
  audit(tx, {
    actor: input.account,
    action: 'request.submitted',
    subject: `request:${row.id}`,
    detail: { number, register: service.register },
  });
}
