import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';

export interface Member {
  readonly account: string;
  /** Null: as they were, official for a new member. */
  readonly roles: readonly ('official' | 'administrator')[] | null;
  /** What tasks are for, as the model names them; null: as they were. */
  readonly groups: readonly string[] | null;
  /** Null: as it was. */
  readonly title: string | null;
  /** Short name of the office; null: as it was. */
  readonly office: string | null;
}

/** Gives an account a post in the transaction's institution, or changes what is given of the one it has. Answers its roles. */
export async function setMember(
  tx: Transaction,
  { account, roles, groups, title, office }: Member,
  actor: string,
): Promise<readonly string[]> {
  const [post] = await tx.query<{ roles: string[]; groups: string[] }>(
    `insert into memberships (institution_id, account_id, roles, groups, title, office_slug)
     values ($1, $2, coalesce($3::text[], array['official']), coalesce($4::text[], '{}'), $5, $6)
     on conflict (institution_id, account_id) do update set roles = coalesce($3::text[], memberships.roles),
       groups = coalesce($4::text[], memberships.groups), title = coalesce($5, memberships.title),
       office_slug = coalesce($6, memberships.office_slug)
     returning roles, groups`,
    [institutionOf(tx), account, roles, groups, title, office],
  );
  if (!post) throw new Error('The post was not written.');
  audit(tx, { actor, action: 'member.set', subject: `account:${account}`, detail: { ...post } });
  return post.roles;
}
