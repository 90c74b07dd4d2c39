import { randomUUID } from 'node:crypto';
import type { Transaction } from '../persistence/transaction.ts';

/** A table of work that is claimed row by row, with `lease_until`, `lease_token` and `attempts`. */
export interface WorkTable {
  readonly name: 'jobs' | 'timers';
  /** The column that says from when on a row may be worked on. */
  readonly from: 'run_at' | 'due';
  /**
   * Which rows are open at all; matches the predicate of the index that begins with institution and `from`. `$7` stands
   * for the types of jobs that the claim names.
   */
  readonly open: string;
  /** What the claim answers, besides `attempts` and `lease_token`. */
  readonly columns: string;
  /** Milliseconds that rows are put off by holding their lease; 0 where they are not. */
  readonly longestPause: number;
}

export interface Wanted {
  /** Institutions that have enough in hand. */
  readonly except?: readonly string[];
  /** Types of service jobs that this server carries out. */
  readonly types?: readonly string[];
}

/** Sorts before every institution. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Claims work of all institutions in turn. A claim is shared among the institutions that have work, and the next one
 * goes on behind the last of them: ten jobs of one do not stand behind ten thousand of another. The institutions are
 * found by stepping through the index from one to the next, so neither waiting rows nor a long queue cost anything.
 */
export class Turns {
  readonly #sql: string;
  readonly #leaseMs: number;
  readonly #longestPause: number;
  // Somewhere else in each runner, so that they do not all ask for the same rows.
  #after: string = randomUUID();

  constructor(table: WorkTable, leaseMs: number) {
    this.#sql = claimStatement(table);
    this.#leaseMs = leaseMs;
    this.#longestPause = table.longestPause;
  }

  /** Takes at most `limit` rows under a lease. */
  async claim<Row extends { institution_id: string }>(
    tx: Transaction,
    limit: number,
    wanted: Wanted = {},
  ): Promise<Row[]> {
    const rows = await this.#take<Row>(tx, limit, wanted);
    if (rows.length > 0 || this.#after === FIRST) return rows;
    this.#after = FIRST;
    return await this.#take<Row>(tx, limit, wanted);
  }

  /** The claim as it is sent, with its parameters. */
  statement(now: Date, limit: number, { except = [], types }: Wanted): { sql: string; params: unknown[] } {
    const until = new Date(now.getTime() + this.#leaseMs);
    // A lease that seems to be longer than any comes from before the clock was set back.
    const impossible = new Date(now.getTime() + Math.max(this.#leaseMs, this.#longestPause) * 2);
    const params = [until, now, this.#after, limit, except, impossible];
    return { sql: this.#sql, params: types === undefined ? params : [...params, types] };
  }

  async #take<Row extends { institution_id: string }>(tx: Transaction, limit: number, wanted: Wanted): Promise<Row[]> {
    const { sql, params } = this.statement(tx.now, limit, wanted);
    const rows = await tx.query<Row>(sql, params);
    const [last] = rows.map((row) => row.institution_id).sort((a, b) => (a < b ? 1 : -1));
    if (last !== undefined) this.#after = last;
    return rows;
  }
}

function claimStatement({ name, from, open, columns }: WorkTable): string {
  const free = `${open} and (lease_until is null or lease_until < $2 or lease_until > $6)`;
  const head = (condition: string) =>
    `select institution_id, ${from} as at from ${name} where ${free} and ${condition} order by institution_id, ${from} limit 1`;
  return `
    with recursive heads as (
      (${head('institution_id > $3::uuid')})
      union all
      select next.* from heads cross join lateral (${head('institution_id > heads.institution_id')}) as next),
    turn as (select institution_id from heads where at <= $2 and institution_id <> all ($5::uuid[]) limit $4::integer),
    chosen as (
      select work.* from turn cross join lateral (
        select institution_id, instance_id, key from ${name}
         where institution_id = turn.institution_id and ${free} and ${from} <= $2
         order by ${from} limit greatest(1, $4::integer / (select count(*) from turn)) for update skip locked) as work)
    update ${name} set lease_until = $1, lease_token = gen_random_uuid(), attempts = attempts + 1
      from chosen
     where ${name}.institution_id = chosen.institution_id and ${name}.instance_id = chosen.instance_id
       and ${name}.key = chosen.key
    returning ${columns
      .split(', ')
      .map((column) => `${name}.${column}`)
      .join(', ')}, attempts, lease_token`;
}
