import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';

export interface Member {
  readonly account: string;
  readonly roles: readonly ('official' | 'administrator')[];
  /** What tasks are for, as the model names them. */
  readonly groups: readonly string[];
  readonly title: string | null;
  /** Short name of the office; null: as it was. */
  readonly office: string | null;
}

/** Gives an account a post in the transaction's institution, or changes the one it has. */
export async function setMember(
  tx: Transaction,
  { account, roles, groups, title, office }: Member,
  actor: string,
): Promise<void> {
  await tx.query(
    `insert into memberships (institution_id, account_id, roles, groups, title, office_slug) values ($1, $2, $3, $4, $5, $6)
     on conflict (institution_id, account_id) do update set roles = $3, groups = $4, title = coalesce($5, memberships.title),
       office_slug = coalesce($6, memberships.office_slug)`,
    [institutionOf(tx), account, roles, groups, title, office],
  );
  audit(tx, { actor, action: 'member.set', subject: `account:${account}`, detail: { roles, groups } });
}
