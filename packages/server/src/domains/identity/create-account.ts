import { isUniqueViolation } from '../../persistence/failures.ts';
import type { Transaction, UnitOfWork } from '../../persistence/unit-of-work.ts';
import type { Account } from '../../platform/session.ts';
import { Problem } from '../../problems.ts';
import { hashPassword } from './passwords.ts';

export interface NewAccount {
  /** An e-mail address; also where messages go. */
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly locale: Account['locale'];
}

/** Makes an account and hands it to `then` in the same transaction. Problem `login-taken` when there is one already. */
export async function createAccount<T>(
  unitOfWork: UnitOfWork,
  wanted: NewAccount,
  then: (tx: Transaction, account: Account) => Promise<T>,
): Promise<T> {
  const login = wanted.login.trim().toLowerCase();
  const passwordHash = await hashPassword(wanted.password);
  try {
    return await unitOfWork.run({ kind: 'platform' }, async (tx) => {
      const [row] = await tx.query<Account>(
        `insert into accounts (login, password_hash, name, email, locale, created_at) values ($1, $2, $3, $1, $4, $5)
         returning id, login, name, locale, email`,
        [login, passwordHash, wanted.name.trim(), wanted.locale, tx.now],
      );
      if (!row) throw new Error('The database did not answer.');
      return await then(tx, row);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('login-taken');
    throw error;
  }
}
