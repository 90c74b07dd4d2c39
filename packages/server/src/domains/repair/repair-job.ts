import { type JobResult, recordsOf, type Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound, Problem } from '../../problems.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Outcome, Runner } from '../../runtime/runner.ts';

interface JobRow {
  readonly kind: 'service' | 'message' | 'outward' | 'steps';
  readonly done_at: Date | null;
  readonly failed_at: Date | null;
}

export interface JobPlace {
  readonly instance: string;
  readonly key: number;
}

export interface Mender {
  readonly actor: string;
  readonly reason: string;
}

const RETRIES = 3;

/** Following commands of the runner's own: without them the instance would stand half-way. */
function refuseSteps(row: JobRow): void {
  if (row.kind === 'steps') throw new Problem('conflict', 'This is the rest of a command: it can only be tried again');
}

/** `instance:key`, of a job or an incident. */
export function placeOf(id: string): JobPlace {
  const [instance = '', key = ''] = id.split(':');
  return { instance, key: Number(key) };
}

async function lockJob(tx: Transaction, { instance, key }: JobPlace): Promise<JobRow> {
  const place = [institutionOf(tx), instance, key];
  const find = 'select kind, done_at, failed_at from jobs where institution_id = $1 and instance_id = $2 and key = $3';
  const [seen] = await tx.query<JobRow>(find, place);
  if (!seen) throw notFound();
  // What a domain sends outward belongs to no instance; everything else is locked after its instance.
  if (seen.kind !== 'outward') await lockInstance(tx, instance);
  const [row] = await tx.query<JobRow>(`${find} for update`, place);
  if (!row) throw notFound();
  return row;
}

async function change(tx: Transaction, { instance, key }: JobPlace, sql: string, ...values: unknown[]): Promise<void> {
  await tx.query(`update jobs set ${sql} where institution_id = $1 and instance_id = $2 and key = $3`, [
    institutionOf(tx),
    instance,
    key,
    ...values,
  ]);
}

async function closeIncident(tx: Transaction, { instance, key }: JobPlace): Promise<void> {
  await tx.query(
    `update incidents set resolved_at = $4
      where institution_id = $1 and instance_id = $2 and key = $3 and resolved_at is null`,
    [institutionOf(tx), instance, key, tx.now],
  );
}

/** Tries a job now: one that failed gets new retries, one that backs off does not wait. What runs is left alone. */
export async function retryJob(tx: Transaction, runner: Runner, place: JobPlace, by: Mender): Promise<Outcome | null> {
  const row = await lockJob(tx, place);
  if (row.done_at !== null) throw new Problem('conflict', 'The job is done; send it again to repeat it');
  if (row.failed_at === null) {
    await change(tx, place, 'run_at = least(run_at, $4), retries = greatest(retries, 1)', tx.now);
    return null;
  }
  if (row.kind !== 'service') {
    await again(tx, place);
    return null;
  }
  const { state } = await runner.look(tx, place.instance);
  const held = incidentOf(state, place.key);
  if (held === null) throw new Problem('conflict', 'Nothing holds this job any more');
  return await runner.execute(tx, place.instance, { type: 'retryIncident', key: held, actor: by.actor });
}

/** Says that a job's work is done: the process goes on as its worker would say; what goes outward counts as sent. */
export async function completeJob(
  tx: Transaction,
  runner: Runner,
  place: JobPlace,
  done: { readonly variables: Variables; readonly result?: JobResult },
  by: Mender,
): Promise<Outcome | null> {
  const row = await lockJob(tx, place);
  refuseSteps(row);
  if (row.done_at !== null) throw new Problem('conflict', 'The job is already done');
  await change(tx, place, 'done_at = $4, lease_until = null, lease_token = null', tx.now);
  await closeIncident(tx, place);
  if (row.kind !== 'service') return null;
  const { instance, key } = place;
  return await runner.execute(tx, instance, { type: 'completeJob', key, ...done, actor: by.actor });
}

/** Gives a job up: its activity ends and the process stays without it; what goes outward is not sent. */
export async function cancelJob(tx: Transaction, runner: Runner, place: JobPlace, by: Mender): Promise<Outcome | null> {
  const row = await lockJob(tx, place);
  refuseSteps(row);
  if (row.done_at !== null) throw new Problem('conflict', 'The job is already done');
  await change(tx, place, 'done_at = $4, lease_until = null, lease_token = null', tx.now);
  await closeIncident(tx, place);
  if (row.kind !== 'service') return null;
  return await runner.execute(tx, place.instance, {
    type: 'modify',
    terminate: [place.key],
    reason: by.reason,
    actor: by.actor,
  });
}

/** Sends something outward again, whether or not it was delivered; receivers know it by its key. */
export async function resend(tx: Transaction, place: JobPlace): Promise<void> {
  const row = await lockJob(tx, place);
  refuseSteps(row);
  if (row.kind === 'service') throw new Problem('conflict', 'A job of a process is retried, not sent again');
  await again(tx, place);
}

async function again(tx: Transaction, place: JobPlace): Promise<void> {
  await change(
    tx,
    place,
    `done_at = null, failed_at = null, attempts = 0, retries = ${RETRIES}, run_at = $4, lease_until = null, lease_token = null`,
    tx.now,
  );
  await closeIncident(tx, place);
}

/** The key of the incident that holds an element instance; null when none does. */
function incidentOf(state: Outcome['state'], key: number): number | null {
  const held = recordsOf(state.elements).find((one) => one.key === key);
  return held === undefined || held.incident === 0 ? null : held.incident;
}
