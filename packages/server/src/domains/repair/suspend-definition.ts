import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound, Problem } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';

/** Nothing starts by this version any more, by hand or by itself. What runs goes on: suspend its instances besides. */
export async function suspendDefinition(tx: Transaction, definition: string): Promise<void> {
  await mark(tx, definition, tx.now);
  await tx.query('delete from start_events where institution_id = $1 and definition_id = $2', [
    institutionOf(tx),
    definition,
  ]);
}

/**
 * Lets instances of a version start again. If it is the newest of its request type, its start events are armed, and begin with
 * the messages that were kept for them meanwhile.
 */
export async function resumeDefinition(tx: Transaction, runner: Runner, definition: string): Promise<void> {
  const since = await mark(tx, definition, null);
  const [newer] = await tx.query(
    `select 1 from definitions d join definitions n on n.institution_id = d.institution_id
        and n.request_type = d.request_type and n.version > d.version
      where d.institution_id = $1 and d.id = $2`,
    [institutionOf(tx), definition],
  );
  if (newer) return;
  await runner.deployed(tx, definition);
  await runner.resumed(tx, definition, since);
}

/** Answers with what it was marked with, or is now. */
async function mark(tx: Transaction, definition: string, at: Date | null): Promise<Date> {
  const [row] = await tx.query<{ suspended_at: Date | null }>(
    'select suspended_at from definitions where institution_id = $1 and id = $2 for update',
    [institutionOf(tx), definition],
  );
  if (!row) throw notFound();
  if ((row.suspended_at === null) === (at === null)) throw alreadySo(at);
  await tx.query('update definitions set suspended_at = $3 where institution_id = $1 and id = $2', [
    institutionOf(tx),
    definition,
    at,
  ]);
  return row.suspended_at ?? tx.now;
}

/** The same for all versions of the institution: nothing starts. */
export async function suspendInstitution(tx: Transaction): Promise<void> {
  await markInstitution(tx, tx.now);
}

/** Lets all start again that is not suspended itself, beginning with the messages that were kept meanwhile. */
export async function resumeInstitution(tx: Transaction, runner: Runner): Promise<void> {
  const since = await markInstitution(tx, null);
  await runner.resumed(tx, null, since);
}

async function markInstitution(tx: Transaction, at: Date | null): Promise<Date> {
  const institution = institutionOf(tx);
  const [row] = await tx.query<{ suspended_at: Date | null }>(
    'select suspended_at from institutions where id = $1 for update',
    [institution],
  );
  if (!row) throw notFound();
  if ((row.suspended_at === null) === (at === null)) throw alreadySo(at);
  await tx.query('update institutions set suspended_at = $2 where id = $1', [institution, at]);
  return row.suspended_at ?? tx.now;
}

const alreadySo = (at: Date | null): Problem =>
  new Problem('conflict', at === null ? 'It is not suspended' : 'It is suspended already');
