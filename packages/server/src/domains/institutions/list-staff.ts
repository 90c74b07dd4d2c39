import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { StaffMember } from './schemas.ts';

/** The officials of the transaction's institution, or those of one group, by name. */
export async function listStaff(tx: Transaction, group: string | undefined): Promise<StaffMember[]> {
  return await tx.query<StaffMember>(
    `select m.account_id as "accountId", a.name, coalesce(m.title, '') as title, m.office_slug as office, m.groups
       from memberships m join accounts a on a.id = m.account_id
      where m.institution_id = $1 and a.disabled_at is null and 'official' = any (m.roles)
        and ($2::text is null or $2 = any (m.groups)) order by a.name, m.account_id`,
    [institutionOf(tx), group ?? null],
  );
}
