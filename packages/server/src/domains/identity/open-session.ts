import { randomBytes } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { Transaction } from '../../persistence/unit-of-work.ts';
import type { Account, Session } from '../../platform/session.ts';
import { membershipsOf, tokenHash } from './directory.ts';

/** A session that has just begun, with the token its cookie carries. */
export interface OpenedSession {
  readonly token: string;
  readonly session: Session;
}

const randomToken = (): string => randomBytes(32).toString('base64url');

/** Begins a session under a new token; the one the browser had before (if any) ends, so it cannot be fixed in advance. */
export async function openSession(
  tx: Transaction,
  account: Account,
  config: Config,
  previousToken: string | null,
): Promise<OpenedSession> {
  if (previousToken !== null) await closeSession(tx, previousToken);
  const token = randomToken();
  const csrfToken = randomToken();
  const expires = new Date(tx.now.getTime() + config.session.hours * 3_600_000);
  await tx.query(
    `insert into sessions (id_hash, account_id, csrf, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $5)`,
    [tokenHash(token), account.id, csrfToken, tx.now, expires],
  );
  return { token, session: { account, csrfToken, memberships: await membershipsOf(tx, account.id) } };
}

/** Ends the session of a token; an unknown one is no error. */
export async function closeSession(tx: Transaction, token: string): Promise<void> {
  await tx.query('delete from sessions where id_hash = $1', [tokenHash(token)]);
}
