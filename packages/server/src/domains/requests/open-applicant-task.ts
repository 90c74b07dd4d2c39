import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { RequestRow } from './request-row.ts';

export interface ApplicantTaskRow {
  readonly instance_id: string;
  readonly key: number;
  readonly element: string;
  readonly name: string;
  readonly form: string | null;
  readonly variables: { readonly [name: string]: unknown };
  readonly draft: { readonly [field: string]: unknown } | null;
  readonly created_at: Date;
}

/** What the applicant is asked to do now: the oldest open task that is theirs; null when there is none. */
export async function openApplicantTask(tx: Transaction, row: RequestRow): Promise<ApplicantTaskRow | null> {
  if (row.instance_id === null) return null;
  const [task] = await tx.query<Omit<ApplicantTaskRow, 'key'> & { key: string }>(
    `select t.instance_id, t.key, t.element, t.name, t.form, t.variables, t.draft, t.created_at
       from tasks t join instances i on i.institution_id = t.institution_id and i.id = t.instance_id
      where t.institution_id = $1 and i.root_instance = $2 and t.completed_at is null
        and t.status in ('created', 'reserved') and t.assignee = $3
      order by t.created_at, t.key limit 1`,
    [institutionOf(tx), row.instance_id, row.applicant_account],
  );
  return task === undefined ? null : { ...task, key: Number(task.key) };
}
