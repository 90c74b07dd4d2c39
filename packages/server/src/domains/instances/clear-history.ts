import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { UnitOfWork } from '../../persistence/unit-of-work.ts';

const DAY_MS = 86_400_000;
/** Where neither the request type nor the institution says anything. */
const HISTORY_DAYS = 365;
/** Done work carries copies of variables: it is kept for as long as somebody may look into a delivery. */
const DONE_JOB_DAYS = 30;
const INSTANCES_AT_ONCE = 100;
const ROWS_AT_ONCE = 5_000;

export interface Cleared {
  readonly instances: number;
  readonly journal: number;
  readonly jobs: number;
}

/**
 * Clears the technical history whose time is over, in small transactions until nothing is left: work that is done, and
 * ended instances with all their rows. An instance that belongs to a request is part of the file: it stays as long as the
 * file does, whatever is set here.
 */
export async function clearHistory(unitOfWork: UnitOfWork): Promise<Cleared> {
  const jobs = await untilFewer(ROWS_AT_ONCE, async () => await clearJobs(unitOfWork));
  const institutions = await unitOfWork.run(
    { kind: 'platform' },
    async (tx) =>
      await tx.query<{ id: string; days: number | null }>(
        `select id, case when settings ->> 'historyDays' ~ '^[0-9]{1,5}$' then (settings ->> 'historyDays')::int end as days
         from institutions order by id`,
      ),
  );
  let instances = 0;
  let journal = 0;
  for (const { id: institution, days } of institutions) {
    const scope = { kind: 'institution', institution } as const;
    instances += await untilFewer(INSTANCES_AT_ONCE, async () => {
      const over = await unitOfWork.run(scope, async (tx) => await markEnded(tx, days ?? HISTORY_DAYS));
      if (over.length === 0) return 0;
      journal += await untilFewer(ROWS_AT_ONCE, async () => await clearJournal(unitOfWork));
      await unitOfWork.run(scope, async (tx) => await removeInstances(tx, over));
      return over.length;
    });
  }
  return { instances, journal, jobs };
}

async function untilFewer(most: number, step: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await step();
    total += done;
    if (done < most) return total;
  }
}

async function clearJobs(unitOfWork: UnitOfWork): Promise<number> {
  return await unitOfWork.run({ kind: 'worker' }, async (tx) => {
    const gone = await tx.query(
      `delete from jobs where (institution_id, instance_id, key) in (
         select institution_id, instance_id, key from jobs where done_at < $1 order by done_at limit ${ROWS_AT_ONCE})
       returning key`,
      [new Date(tx.now.getTime() - DONE_JOB_DAYS * DAY_MS)],
    );
    return gone.length;
  });
}

/** Takes the oldest ended trees of calls whose time is over; whoever comes second finds them taken. */
async function markEnded(tx: Transaction, days: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update instances set forgotten_at = $3 where institution_id = $1 and id in (
       select i.id from instances i join instances r on r.institution_id = i.institution_id and r.id = i.root_instance
         join definitions d on d.institution_id = r.institution_id and d.id = r.definition_id
        where i.institution_id = $1 and i.ended_at is not null and r.ended_at is not null
          and r.ended_at < $3::timestamptz - make_interval(days => coalesce(d.history_days, $2))
          and not exists (select from requests q where q.institution_id = $1 and q.instance_id = r.id)
        order by i.ended_at limit ${INSTANCES_AT_ONCE})
     returning id`,
    [institutionOf(tx), days, tx.now],
  );
  return rows.map((row) => row.id);
}

async function clearJournal(unitOfWork: UnitOfWork): Promise<number> {
  return await unitOfWork.run({ kind: 'worker' }, async (tx) => {
    const gone = await tx.query(
      `delete from journal where (institution_id, instance_id, seq) in (
         select j.institution_id, j.instance_id, j.seq
           from instances i join journal j on j.institution_id = i.institution_id and j.instance_id = i.id
          where i.forgotten_at is not null limit ${ROWS_AT_ONCE})
       returning seq`,
    );
    return gone.length;
  });
}

const ROWS_OF_INSTANCES = ['tasks', 'timers', 'subscriptions', 'jobs', 'incidents', 'instance_values'] as const;

async function removeInstances(tx: Transaction, instances: readonly string[]): Promise<void> {
  for (const table of ROWS_OF_INSTANCES) {
    await tx.query(`delete from ${table} where institution_id = $1 and instance_id = any ($2::uuid[])`, [
      institutionOf(tx),
      instances,
    ]);
  }
  await tx.query('delete from instances where institution_id = $1 and id = any ($2::uuid[])', [
    institutionOf(tx),
    instances,
  ]);
}
