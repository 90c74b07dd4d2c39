import type { Transaction, UnitOfWork } from '../../persistence/unit-of-work.ts';
import { notFound } from '../../problems.ts';
import { dayIn } from '../bucharest-time.ts';
import { definitionById } from '../catalogue/index.ts';
import { deadlineView } from '../deadlines/index.ts';
import { institutionById, listOffices } from '../institutions/index.ts';
import { findRequest, openApplicantTask, type RequestRow, stageViews, trackingCodeHash } from '../requests/index.ts';
import type { Tracking } from './schemas.ts';

/**
 * Where a file is, for whoever holds its code. Says nothing of the applicant: no name, address, answer, file or amount.
 * Wrong, revoked and foreign codes get the same 404, found by the hash alone.
 */
export async function trackRequest(unitOfWork: UnitOfWork, code: string): Promise<Tracking> {
  const place = await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    const [row] = await tx.query<{ institution_id: string; request_id: string }>(
      'select institution_id, request_id from tracking_codes where code_hash = $1 and revoked_at is null',
      [trackingCodeHash(code)],
    );
    return row ?? null;
  });
  if (place === null) throw notFound();
  return await unitOfWork.run({ kind: 'institution', institution: place.institution_id }, async (tx) => {
    const row = await findRequest(tx, place.request_id);
    if (row === null || row.status === 'draft' || row.number === null || row.registered_at === null) throw notFound();
    return await trackingView(tx, row, row.status, row.number, row.registered_at, place.institution_id);
  });
}

async function trackingView(
  tx: Transaction,
  row: RequestRow,
  status: Tracking['status'],
  number: number,
  registeredAt: Date,
  institutionId: string,
): Promise<Tracking> {
  const institution = await institutionById(tx, institutionId);
  const { model } = await definitionById(tx, row.definition_id);
  const deadline = await deadlineView(tx, row.id);
  const stage = model.service.stages.find((one) => one.id === row.stage) ?? null;
  const office = (await listOffices(tx)).find((one) => one.slug === row.office) ?? null;
  const left = deadline?.workingDaysLeft ?? null;
  const asked = status === 'submitted' && (await openApplicantTask(tx, row)) !== null;
  return {
    institution: { name: institution.name, slug: institution.slug },
    service: row.service,
    serviceName: model.service.name,
    number,
    date: dayIn(registeredAt),
    stage: stage === null ? null : { id: stage.id, name: stage.name },
    office: office?.name ?? null,
    due: deadline?.due ?? null,
    workingDaysLeft: status === 'submitted' ? left : null,
    clock: clockOf(status, deadline?.status ?? 'ended', deadline?.due ?? null, dayIn(tx.now)),
    status,
    steps: await stageViews(tx, row),
    nextAction: asked ? 'answer-completion' : status === 'completed' ? 'collect-document' : null,
    requestPath: `/i/${institution.slug}/r/${row.id}`,
  };
}

function clockOf(
  status: Tracking['status'],
  clock: 'running' | 'suspended' | 'ended',
  due: string | null,
  today: string,
): Tracking['clock'] {
  if (status !== 'submitted') return 'ended';
  return clock === 'running' && due !== null && due < today ? 'overdue' : clock;
}
