import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { findInstances, type InstanceRow } from './find-instances.ts';
import type { InstanceQuery, InstanceSummary, InstanceWait } from './schemas.ts';

interface WaitRow {
  readonly instance_id: string;
  readonly key: string;
  readonly element: string;
  readonly reason: InstanceWait['reason'];
  readonly holder: string | null;
  readonly since: Date;
  readonly until: Date | null;
  readonly incident: string | null;
}

const SHOWN_WAITS = 20;

/** A page of the instances that a query means, with where they wait. */
export async function listInstances(
  tx: Transaction,
  query: InstanceQuery,
): Promise<{ items: InstanceSummary[]; next: string | null }> {
  const { rows, next } = await findInstances(tx, query, query.limit ?? 50);
  const waits = await waitsOf(
    tx,
    rows.map((row) => row.id),
  );
  return { items: rows.map((row) => view(row, waits.get(row.id) ?? [])), next };
}

/** Where instances wait: one look for a whole page. */
async function waitsOf(tx: Transaction, instances: readonly string[]): Promise<Map<string, InstanceWait[]>> {
  const rows = await tx.query<WaitRow>(
    `select w.*, n.message as incident
       from unnest($2::uuid[]) as asked (id) cross join lateral (
         select * from instance_waits w where w.institution_id = $1 and w.instance_id = asked.id
          order by w.key limit ${SHOWN_WAITS}) w
       left join lateral (select n.message from incidents n where n.institution_id = $1
          and n.instance_id = w.instance_id and n.element = w.element and n.resolved_at is null limit 1) n on true`,
    [institutionOf(tx), instances],
  );
  const found = new Map<string, InstanceWait[]>();
  for (const row of rows) {
    const list = found.get(row.instance_id) ?? [];
    found.set(row.instance_id, list);
    list.push({
      instance: row.instance_id,
      key: Number(row.key),
      element: row.element,
      reason: row.reason,
      holder: row.holder === '' ? null : signalAsText(row.holder),
      since: row.since.toISOString(),
      until: row.until?.toISOString() ?? null,
      incident: row.incident,
    });
  }
  return found;
}

/** Signals stand among the messages under a name that begins with a control character. */
const signalAsText = (holder: string | null): string | null => holder?.replace('\u0001', '') ?? null;

const view = (row: InstanceRow, waits: InstanceWait[]): InstanceSummary => ({
  id: row.id,
  definition: row.definition_id,
  process: row.process_id,
  businessKey: row.business_key,
  status: row.status,
  suspended: row.suspended,
  parent: row.parent_instance,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  waits,
});
