import type { JobResult, Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound, Problem } from '../../problems.ts';
import { backOff } from '../../runtime/lease.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Runner } from '../../runtime/runner.ts';

/** A job as a worker names it, with the lock it holds and who it is. */
export interface HeldJob {
  /** `instance:key`. */
  readonly id: string;
  readonly lockToken: string;
  /** `token:` and the id of the API token, for the journal. */
  readonly actor: string;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Every word of a worker about a job is fenced by its lock: it counts while nobody else has taken the job over, even past
 * the lock's end, and never after. Problem `job-not-locked` otherwise; `not-found` for a job that never was.
 */
async function fenced<R>(tx: Transaction, job: HeldJob, change: string, values: readonly unknown[]): Promise<R> {
  const { instance, key } = parsed(job.id);
  await lockInstance(tx, instance);
  const place = [institutionOf(tx), instance, key];
  const [row] = await tx.query<R>(
    `update jobs set ${change} where institution_id = $1 and instance_id = $2 and key = $3 and kind = 'service'
        and lease_token = $4 and done_at is null and failed_at is null returning *`,
    [...place, job.lockToken, ...values],
  );
  if (row) return row;
  const known = await tx.query(
    `select 1 from jobs where institution_id = $1 and instance_id = $2 and key = $3 and kind = 'service'`,
    place,
  );
  throw known.length === 0 ? notFound() : new Problem('job-not-locked');
}

/** Holds the lock for longer, counted from now. */
export async function extendJob(tx: Transaction, job: HeldJob, lockSeconds: number): Promise<Date> {
  const { lease_until } = await fenced<{ lease_until: Date }>(tx, job, 'lease_until = $5', [
    new Date(tx.now.getTime() + lockSeconds * 1000),
  ]);
  return lease_until;
}

/** The work is done: the process goes on with the variables, and as the worker decides where the job asks for that. */
export async function completeJob(
  tx: Transaction,
  runner: Runner,
  job: HeldJob,
  done: { readonly variables: Variables; readonly result?: JobResult },
): Promise<void> {
  await fenced(tx, job, 'done_at = $5, lease_until = null, lease_token = null', [tx.now]);
  const { instance, key } = parsed(job.id);
  await runner.execute(tx, instance, { type: 'completeJob', key, ...done, actor: job.actor });
}

/** The work ended in a business error, which the model catches or the process fails with. */
export async function throwJobError(
  tx: Transaction,
  runner: Runner,
  job: HeldJob,
  error: { readonly code: string; readonly message: string; readonly variables: Variables },
): Promise<void> {
  await fenced(tx, job, 'done_at = $5, lease_until = null, lease_token = null', [tx.now]);
  const { instance, key } = parsed(job.id);
  await runner.execute(tx, instance, { type: 'throwError', key, ...error, actor: job.actor });
}

/** The work did not succeed: it is handed out again after a pause, and becomes an incident when no retries are left. */
export async function failJob(
  tx: Transaction,
  runner: Runner,
  job: HeldJob,
  failure: { readonly message: string; readonly retries?: number; readonly retryAfterSeconds?: number },
): Promise<{ retries: number }> {
  const { message } = failure;
  const row = await fenced<{ retries: number; attempts: number }>(
    tx,
    job,
    `retries = coalesce($5, greatest(retries - 1, 0)), last_error = $6, lease_until = null, lease_token = null,
     failed_at = case when coalesce($5, greatest(retries - 1, 0)) = 0 then $7::timestamptz end`,
    [failure.retries ?? null, message, tx.now],
  );
  const { instance, key } = parsed(job.id);
  if (row.retries === 0) {
    await runner.execute(tx, instance, { type: 'failJob', key, retries: 0, message, actor: job.actor });
    return { retries: 0 };
  }
  const wait =
    failure.retryAfterSeconds === undefined
      ? backOff(row.attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS)
      : failure.retryAfterSeconds * 1000;
  await tx.query('update jobs set run_at = $4 where institution_id = $1 and instance_id = $2 and key = $3', [
    institutionOf(tx),
    instance,
    key,
    new Date(tx.now.getTime() + wait),
  ]);
  return { retries: row.retries };
}

/** Makes an incident of a job that was just locked, whatever retries it has left. */
export async function giveUp(
  tx: Transaction,
  runner: Runner,
  row: { readonly instance_id: string; readonly key: string; readonly lease_token: string },
  message: string,
): Promise<void> {
  const job = { id: `${row.instance_id}:${row.key}`, lockToken: row.lease_token, actor: 'runner' };
  await failJob(tx, runner, job, { message, retries: 0 });
}

function parsed(id: string): { instance: string; key: number } {
  const [instance = '', key = ''] = id.split(':');
  return { instance, key: Number(key) };
}
