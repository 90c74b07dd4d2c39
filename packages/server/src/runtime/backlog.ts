import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { VISIBLE_AFTER } from './timers.ts';

/** What waits to be done in all institutions. Ages in seconds, 0 when nothing waits. */
export interface Backlog {
  readonly oldestTimer: number;
  /** Of the outbox: jobs of this server's own types, and messages. What waits for workers outside does not count. */
  readonly oldestJob: number;
  /** Claims whose runner has not been heard of in time: another takes them over. */
  readonly expiredLeases: number;
  readonly incidents: number;
  /** Timer start events whose last attempts have failed: they belong to no instance that could have an incident. */
  readonly failingStarts: number;
}

/** Reads the backlog; `jobTypes`: those that this server carries out. */
export async function readBacklog(unitOfWork: UnitOfWork, jobTypes: ReadonlySet<string>): Promise<Backlog> {
  return await unitOfWork.run({ kind: 'worker' }, async (tx) => {
    const open = 'done_at is null and failed_at is null';
    const [row] = await tx.query<{
      timer: Date | null;
      job: Date | null;
      expired: string;
      incidents: string;
      starts: string;
    }>(
      `select (select min(due) from timers where due <= $1 and (lease_until is null or lease_until < $1)) as timer,
              (select min(run_at) from jobs where ${open} and run_at <= $1 and (lease_until is null or lease_until < $1)
                 and (kind <> 'service' or job_type = any ($2))) as job,
              (select count(*) from jobs where ${open} and lease_until < $1)
                + (select count(*) from timers where due <= $1 and lease_until < $1) as expired,
              (select count(*) from incidents where resolved_at is null) as incidents,
              (select count(*) from start_events where due <= $1 and attempts >= $3 and institution_id not in (
                 select id from institutions where suspended_at is not null)) as starts`,
      [tx.now, [...jobTypes], VISIBLE_AFTER],
    );
    const age = (instant: Date | null | undefined) =>
      instant ? Math.max(0, (tx.now.getTime() - instant.getTime()) / 1000) : 0;
    return {
      oldestTimer: age(row?.timer),
      oldestJob: age(row?.job),
      expiredLeases: Number(row?.expired ?? 0),
      incidents: Number(row?.incidents ?? 0),
      failingStarts: Number(row?.starts ?? 0),
    };
  });
}
