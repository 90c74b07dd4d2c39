import type { Transaction } from '../../persistence/transaction.ts';
import { institutionOf } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { deadlineView } from '../deadlines/index.ts';
import { listDocuments } from '../documents/index.ts';
import { institutionById } from '../institutions/index.ts';
import { computeFee, paymentOf, paymentView } from '../payments/index.ts';
import { filesOf } from './files-of.ts';
import { openApplicantTask } from './open-applicant-task.ts';
import { requestHistory } from './request-history.ts';
import type { RequestRow } from './request-row.ts';
import type { PendingTask, Request } from './schemas.ts';
import { stageViews } from './stage-views.ts';
import { decryptTrackingCode } from './tracking-code.ts';
import { waitsFor } from './waits-for.ts';

export interface RequestViewer {
  readonly account: string;
  /** Decrypts the tracking code, which only the applicant sees. */
  readonly secret: string;
}

/** A request with everything its applicant or an official sees of it. */
export async function requestView(tx: Transaction, row: RequestRow, viewer: RequestViewer): Promise<Request> {
  const { id: definition, version, model } = await definitionById(tx, row.definition_id);
  const own = row.applicant_account === viewer.account;
  const reader = own ? 'applicant' : 'official';
  const fee = await computeFee(tx, model, row.answers, row.registered_at ?? tx.now);
  const payment = await paymentOf(tx, row.id);
  const [applicant] = await tx.query<{ name: string }>('select name from accounts where id = $1', [
    row.applicant_account,
  ]);
  return {
    id: row.id,
    institution: await institutionById(tx, institutionOf(tx)),
    service: row.service,
    serviceName: model.service.name,
    version,
    definition,
    channel: row.channel,
    status: row.status,
    answers: { ...row.answers },
    applicantName: applicant?.name ?? '',
    files: await filesOf(tx, row.id),
    fee: fee.kind === 'fee' ? fee.fee : null,
    payment: payment === null ? null : paymentView(payment),
    number: row.number,
    register: row.register,
    registeredOn: row.registered_at === null ? null : dayIn(row.registered_at),
    deadline: await deadlineView(tx, row.id),
    stage: row.stage,
    stages: await stageViews(tx, row),
    outcome: row.outcome,
    instance: row.instance_id,
    trackingCode:
      own && row.tracking_code_enc !== null
        ? decryptTrackingCode(Buffer.from(row.tracking_code_enc), viewer.secret, row.id)
        : null,
    documents: await listDocuments(tx, row.id, reader),
    pendingTask: own ? await pendingTask(tx, row) : null,
    waitsFor: await waitsFor(tx, row),
    history: await requestHistory(tx, row, reader),
    form: applicationForm(model).source,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}

async function pendingTask(tx: Transaction, row: RequestRow): Promise<PendingTask | null> {
  const task = row.status === 'submitted' ? await openApplicantTask(tx, row) : null;
  if (task === null) return null;
  const { model } = await definitionById(tx, row.definition_id);
  const note = task.variables.note;
  return {
    key: task.key,
    name: task.name,
    form: task.form === null ? null : (model.forms.get(task.form)?.source ?? null),
    variables: { ...task.variables },
    draft: task.draft,
    note: typeof note === 'string' ? note : null,
    since: task.created_at.toISOString(),
  };
}
