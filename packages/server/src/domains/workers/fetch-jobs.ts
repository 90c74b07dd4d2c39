import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Runner } from '../../runtime/runner.ts';
import type { JobPayload } from '../../runtime/step-rows.ts';
import type { ExternalJob } from './schemas.ts';
import { giveUp } from './settle-job.ts';

export interface Fetch {
  readonly worker: string;
  readonly types: readonly string[];
  readonly maxJobs: number;
  readonly lockSeconds: number;
  /** Names of variables to hand out; null: all. */
  readonly variables: readonly string[] | null;
  /** Only jobs whose variables contain these; null: any. */
  readonly matching: { readonly [name: string]: unknown } | null;
}

interface LockedRow {
  readonly instance_id: string;
  readonly key: string;
  readonly element: string;
  readonly job_type: string;
  readonly payload: JobPayload;
  readonly retries: number;
  readonly attempts: number;
  readonly lease_until: Date;
  readonly lease_token: string;
  readonly created_at: Date;
  readonly business_key: string;
  readonly trace_context: string | null;
}

/** Deliveries that ended without a word from the worker before the job itself is held to be the cause. */
const MOST_DELIVERIES = 50;

/**
 * Locks waiting jobs of the types for a worker, the oldest first; several workers share them, nobody gets one twice while
 * its lock holds. A job that has killed every worker that took it becomes an incident instead.
 */
export async function fetchJobs(tx: Transaction, runner: Runner, fetch: Fetch): Promise<ExternalJob[]> {
  const rows = await tx.query<LockedRow>(
    `with locked as (
       update jobs set lease_until = $4, lease_token = gen_random_uuid(), attempts = attempts + 1, worker = $5
        where (institution_id, instance_id, key) in (
          select institution_id, instance_id, key from jobs
           where institution_id = $1 and kind = 'service' and job_type = any ($2) and done_at is null
             and failed_at is null and run_at <= $3 and (lease_until is null or lease_until < $3)
             and ($7::jsonb is null or payload -> 'variables' @> $7::jsonb)
           order by run_at, instance_id, key limit $6 for update skip locked)
        returning *)
     select l.*, i.business_key from locked l
       join instances i on i.institution_id = l.institution_id and i.id = l.instance_id
      order by l.run_at, l.instance_id, l.key`,
    [
      institutionOf(tx),
      fetch.types,
      tx.now,
      new Date(tx.now.getTime() + fetch.lockSeconds * 1000),
      fetch.worker,
      fetch.maxJobs,
      fetch.matching === null ? null : JSON.stringify(fetch.matching),
    ],
  );
  const jobs: ExternalJob[] = [];
  for (const row of rows) {
    if (row.attempts > MOST_DELIVERIES) await giveUp(tx, runner, row, 'Every worker that took this job went silent.');
    else jobs.push(view(row, fetch.variables));
  }
  return jobs;
}

function view(row: LockedRow, names: readonly string[] | null): ExternalJob {
  const { headers, variables } = row.payload;
  return {
    id: `${row.instance_id}:${row.key}`,
    type: row.job_type,
    lockToken: row.lease_token,
    lockedUntil: row.lease_until.toISOString(),
    instance: row.instance_id,
    element: row.element,
    businessKey: row.business_key,
    headers: { ...headers },
    variables:
      names === null
        ? { ...variables }
        : Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name))),
    retries: row.retries,
    attempt: row.attempts,
    createdAt: row.created_at.toISOString(),
    traceparent: row.trace_context,
  };
}
