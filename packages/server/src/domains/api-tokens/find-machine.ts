import { createHash } from 'node:crypto';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { ApiScope, Machine } from '../../platform/session.ts';

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: ApiScope[];
  readonly job_types: string[];
  readonly last_used_at: Date | null;
}

/** How stale "last used" may get before it is written again. */
const USED_EVERY_MS = 60_000;

/** The database keeps only this of a token, so a copy of the database lets no program in. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The machine of a token of the transaction's institution; null when it is unknown, expired or revoked. */
export async function findMachine(tx: Transaction, token: string): Promise<Machine | null> {
  const [row] = await tx.query<TokenRow>(
    `select id, name, scopes, job_types, last_used_at from api_tokens
      where institution_id = $1 and token_hash = $2 and revoked_at is null and (expires_at is null or expires_at > $3)`,
    [institutionOf(tx), hashOfToken(token), tx.now],
  );
  if (!row) return null;
  if (row.last_used_at === null || tx.now.getTime() - row.last_used_at.getTime() > USED_EVERY_MS) {
    await tx.query('update api_tokens set last_used_at = $3 where institution_id = $1 and id = $2', [
      institutionOf(tx),
      row.id,
      tx.now,
    ]);
  }
  return { id: row.id, name: row.name, scopes: row.scopes, jobTypes: row.job_types };
}
