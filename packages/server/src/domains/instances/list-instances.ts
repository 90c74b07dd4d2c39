import { waits as waitsIn } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Runner } from '../../runtime/runner.ts';
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
  runner: Runner,
  query: InstanceQuery,
): Promise<{ items: InstanceSummary[]; next: string | null }> {
  const { rows, next } = await findInstances(tx, query, query.limit ?? 50);
  const waits = await waitsOf(
    tx,
    rows.map((row) => row.id),
  );
  const items: InstanceSummary[] = [];
  for (const row of rows) {
    const rowless = row.status === 'active' && !waits.has(row.id);
    items.push(view(row, rowless ? await waitsInState(tx, runner, row.id) : (waits.get(row.id) ?? [])));
  }
  return { items, next };
}

/** Where instances wait: one look for a whole page. */
async function waitsOf(tx: Transaction, instances: readonly string[]): Promise<Map<string, InstanceWait[]>> {
  const rows = await tx.query<WaitRow>(
    `select w.*, n.message as incident
       from unnest($2::uuid[]) as asked (id) cross join lateral (
         select * from instance_waits w where w.institution_id = $1 and w.instance_id = asked.id
          order by w.key limit ${SHOWN_WAITS}) w
       left join lateral (select n.message from incidents n where n.institution_id = $1
          and n.instance_id = w.instance_id and n.element = w.element and n.resolved_at is null
          and (w.reason <> 'incident' or n.key = w.key) limit 1) n on true`,
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
      holder: row.holder === '' ? null : row.holder,
      since: row.since.toISOString(),
      until: row.until?.toISOString() ?? null,
      incident: row.incident,
    });
  }
  return found;
}

/** What leaves no row behind while it waits, such as a call or a condition, is in the state alone. */
async function waitsInState(tx: Transaction, runner: Runner, instance: string): Promise<InstanceWait[]> {
  const { process, state } = await runner.look(tx, instance);
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return waitsIn(process, state)
    .slice(0, SHOWN_WAITS)
    .map(({ key, element, reason, since, until, ...wait }) => ({
      instance,
      key,
      element,
      reason,
      holder: reason === 'incident' ? null : wait.for,
      since: instant(since),
      until: instant(until),
      incident: reason === 'incident' ? wait.for : null,
    }));
}

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
