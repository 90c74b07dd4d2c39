import type { DeadlineEvent } from '@circula/engine';
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

/** What happened to the term since it began, from the history that is never changed. */
export async function eventsOf(tx: Transaction, request: string): Promise<DeadlineEvent[]> {
  const rows = await tx.query<{ type: string; day: string; days: number | null; to: string | null }>(
    `select type, detail ->> 'day' as day, (detail ->> 'days')::int as days, detail ->> 'to' as "to"
     from deadline_events where institution_id = $1 and request_id = $2 order by seq`,
    [institutionOf(tx), request],
  );
  return rows.flatMap(({ type, day, days, to }): DeadlineEvent[] => {
    switch (type) {
      case 'suspended':
        return [{ type: 'suspend', on: day }];
      case 'resumed':
        return [{ type: 'resume', on: day }];
      case 'restarted':
        return [{ type: 'start', on: day }];
      case 'shifted':
        return [{ type: 'shift', on: day, days: days ?? 0 }];
      case 'extended':
        return [{ type: 'extend', on: day, days: days ?? 0 }];
      case 'redirected':
        return [{ type: 'redirect', on: day, to: to ?? '' }];
      case 'expired':
        return [{ type: 'expire', on: day }];
      case 'ended':
        return [{ type: 'end', on: day }];
      default:
        return [];
    }
  });
}

/** How an event of the engine is called in the history. */
export const RECORDED_AS = {
  start: 'restarted',
  suspend: 'suspended',
  resume: 'resumed',
  shift: 'shifted',
  extend: 'extended',
  redirect: 'redirected',
  expire: 'expired',
  end: 'ended',
} as const satisfies Readonly<Record<DeadlineEvent['type'], string>>;

/** Adds to the deadline's history. */
export async function recordDeadlineEvent(
  tx: Transaction,
  request: string,
  type: 'started' | (typeof RECORDED_AS)[DeadlineEvent['type']],
  detail: { readonly [name: string]: unknown },
): Promise<void> {
  await tx.query(
    `insert into deadline_events (institution_id, request_id, seq, at, type, detail)
     select $1::uuid, $2::uuid, coalesce(max(seq), 0) + 1, $3, $4, $5 from deadline_events
     where institution_id = $1::uuid and request_id = $2::uuid`,
    [institutionOf(tx), request, tx.now, type, JSON.stringify(detail)],
  );
}
