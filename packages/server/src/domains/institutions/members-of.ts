import { institutionOf, type Transaction } from '../../persistence/transaction.ts';

/** Account ids of everybody in a group of the institution. */
export async function membersOf(tx: Transaction, group: string): Promise<string[]> {
  const rows = await tx.query<{ account_id: string }>(
    'select account_id from memberships where institution_id = $1 and groups @> array[$2]',
    [institutionOf(tx), group],
  );
  return rows.map((row) => row.account_id);
}
