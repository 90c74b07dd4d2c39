import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';

export interface NewEntry {
  readonly register: string;
  readonly direction: 'incoming' | 'outgoing';
  /** The request it belongs to; null for what belongs to none. */
  readonly request: string | null;
  readonly subject: string;
}

export interface AllottedNumber {
  readonly register: string;
  readonly year: number;
  readonly number: number;
  /** `YYYY-MM-DD` in Bucharest. */
  readonly date: string;
}

/**
 * The next number of a register and year, with its entry: gapless, in commit order, because the counter's row stays
 * locked until the transaction ends. Call it as late as possible.
 */
export async function allotNumber(tx: Transaction, entry: NewEntry): Promise<AllottedNumber> {
  const institution = institutionOf(tx);
  const date = dayIn(tx.now);
  const year = Number(date.slice(0, 4));
  const [row] = await tx.query<{ last_number: number }>(
    `insert into register_counters as c (institution_id, register, year, last_number) values ($1, $2, $3, 1)
     on conflict (institution_id, register, year) do update set last_number = c.last_number + 1
     returning last_number`,
    [institution, entry.register, year],
  );
  if (row === undefined) throw new Error('The counter of a register gave no number.');
  const number = row.last_number;
  await tx.query(
    `insert into register_entries (institution_id, register, year, number, direction, request_id, registered_at, subject)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [institution, entry.register, year, number, entry.direction, entry.request, tx.now, entry.subject],
  );
  return { register: entry.register, year, number, date };
}
