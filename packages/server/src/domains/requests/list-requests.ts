import { workingDaysBetween } from '@circula/engine';
import { institutionOf } from '../../persistence/transaction.ts';
import type { Transaction, UnitOfWork } from '../../persistence/unit-of-work.ts';
import { dayIn } from '../bucharest-time.ts';
import { definitionById } from '../catalogue/index.ts';
import { calendarOf } from '../deadlines/index.ts';
import { institutionById } from '../institutions/index.ts';
import { REQUEST_COLUMNS, type RequestRow } from './request-row.ts';
import type { RequestSummary } from './schemas.ts';

const SHOWN_OF_MINE = 200;

export type ListedRow = RequestRow & {
  readonly due: string | null;
  readonly deadline_status: 'running' | 'suspended' | 'ended' | null;
  readonly applicant_name: string;
  readonly needs_answer: boolean;
};

export const COLUMNS = `${REQUEST_COLUMNS.replaceAll(/\b([a-z_]+)\b/g, 'r.$1')}, to_char(d.due, 'YYYY-MM-DD') as due,
  d.status as deadline_status, a.name as applicant_name,
  (select 1 from tasks t join instances i on i.institution_id = t.institution_id and i.id = t.instance_id
    where t.institution_id = r.institution_id and t.assignee = r.applicant_account::text and t.completed_at is null
      and t.status in ('created', 'reserved') and i.root_instance = r.instance_id limit 1) is not null as needs_answer`;
export const SOURCE = `requests r join accounts a on a.id = r.applicant_account
  left join deadlines d on d.institution_id = r.institution_id and d.request_id = r.id`;

/** A person's requests in all institutions, newest first. Each institution is asked within its own scope. */
export async function listMyRequests(unitOfWork: UnitOfWork, account: string): Promise<RequestSummary[]> {
  const institutions = await unitOfWork.run({ kind: 'platform' }, async (tx) =>
    tx.query<{ institution_id: string }>(
      'select distinct institution_id from applicant_requests where account_id = $1',
      [account],
    ),
  );
  const found: RequestSummary[] = [];
  for (const { institution_id: institution } of institutions)
    found.push(
      ...(await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
        const rows = await tx.query<ListedRow>(
          `select ${COLUMNS} from ${SOURCE} where r.institution_id = $1 and r.applicant_account = $2
           order by r.created_at desc limit ${SHOWN_OF_MINE}`,
          [institution, account],
        );
        return await summarize(tx, rows);
      })),
    );
  return found.sort((left, right) => right.createdAt.localeCompare(left.createdAt));
}

/** Requests as lists show them. */
export async function summarize(tx: Transaction, rows: readonly ListedRow[]): Promise<RequestSummary[]> {
  if (rows.length === 0) return [];
  const institution = await institutionById(tx, institutionOf(tx));
  const calendar = await calendarOf(tx);
  const today = dayIn(tx.now);
  const result: RequestSummary[] = [];
  for (const row of rows) {
    const { model } = await definitionById(tx, row.definition_id);
    const running = row.status === 'submitted' && row.due !== null;
    result.push({
      id: row.id,
      institution,
      service: row.service,
      serviceName: model.service.name,
      status: row.status,
      number: row.number,
      registeredOn: row.registered_at === null ? null : dayIn(row.registered_at),
      due: row.due,
      workingDaysLeft: running && row.due !== null ? workingDaysBetween(calendar, today, row.due) : null,
      clock: row.deadline_status ?? 'none',
      stage: row.stage,
      stageName: model.service.stages.find((stage) => stage.id === row.stage)?.name ?? null,
      needsAnswer: row.status === 'draft' || row.needs_answer,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    });
  }
  return result;
}
