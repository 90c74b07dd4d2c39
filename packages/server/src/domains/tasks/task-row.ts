import type { TaskTransition } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import type { TaskStatus } from './task.machine.ts';

/** A user task with the request that its process works on. */
export interface TaskRow {
  readonly instance_id: string;
  readonly key: string;
  readonly element: string;
  readonly name: string;
  readonly status: TaskStatus;
  readonly assignee: string | null;
  readonly assignee_name: string | null;
  readonly candidate_groups: string[];
  readonly candidate_users: string[];
  readonly form: string | null;
  readonly priority: number;
  readonly draft: { readonly [field: string]: unknown } | null;
  readonly variables: { readonly [name: string]: unknown };
  /** What the task's listeners are asked about; null: nothing. */
  readonly transition: TaskTransition | null;
  /** Why a listener denied what was asked last. */
  readonly denied: string | null;
  readonly revision: number;
  readonly created_at: Date;
  readonly definition_id: string;
  readonly request_id: string | null;
  readonly applicant_account: string | null;
  readonly applicant_name: string | null;
  readonly service: string | null;
  readonly number: number | null;
  readonly registered_at: Date | null;
  readonly due: string | null;
  readonly deadline_status: 'running' | 'suspended' | 'ended' | null;
}

export const TASK_COLUMNS = `t.instance_id, t.key, t.element, t.name, t.status, t.assignee, o.name as assignee_name,
  t.candidate_groups, t.candidate_users, t.form, t.priority, t.draft, t.variables, t.transition, t.denied, t.revision, t.created_at,
  i.definition_id, r.id as request_id, r.applicant_account, a.name as applicant_name, r.service, r.number,
  r.registered_at, to_char(d.due, 'YYYY-MM-DD') as due, d.status as deadline_status`;

/** A model may assign a task to anything; only what may be an account is looked for, by its key. */
const ACCOUNT = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** Officials see the tasks of their institution, never the ones that wait for an applicant. */
export const TASK_SOURCE = `tasks t
  join instances i on i.institution_id = t.institution_id and i.id = t.instance_id
  left join requests r on r.institution_id = t.institution_id and r.instance_id = i.root_instance
  left join deadlines d on d.institution_id = t.institution_id and d.request_id = r.id
  left join accounts a on a.id = r.applicant_account
  left join accounts o on o.id = case when t.assignee ~ '${ACCOUNT}' then t.assignee::uuid end`;

export const OFFICIAL_TASK = `t.institution_id = $1 and (t.assignee is null or t.assignee is distinct from r.applicant_account::text)`;

/** As the predicate of the inbox's indexes has it. */
export const OPEN_TASK = `t.status in ('created', 'reserved')`;

/** Instance and key of a task's id, `instance:key`. */
export function taskKey(id: string): { instance: string; key: number } {
  const [instance = '', key = ''] = id.split(':');
  return { instance: instance.toLowerCase(), key: Number(key) };
}

/** An official's task by its id; 404 for foreign, missing and applicants' tasks. */
export async function findTask(tx: Transaction, id: string): Promise<TaskRow> {
  const { instance, key } = taskKey(id);
  const [row] = await tx.query<TaskRow>(
    `select ${TASK_COLUMNS} from ${TASK_SOURCE} where ${OFFICIAL_TASK} and t.instance_id = $2 and t.key = $3`,
    [institutionOf(tx), instance, key],
  );
  if (row === undefined) throw notFound();
  return row;
}
