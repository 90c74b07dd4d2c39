import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { RequestRow } from './request-row.ts';
import type { WaitsFor } from './schemas.ts';

interface OpenTaskRow {
  readonly element: string;
  readonly name: string;
  readonly candidate_groups: string[];
  readonly assignee: string | null;
  readonly title: string | null;
  readonly created_at: Date;
}

/** Who acts next on a request: the applicant, an office, the system, or nobody because it has ended. */
export async function waitsFor(tx: Transaction, row: RequestRow): Promise<WaitsFor[]> {
  if (row.status !== 'submitted' || row.instance_id === null) return [];
  const tasks = await tx.query<OpenTaskRow>(
    `select t.element, t.name, t.candidate_groups, t.assignee, m.title, t.created_at
       from tasks t join instances i on i.institution_id = t.institution_id and i.id = t.instance_id
       left join memberships m on m.institution_id = t.institution_id and m.account_id::text = t.assignee
      where t.institution_id = $1 and i.root_instance = $2 and t.status in ('created', 'reserved') order by t.created_at, t.key`,
    [institutionOf(tx), row.instance_id],
  );
  if (tasks.length === 0)
    return [{ kind: 'system', element: null, name: null, groups: [], assignee: null, since: null }];
  return tasks.map((task) => ({
    kind: task.assignee === row.applicant_account ? 'applicant' : 'official',
    element: task.element,
    name: task.name,
    groups: task.candidate_groups,
    assignee: task.title,
    since: task.created_at.toISOString(),
  }));
}
