import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound, Problem } from '../../problems.ts';
import type { Outcome, Runner } from '../../runtime/runner.ts';
import { type JobPlace, type Mender, retryJob } from './repair-job.ts';

interface IncidentRow {
  readonly code: string;
  readonly resolved_at: Date | null;
}

async function incidentAt(tx: Transaction, { instance, key }: JobPlace): Promise<IncidentRow> {
  const [row] = await tx.query<IncidentRow>(
    'select code, resolved_at from incidents where institution_id = $1 and instance_id = $2 and key = $3',
    [institutionOf(tx), instance, key],
  );
  if (!row) throw notFound();
  return row;
}

/** Tries again what an incident holds; what fails again raises a new one. */
export async function retryIncident(
  tx: Transaction,
  runner: Runner,
  place: JobPlace,
  by: Mender,
): Promise<Outcome | null> {
  const { code, resolved_at } = await incidentAt(tx, place);
  if (resolved_at !== null) throw new Problem('conflict', 'The incident is already resolved');
  switch (code) {
    // Raised by the outbox and the timers themselves, which the process knows nothing of.
    case 'delivery-failed':
      return await retryJob(tx, runner, place, by);
    case 'timer-failed':
      await tx.query(
        `with timer as (update timers set lease_until = null, lease_token = null, attempts = 0
            where institution_id = $1 and instance_id = $2 and key = $3)
         update incidents set resolved_at = $4 where institution_id = $1 and instance_id = $2 and key = $3`,
        [institutionOf(tx), place.instance, place.key, tx.now],
      );
      return null;
    default:
      return await runner.execute(tx, place.instance, { type: 'retryIncident', key: place.key, actor: by.actor });
  }
}

/** Says who looks after an incident: an official of the institution, or nobody. */
export async function assignIncident(
  tx: Transaction,
  { instance, key }: JobPlace,
  owner: string | null,
): Promise<void> {
  await incidentAt(tx, { instance, key });
  if (owner !== null) {
    const member = await tx.query('select 1 from memberships where institution_id = $1 and account_id = $2', [
      institutionOf(tx),
      owner,
    ]);
    if (member.length === 0) throw new Problem('conflict', 'Only somebody of the institution can own an incident');
  }
  await tx.query('update incidents set owner = $4 where institution_id = $1 and instance_id = $2 and key = $3', [
    institutionOf(tx),
    instance,
    key,
    owner,
  ]);
}
