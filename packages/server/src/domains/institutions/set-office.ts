import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import type { Office } from './schemas.ts';

/** Adds an office to the transaction's institution, or names the one of that short name anew. */
export async function setOffice(tx: Transaction, { slug, name }: Office, actor: string): Promise<void> {
  await tx.query(
    `insert into offices (institution_id, slug, name) values ($1, $2, $3)
     on conflict (institution_id, slug) do update set name = $3`,
    [institutionOf(tx), slug, JSON.stringify(name)],
  );
  audit(tx, { actor, action: 'office.set', subject: `office:${slug}` });
}
