import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { CheckContext } from './check/cross-check.ts';

/** Job types that request types may use; each has a handler in its domain. */
export const JOB_TYPES: ReadonlySet<string> = new Set([
  'circula.document',
  'circula.register',
  'circula.notify',
  'circula.http',
  'circula.mail',
]);

/** What the transaction's institution offers to a request type: its groups and offices, and the server's jobs. */
export async function checkContextOf(tx: Transaction): Promise<CheckContext> {
  const institution = institutionOf(tx);
  const groups = await tx.query<{ group: string }>(
    'select distinct unnest(groups) as group from memberships where institution_id = $1',
    [institution],
  );
  const offices = await tx.query<{ slug: string }>('select slug from offices where institution_id = $1', [institution]);
  return {
    groups: new Set(groups.map((row) => row.group)),
    offices: new Set(offices.map((row) => row.slug)),
    jobTypes: JOB_TYPES,
  };
}
