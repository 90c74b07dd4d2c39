import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { UnitOfWork } from '../../persistence/unit-of-work.ts';

const DAY_MS = 86_400_000;
/** Where neither the request type nor the institution says anything. */
const HISTORY_DAYS = 365;
/** Done work carries copies of variables: it is kept for as long as somebody may look into a delivery. */
const DONE_JOB_DAYS = 30;
const INSTANCES_AT_ONCE = 500;
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
    let after: Place | null = START;
    while (after !== null) {
      const from: Place = after;
      const { over, next } = await unitOfWork.run(scope, async (tx) => await judge(tx, days ?? HISTORY_DAYS, from));
      if (over.length > 0) {
        journal += await untilFewer(ROWS_AT_ONCE, async () => await clearJournal(unitOfWork));
        await unitOfWork.run(scope, async (tx) => await removeInstances(tx, over));
      }
      instances += over.length;
      after = next;
    }
  }
  return { instances, journal, jobs };
}

/** How far the ended instances of an institution have been looked at. */
interface Place {
  readonly endedAt: Date;
  readonly id: string;
}

const START: Place = { endedAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' };

interface EndedRow {
  readonly id: string;
  readonly ended_at: Date;
  readonly root_ended_at: Date | null;
  readonly history_days: number | null;
  readonly filed: boolean;
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

/**
 * Looks at the next ended instances, the longest ended first: those whose tree of calls has ended and whose time is over
 * are marked, those that belong to a file are never looked at again. Single look-ups by key, whatever the planner thinks.
 */
async function judge(tx: Transaction, days: number, after: Place): Promise<{ over: string[]; next: Place | null }> {
  const institution = institutionOf(tx);
  const rows = await tx.query<EndedRow>(
    `select n.id, n.ended_at,
            (select r.ended_at from instances r where r.institution_id = $1 and r.id = n.root_instance) as root_ended_at,
            (select d.history_days from definitions d where d.institution_id = $1 and d.id = n.definition_id) as history_days,
            exists (select from requests q where q.institution_id = $1 and q.instance_id = n.root_instance) as filed
       from (select id, ended_at, root_instance, definition_id from instances
              where institution_id = $1 and ended_at is not null and not in_file and (ended_at, id) > ($2, $3::uuid)
                and ended_at < $4 order by ended_at, id limit ${INSTANCES_AT_ONCE}) n
      order by n.ended_at, n.id`,
    [institution, after.endedAt, after.id, new Date(tx.now.getTime() - DAY_MS)],
  );
  const over = rows.filter(
    (row) =>
      !row.filed &&
      row.root_ended_at !== null &&
      row.root_ended_at.getTime() < tx.now.getTime() - (row.history_days ?? days) * DAY_MS,
  );
  const mark = async (change: string, marked: readonly EndedRow[]) =>
    await tx.query(`update instances set ${change} where institution_id = $1 and id = any ($2::uuid[])`, [
      institution,
      marked.map((row) => row.id),
    ]);
  const filed = rows.filter((row) => row.filed);
  if (filed.length > 0) await mark('in_file = true', filed);
  if (over.length > 0) await mark('forgotten_at = now()', over);
  const last = rows.at(-1);
  const more = last !== undefined && rows.length === INSTANCES_AT_ONCE;
  return { over: over.map((row) => row.id), next: more ? { endedAt: last.ended_at, id: last.id } : null };
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
