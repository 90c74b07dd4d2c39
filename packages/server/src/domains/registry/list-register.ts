import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import type { RegisterEntry } from './schemas.ts';

const PAGE = 100;

interface EntryRow {
  readonly register: string;
  readonly year: number;
  readonly number: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly request_id: string | null;
  readonly registered_at: Date;
  readonly subject: string;
}

/** A page of the registers of one year, newest first; without a year, the running one. */
export async function listRegister(
  tx: Transaction,
  query: { year?: number; register?: string; page?: number },
): Promise<{ items: RegisterEntry[]; total: number; registers: string[] }> {
  const institution = institutionOf(tx);
  const year = query.year ?? Number(dayIn(tx.now).slice(0, 4));
  const register = query.register ?? null;
  const where = 'institution_id = $1 and year = $2 and ($3::text is null or register = $3)';
  const rows = await tx.query<EntryRow>(
    `select register, year, number, direction, request_id, registered_at, subject from register_entries
     where ${where} order by registered_at desc, register desc, number desc limit ${PAGE} offset $4`,
    [institution, year, register, ((query.page ?? 1) - 1) * PAGE],
  );
  // A register has no gaps: its last number is how many it has.
  const [count] = await tx.query<{ total: number }>(
    `select coalesce(sum(last_number), 0)::int as total from register_counters where ${where}`,
    [institution, year, register],
  );
  const names = await tx.query<{ register: string }>(
    'select distinct register from register_counters where institution_id = $1 order by register',
    [institution],
  );
  return {
    items: rows.map((row) => ({
      register: row.register,
      year: row.year,
      number: row.number,
      direction: row.direction,
      requestId: row.request_id,
      registeredAt: row.registered_at.toISOString(),
      subject: row.subject,
    })),
    total: count?.total ?? 0,
    registers: names.map((row) => row.register),
  };
}
