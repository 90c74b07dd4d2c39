import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { notFound } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';
import { placeOf, retryIncident as retry } from '../repair/index.ts';
import { nextCursor, readCursor } from './cursor.ts';
import type { Incident } from './schemas.ts';

interface IncidentRow {
  readonly instance_id: string;
  readonly key: string;
  readonly element: string;
  readonly code: string;
  readonly message: string;
  readonly raised_at: Date;
  readonly resolved_at: Date | null;
  readonly owner: string | null;
  readonly request_id: string | null;
  readonly number: number | null;
}

const SELECT = `select n.instance_id, n.key, n.element, n.code, n.message, n.raised_at, n.resolved_at, n.owner, r.id as request_id, r.number
  from incidents n left join instances i on i.institution_id = n.institution_id and i.id = n.instance_id
  left join requests r on r.institution_id = n.institution_id and r.instance_id = i.root_instance
  where n.institution_id = $1`;

/** What could not be carried out and still holds its place, oldest first, a page at a time. */
export async function listIncidents(
  tx: Transaction,
  query: { readonly cursor?: string; readonly limit?: number } = {},
): Promise<{ items: Incident[]; next: string | null }> {
  const { limit = 100 } = query;
  const from = readCursor(query.cursor, ['instant', 'id', 'key']);
  const rows = await tx.query<IncidentRow>(
    `${SELECT} and n.resolved_at is null
       and ($2::timestamptz is null or (n.raised_at, n.instance_id, n.key) > ($2, $3::uuid, $4::bigint))
     order by n.raised_at, n.instance_id, n.key limit $5`,
    [institutionOf(tx), ...(from ?? [null, null, null]), limit],
  );
  return {
    items: rows.map(view),
    next: nextCursor(rows, limit, (row) => [row.raised_at.toISOString(), row.instance_id, row.key]),
  };
}

/** Tries again what an incident holds; what fails again raises a new one. */
export async function retryIncident(
  tx: Transaction,
  runner: Runner,
  input: { id: string; account: string },
): Promise<Incident> {
  const { instance, key } = placeOf(input.id);
  const find = async (): Promise<IncidentRow | undefined> =>
    (
      await tx.query<IncidentRow>(`${SELECT} and n.instance_id = $2 and n.key = $3`, [institutionOf(tx), instance, key])
    )[0];
  const row = await find();
  if (row === undefined) throw notFound();
  await retry(tx, runner, { instance, key }, { actor: input.account, reason: 'retried' });
  audit(tx, {
    actor: input.account,
    action: 'incident.retried',
    subject: `instance:${instance}`,
    detail: { key, code: row.code },
  });
  return view((await find()) ?? row);
}

function view(row: IncidentRow): Incident {
  return {
    id: `${row.instance_id}:${row.key}`,
    instance: row.instance_id,
    key: Number(row.key),
    element: row.element,
    code: row.code,
    message: row.message,
    requestId: row.request_id,
    number: row.number,
    owner: row.owner,
    status: row.resolved_at === null ? 'open' : 'resolved',
    raisedAt: row.raised_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  };
}
