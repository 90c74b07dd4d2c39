import { processVariables, waits } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';
import { nextCursor, readCursor } from './cursor.ts';
import type { InstanceView, JournalEntry, JournalQuery } from './schemas.ts';

interface InstanceRow {
  readonly id: string;
  readonly definition_id: string;
  readonly business_key: string;
  readonly status: string;
  readonly revision: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

/** A process instance: status, variables, and why it waits. */
export async function getInstance(tx: Transaction, runner: Runner, id: string): Promise<InstanceView> {
  const [row] = await tx.query<InstanceRow>(
    `select id, definition_id, business_key, status, revision, created_at, ended_at from instances
     where institution_id = $1 and id = $2`,
    [institutionOf(tx), id],
  );
  if (row === undefined) throw notFound();
  const { process, state } = await runner.look(tx, id);
  return {
    id: row.id,
    definition: row.definition_id,
    businessKey: row.business_key,
    status: row.status,
    revision: Number(row.revision),
    waits: waits(process, state).map((wait) => ({ ...wait })),
    variables: { ...processVariables(state) },
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** What happened in an instance, step by step, a page at a time. */
export async function getJournal(
  tx: Transaction,
  id: string,
  { cursor, limit = 1_000 }: JournalQuery,
): Promise<{ items: JournalEntry[]; next: string | null }> {
  const [after = null] = readCursor(cursor, ['key']) ?? [];
  const known = await tx.query('select 1 from instances where institution_id = $1 and id = $2', [
    institutionOf(tx),
    id,
  ]);
  if (known.length === 0) throw notFound();
  const rows = await tx.query<{
    seq: string;
    at: Date;
    type: string;
    element: string | null;
    key: string | null;
    event: { [name: string]: unknown };
  }>(
    `select seq, at, type, element, key, event from journal
      where institution_id = $1 and instance_id = $2 and ($3::bigint is null or seq > $3) order by seq limit $4`,
    [institutionOf(tx), id, after, limit],
  );
  const items = rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at.toISOString(),
    type: row.type,
    element: row.element,
    key: row.key === null ? null : Number(row.key),
    event: row.event,
  }));
  return { items, next: nextCursor(rows, limit, ({ seq }) => [seq]) };
}
