import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { nextCursor, readCursor } from './cursor.ts';
import type { JobQuery, JobSummary } from './schemas.ts';

interface JobRow {
  readonly instance_id: string;
  readonly key: string;
  readonly kind: JobSummary['kind'];
  readonly job_type: string;
  readonly element: string | null;
  readonly worker: string | null;
  readonly retries: number;
  readonly attempts: number;
  readonly run_at: Date;
  readonly lease_until: Date | null;
  readonly failed_at: Date | null;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly at: string;
  readonly done_at: Date | null;
}

/** Work of the transaction's institution, the youngest first: who has it, how often it was tried, why it failed. */
export async function listJobs(
  tx: Transaction,
  query: JobQuery,
): Promise<{ items: JobSummary[]; next: string | null }> {
  const { limit = 50, state = 'open' } = query;
  const conditions = {
    open: 'done_at is null and failed_at is null',
    failed: 'done_at is null and failed_at is not null',
    done: 'done_at is not null',
  } as const;
  const from = readCursor(query.cursor, ['instant', 'id', 'key']);
  const rows = await tx.query<JobRow>(
    `select *, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from jobs
      where institution_id = $1 and ${conditions[state]} and ($2::text is null or job_type = $2)
        and ($3::uuid is null or instance_id = $3)
        and ($4::timestamptz is null or (created_at, instance_id, key) < ($4, $5::uuid, $6::bigint))
      order by created_at desc, instance_id desc, key desc limit $7`,
    [institutionOf(tx), query.type ?? null, query.instance ?? null, ...(from ?? [null, null, null]), limit],
  );
  return {
    items: rows.map((row) => view(row, tx.now)),
    next: nextCursor(rows, limit, (row) => [row.at, row.instance_id, row.key]),
  };
}

function stateOf(row: JobRow, now: Date): JobSummary['state'] {
  if (row.done_at !== null) return 'done';
  if (row.failed_at !== null) return 'failed';
  return row.lease_until !== null && row.lease_until > now ? 'locked' : 'waiting';
}

const view = (row: JobRow, now: Date): JobSummary => ({
  id: `${row.instance_id}:${row.key}`,
  instance: row.instance_id,
  kind: row.kind,
  type: row.job_type,
  element: row.element,
  state: stateOf(row, now),
  owner: row.worker,
  retries: row.retries,
  attempts: row.attempts,
  runAt: row.run_at.toISOString(),
  lockedUntil: row.lease_until?.toISOString() ?? null,
  lastError: row.last_error,
  createdAt: row.created_at.toISOString(),
  doneAt: row.done_at?.toISOString() ?? null,
});
