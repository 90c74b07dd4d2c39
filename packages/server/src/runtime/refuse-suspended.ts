import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { Problem } from '../problems.ts';

/** Problem `definition-suspended` when a version, or its whole institution, has been suspended: nothing starts then. */
export async function refuseSuspended(tx: Transaction, definition: string): Promise<void> {
  const rows = await tx.query(
    `select 1 from definitions d join institutions i on i.id = d.institution_id
      where d.institution_id = $1 and d.id = $2 and (d.suspended_at is not null or i.suspended_at is not null)`,
    [institutionOf(tx), definition],
  );
  if (rows.length > 0) throw new Problem('definition-suspended');
}
