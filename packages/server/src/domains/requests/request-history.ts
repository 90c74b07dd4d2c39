import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { definitionById } from '../catalogue/index.ts';
import { listOffices } from '../institutions/index.ts';
import type { RequestRow } from './request-row.ts';
import type { HistoryItem } from './schemas.ts';

interface TaskHistoryRow {
  readonly element: string;
  readonly name: string;
  readonly status: string;
  readonly for_applicant: boolean;
  readonly created_at: Date;
  readonly completed_at: Date | null;
  readonly title: string | null;
}

/**
 * What happened to a request, oldest first, from the rows that the steps have left: registration, payments, tasks,
 * documents, the clock. Officials appear with their post, never by name.
 */
export async function requestHistory(
  tx: Transaction,
  row: RequestRow,
  reader: 'official' | 'applicant',
): Promise<HistoryItem[]> {
  if (row.status === 'draft') return [];
  const items = [
    ...registrationItems(row),
    ...(await paymentItems(tx, row)),
    ...(await taskItems(tx, row)),
    ...(await documentItems(tx, row, reader)),
    ...(await clockItems(tx, row)),
    ...endItems(row),
  ];
  return items
    .map((item, index) => ({ item, index }))
    .sort((left, right) => left.item.at.localeCompare(right.item.at) || left.index - right.index)
    .map(({ item }) => item);
}

function entry(at: Date, type: string, more: Partial<HistoryItem> = {}): HistoryItem {
  return { at: at.toISOString(), type, text: `history.${type}`, element: null, elementName: null, ...more };
}

function registrationItems(row: RequestRow): HistoryItem[] {
  if (row.registered_at === null) return [];
  return [entry(row.registered_at, 'registered', { params: { number: row.number, register: row.register } })];
}

function endItems(row: RequestRow): HistoryItem[] {
  return row.status === 'completed' || row.status === 'rejected' || row.status === 'withdrawn'
    ? [entry(row.updated_at, row.status, { params: { outcome: row.outcome } })]
    : [];
}

async function paymentItems(tx: Transaction, row: RequestRow): Promise<HistoryItem[]> {
  const rows = await tx.query<{ paid_at: Date; amount_minor: string }>(
    `select paid_at, amount_minor from payments where institution_id = $1 and request_id = $2 and status = 'paid' and paid_at is not null`,
    [institutionOf(tx), row.id],
  );
  return rows.map((one) =>
    entry(one.paid_at, 'paid', { params: { amount: Number(one.amount_minor) / 100, currency: 'RON' } }),
  );
}

async function taskItems(tx: Transaction, row: RequestRow): Promise<HistoryItem[]> {
  if (row.instance_id === null) return [];
  const rows = await tx.query<TaskHistoryRow>(
    `select t.element, t.name, t.status, coalesce(t.assignee = $3::text, false) as for_applicant, t.created_at, t.completed_at, m.title
       from tasks t join instances i on i.institution_id = t.institution_id and i.id = t.instance_id
       left join memberships m on m.institution_id = t.institution_id and m.account_id::text = t.completed_by
      where t.institution_id = $1 and i.root_instance = $2 order by t.created_at, t.key`,
    [institutionOf(tx), row.instance_id, row.applicant_account],
  );
  const { model } = await definitionById(tx, row.definition_id);
  const offices = new Map((await listOffices(tx)).map((office) => [office.slug, office.name]));
  const stages = new Map(model.service.stages.map((stage) => [stage.id, stage.office]));
  return rows.flatMap((task) => {
    const where = { element: task.element, elementName: task.name };
    const items: HistoryItem[] = [];
    if (task.for_applicant) items.push(entry(task.created_at, 'completionRequested', where));
    if (task.status === 'completed' && task.completed_at !== null) {
      const stage = model.process.nodes.get(task.element)?.stage;
      const office = stage == null ? null : (offices.get(stages.get(stage) ?? '') ?? null);
      items.push(
        task.for_applicant
          ? entry(task.completed_at, 'completionAnswered', where)
          : entry(task.completed_at, 'taskCompleted', { ...where, actorTitle: task.title, office }),
      );
    }
    return items;
  });
}

async function documentItems(
  tx: Transaction,
  row: RequestRow,
  reader: 'official' | 'applicant',
): Promise<HistoryItem[]> {
  const rows = await tx.query<{ title: string; kind: string; version: number; created_at: Date }>(
    `select title, kind, version, created_at from documents
     where institution_id = $1 and request_id = $2 and (visible_to_applicant or $3 = 'official')`,
    [institutionOf(tx), row.id, reader],
  );
  return rows.map((one) =>
    entry(one.created_at, 'documentCreated', { params: { title: one.title, kind: one.kind, version: one.version } }),
  );
}

/** How each event of the legal term is called in the history; its beginning and end are other entries. */
const CLOCK_ENTRIES: Readonly<Record<string, string>> = {
  suspended: 'clockSuspended',
  resumed: 'clockResumed',
  restarted: 'clockRestarted',
  shifted: 'clockShifted',
  extended: 'clockExtended',
  redirected: 'clockRedirected',
  expired: 'clockExpired',
};

async function clockItems(tx: Transaction, row: RequestRow): Promise<HistoryItem[]> {
  const rows = await tx.query<{ at: Date; type: string; detail: { [name: string]: unknown } }>(
    `select at, type, detail from deadline_events
     where institution_id = $1 and request_id = $2 and type = any ($3) order by seq`,
    [institutionOf(tx), row.id, Object.keys(CLOCK_ENTRIES)],
  );
  return rows.map((one) => entry(one.at, CLOCK_ENTRIES[one.type] ?? 'clockResumed', { params: one.detail }));
}
