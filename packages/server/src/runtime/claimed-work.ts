import { institutionOf, type PreparedStatement, type Transaction } from '../persistence/transaction.ts';
import { isNull } from './step-tables.ts';

/** A row of work that a command uses up: it counts only while this runner's lease on it holds. */
export interface ClaimedWork {
  readonly table: 'timers' | 'jobs';
  readonly instance: string;
  readonly key: number;
  /** Of the lease. */
  readonly token: string;
}

const CLAIMS = 'unnest($2::uuid[], $3::bigint[], $4::uuid[]) as c (instance, key, token)';
const held = (table: string): string =>
  `${table}.institution_id = $1 and ${table}.instance_id = c.instance and ${table}.key = c.key
     and ${table}.lease_token = c.token`;

const USE_UP: Readonly<Record<ClaimedWork['table'], PreparedStatement>> = {
  // The row goes before the step is made: the step may set the same timer again. One that has been moved is not due.
  timers: {
    name: 'circula-use-up-timers',
    plannedOnce: true,
    text: `delete from timers using ${CLAIMS} where ${held('timers')} and timers.due <= $5
      returning timers.instance_id as instance, timers.key`,
  },
  jobs: {
    name: 'circula-use-up-jobs',
    plannedOnce: true,
    text: `update jobs set done_at = $5, lease_until = null, lease_token = null from ${CLAIMS}
      where ${held('jobs')} and ${isNull('jobs.done_at')} returning jobs.instance_id as instance, jobs.key`,
  },
};

/** Marks work as done, where this runner still holds it; answers that part. The instances must be locked. */
export async function useUp(tx: Transaction, works: readonly ClaimedWork[]): Promise<ReadonlySet<ClaimedWork>> {
  const used = new Set<ClaimedWork>();
  for (const table of ['timers', 'jobs'] as const) {
    const wanted = works.filter((work) => work.table === table);
    if (wanted.length === 0) continue;
    const rows = await tx.execute<{ instance: string; key: string }>(USE_UP[table], [
      institutionOf(tx),
      wanted.map(({ instance }) => instance),
      wanted.map(({ key }) => key),
      wanted.map(({ token }) => token),
      tx.now,
    ]);
    const found = new Set(rows.map(({ instance, key }) => `${instance} ${key}`));
    for (const work of wanted) if (found.has(`${work.instance} ${work.key}`)) used.add(work);
  }
  return used;
}
