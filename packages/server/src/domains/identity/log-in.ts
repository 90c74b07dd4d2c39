import type { Services } from '../../domain.ts';
import type { Account } from '../../platform/session.ts';
import { Problem } from '../../problems.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { passwordFits } from './passwords.ts';

const MAX_FAILURES = 5;
const LOCKED_MINUTES = 15;

interface AccountRow extends Account {
  password_hash: string | null;
  locked_until: Date | null;
}

const locked = (until: Date, now: Date): Problem =>
  new Problem('account-locked', '', {
    headers: { 'retry-after': String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))) },
  });

/**
 * Checks login and password and begins a session. Problems: `invalid-credentials` (the same for an unknown login),
 * `account-locked` for 15 minutes after five failures in a row.
 */
export async function logIn(
  { unitOfWork, config }: Services,
  credentials: { login: string; password: string },
  previousToken: string | null,
): Promise<OpenedSession> {
  const login = credentials.login.trim().toLowerCase();
  const found = await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    const [account] = await tx.query<AccountRow>(
      `select id, login, name, locale, email, password_hash, locked_until from accounts
        where login = $1 and disabled_at is null`,
      [login],
    );
    if (account?.locked_until && account.locked_until > tx.now) throw locked(account.locked_until, tx.now);
    return account ?? null;
  });
  // Slow on purpose, so it is done while no transaction is open.
  const fits = await passwordFits(found?.password_hash ?? null, credentials.password);
  if (found === null) throw new Problem('invalid-credentials');
  const outcome = await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    if (!fits) return await countFailure(tx, found.id);
    const [unlocked] = await tx.query(
      `update accounts set failed_attempts = 0, locked_until = null
        where id = $1 and (locked_until is null or locked_until <= $2) and disabled_at is null returning id`,
      [found.id, tx.now],
    );
    if (!unlocked) return locked(new Date(tx.now.getTime() + LOCKED_MINUTES * 60_000), tx.now);
    const { id, login: name, name: fullName, locale, email } = found;
    return await openSession(tx, { id, login: name, name: fullName, locale, email }, config, previousToken);
  });
  // Thrown here, since a throw inside would roll the count of failures back.
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

async function countFailure(
  tx: { now: Date; query<R>(sql: string, params: unknown[]): Promise<R[]> },
  account: string,
): Promise<Problem> {
  const until = new Date(tx.now.getTime() + LOCKED_MINUTES * 60_000);
  const [row] = await tx.query<{ locked_until: Date | null }>(
    `update accounts set
        failed_attempts = case when failed_attempts + 1 >= $2 then 0 else failed_attempts + 1 end,
        locked_until = case when failed_attempts + 1 >= $2 then $3::timestamptz else locked_until end
      where id = $1 returning locked_until`,
    [account, MAX_FAILURES, until],
  );
  const isLocked = row?.locked_until && row.locked_until > tx.now;
  return isLocked ? locked(until, tx.now) : new Problem('invalid-credentials');
}
