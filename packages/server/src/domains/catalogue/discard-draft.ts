import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';

/** Drops the draft; published versions stay. A type that was never published disappears with it. */
export async function discardDraft(tx: Transaction, type: string): Promise<void> {
  const institution = institutionOf(tx);
  const rows = await tx.query(
    `update request_types set draft = null, draft_by = null, draft_at = null
     where institution_id = $1 and id = $2 and draft is not null returning id`,
    [institution, type],
  );
  if (rows.length === 0) throw notFound();
  await tx.query(
    `delete from request_types t where institution_id = $1 and id = $2
       and not exists (select from definitions d where d.institution_id = t.institution_id and d.request_type = t.id)`,
    [institution, type],
  );
}
