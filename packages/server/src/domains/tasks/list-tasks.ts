import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { searchCondition } from '../search-condition.ts';
import type { TaskList } from './schemas.ts';
import type { Official } from './task-rights.ts';
import { OFFICIAL_TASK, OPEN_TASK, TASK_COLUMNS, TASK_SOURCE, type TaskRow } from './task-row.ts';
import { summarizeTasks } from './task-summary.ts';

const PAGE = 50;

const VIEWS = {
  mine: 't.assignee = $2',
  office: `t.assignee is null and (t.candidate_groups && $3::text[] or t.candidate_users && array[$2::text, $4::text])`,
  all: 'true',
} as const;

const ORDERS = {
  due: 'd.due asc nulls last, t.priority desc, t.created_at',
  '-due': 'd.due desc nulls last, t.created_at',
  created: 't.created_at',
  '-created': 't.created_at desc',
  number: 'r.registered_at, r.number',
  priority: 't.priority desc, d.due asc nulls last, t.created_at',
} as const;

/** An official's inbox: a page of one view with the counts of all three. Search looks at number, service, step and name. */
export async function listTasks(
  tx: Transaction,
  official: Official,
  query: { view?: keyof typeof VIEWS; q?: string; sort?: keyof typeof ORDERS; page?: number },
): Promise<TaskList> {
  const values = [institutionOf(tx), official.account, official.groups, official.login];
  const from = `${TASK_SOURCE} where ${OFFICIAL_TASK} and ${OPEN_TASK}`;
  const [counts] = await tx.query<{ mine: number; office: number; all: number }>(
    `select count(*) filter (where ${VIEWS.mine})::int as mine, count(*) filter (where ${VIEWS.office})::int as office,
            count(*)::int as all from ${from}`,
    values,
  );
  const search = searchCondition(query.q, values.length, ['t.name', 'r.service', 'a.name']);
  const shown = `from ${from} and ${VIEWS[query.view ?? 'mine']} and ${search.condition}`;
  // Every view must use each parameter, or PostgreSQL cannot tell its type.
  const typed = `and ($2::text is not null) and ($3::text[] is not null) and ($4::text is not null)`;
  const rows = await tx.query<TaskRow>(
    `select ${TASK_COLUMNS} ${shown} ${typed} order by ${ORDERS[query.sort ?? 'due']}, t.instance_id, t.key
     limit ${PAGE} offset ${((query.page ?? 1) - 1) * PAGE}`,
    [...values, ...search.values],
  );
  const [total] = await tx.query<{ total: number }>(`select count(*)::int as total ${shown} ${typed}`, [
    ...values,
    ...search.values,
  ]);
  return {
    items: await summarizeTasks(tx, rows),
    counts: counts ?? { mine: 0, office: 0, all: 0 },
    total: total?.total ?? 0,
  };
}
