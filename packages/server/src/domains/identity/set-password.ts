import type { Transaction } from '../../persistence/transaction.ts';
import { hashPassword } from './passwords.ts';

/** Gives an account another password and ends its sessions. Platform scope. */
export async function setPassword(tx: Transaction, account: string, password: string): Promise<void> {
  await tx.query('update accounts set password_hash = $2 where id = $1', [account, await hashPassword(password)]);
  await tx.query('delete from sessions where account_id = $1', [account]);
}
