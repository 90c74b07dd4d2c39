import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { DeadlineRule } from '../catalogue/index.ts';

export interface DeadlineRow {
  readonly request_id: string;
  readonly rule: DeadlineRule;
  readonly started_on: string;
  readonly due: string | null;
  readonly warn_at: Date | null;
  readonly overdue_at: Date | null;
  readonly status: 'running' | 'suspended' | 'ended';
}

/** A stop of the legal clock; open while `until` is null. Days are `YYYY-MM-DD`. */
export interface Pause {
  readonly from: string;
  readonly until: string | null;
}

/** The deadline of a request; null when none runs. With `lock`, nobody else changes it until the end. */
export async function findDeadline(
  tx: Transaction,
  request: string,
  lock: 'for update' | '' = '',
): Promise<DeadlineRow | null> {
  const [row] = await tx.query<DeadlineRow>(
    `select request_id, rule, to_char(started_on, 'YYYY-MM-DD') as started_on, to_char(due, 'YYYY-MM-DD') as due, warn_at,
            overdue_at, status from deadlines where institution_id = $1 and request_id = $2 ${lock}`,
    [institutionOf(tx), request],
  );
  return row ?? null;
}

/** The clock's stops, from the history that is never changed. */
export async function pausesOf(tx: Transaction, request: string): Promise<Pause[]> {
  const rows = await tx.query<{ type: string; day: string }>(
    `select type, detail ->> 'day' as day from deadline_events
     where institution_id = $1 and request_id = $2 and type in ('suspended', 'resumed') order by seq`,
    [institutionOf(tx), request],
  );
  const pauses: Pause[] = [];
  for (const { type, day } of rows) {
    const last = pauses.at(-1);
    if (type === 'suspended') pauses.push({ from: day, until: null });
    else if (last !== undefined && last.until === null) pauses[pauses.length - 1] = { from: last.from, until: day };
  }
  return pauses;
}

/** Adds to the deadline's history. */
export async function recordDeadlineEvent(
  tx: Transaction,
  request: string,
  type: 'started' | 'suspended' | 'resumed' | 'ended',
  detail: { readonly [name: string]: unknown },
): Promise<void> {
  await tx.query(
    `insert into deadline_events (institution_id, request_id, seq, at, type, detail)
     select $1::uuid, $2::uuid, coalesce(max(seq), 0) + 1, $3, $4, $5 from deadline_events
     where institution_id = $1::uuid and request_id = $2::uuid`,
    [institutionOf(tx), request, tx.now, type, JSON.stringify(detail)],
  );
}
