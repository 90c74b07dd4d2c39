import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { FEW, heldBy, type Narrowing, offeredTo, searchedBy, type TaskKeys } from './narrow-tasks.ts';
import type { TaskList } from './schemas.ts';
import type { Official } from './task-rights.ts';
import { OPEN_TASK, TASK_COLUMNS, TASK_SOURCE, type TaskRow } from './task-row.ts';
import { summarizeTasks } from './task-summary.ts';

const PAGE = 50;
/** How far a search is counted while it walks. */
const MOST_FOUND = 100;

type View = 'mine' | 'office' | 'all';

/** Each is the order of an index, forwards or backwards; those that end with a minus are exactly the other way round. */
const ORDERS = {
  due: ['t.legal_due', '-t.priority', 't.created_at', 't.instance_id', 't.key'],
  created: ['t.created_at', 't.instance_id', 't.key'],
  number: ['t.filed_at', 't.filed_number', 't.instance_id', 't.key'],
  priority: ['-t.priority', 't.legal_due', 't.created_at', 't.instance_id', 't.key'],
} as const;
type Sort = keyof typeof ORDERS | '-due' | '-created';

/**
 * What waits for an applicant is no official's; judged by the rows themselves too, because a server of the release before marks
 * no task, and leaves it without its request. The `limit` keeps the planner from reading all requests first.
 */
const OFFICIAL = `not t.for_applicant and case
  when t.assignee is null then true
  when t.request_id is null then t.assignee is distinct from (
    select r.applicant_account::text from instances i
      join requests r on r.institution_id = i.institution_id and r.instance_id = i.root_instance
     where i.institution_id = t.institution_id and i.id = t.instance_id limit 1)
  else t.assignee is distinct from (
    select r.applicant_account::text from requests r
     where r.institution_id = t.institution_id and r.id = t.request_id limit 1)
  end`;

/**
 * An official's inbox: a page of one view with the counts of all three. A search finds words of number, service, step and
 * name. What is rare is looked up and sorted; what is common is met soon while walking the index of the order.
 */
export async function listTasks(
  tx: Transaction,
  official: Official,
  query: { view?: View; q?: string; sort?: Sort; page?: number },
): Promise<TaskList> {
  const views = { mine: await heldBy(tx, official), office: await offeredTo(tx, official), all: null };
  const counts = {
    mine: countOf(views.mine),
    office: countOf(views.office),
    all: await countAll(tx),
  };
  const view = query.view ?? 'mine';
  const search = await searchedBy(tx, query.q);
  const narrowings = [views[view], ...search].filter((one): one is Narrowing => one !== null);
  const driver = narrowings
    .filter((one): one is Narrowing & { few: TaskKeys } => one.few !== null)
    .sort((a, b) => a.few.keys.length - b.few.keys.length)[0];
  const statement = selection(institutionOf(tx), narrowings, driver);
  const order = orderOf(query.sort ?? 'due');
  const from = ((query.page ?? 1) - 1) * PAGE;
  // What is looked up and sorted is counted by the way.
  const counting = search.length > 0 && driver !== undefined;
  const rows = await tx.query<TaskRow & { readonly found: number | null }>(
    `with page as materialized (
       select t.*, ${counting ? 'count(*) over ()::int' : 'null::int'} as found ${statement.sql}
        order by ${order} limit ${PAGE} offset ${from})
     select ${TASK_COLUMNS}, t.found from ${TASK_SOURCE.replace('tasks t', 'page t')} order by ${order}`,
    statement.values,
  );
  const found =
    search.length === 0 ? counts[view] : (rows[0]?.found ?? (await count(tx, statement, driver ? FEW : MOST_FOUND)));
  const most = search.length === 0 || driver ? FEW : MOST_FOUND;
  return {
    items: await summarizeTasks(tx, rows),
    counts: { mine: Math.min(counts.mine, FEW), office: Math.min(counts.office, FEW), all: Math.min(counts.all, FEW) },
    total: Math.min(found, most),
    capped: found > most,
  };
}

const countOf = ({ few }: Narrowing): number => few?.keys.length ?? FEW + 1;

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * From where the tasks come, and what each must meet. A `case` hides from the planner how few it would expect to fit: it would sort
 * all open tasks instead of walking the index of the order.
 */
function selection(institution: string, narrowings: readonly Narrowing[], driver: Narrowing | undefined): Statement {
  const values: unknown[] = [institution];
  const numbered = (condition: string, given: readonly unknown[]): string =>
    given.reduce<string>((sql, value) => sql.replace('?', () => `$${values.push(value)}`), condition);
  const few = driver?.few;
  const source = few
    ? numbered(
        `from unnest(?::uuid[], ?::bigint[]) as few (instance_id, key)
         join tasks t on t.institution_id = $1 and t.instance_id = few.instance_id and t.key = few.key`,
        [few.instances, few.keys],
      )
    : 'from tasks t';
  const conditions = narrowings
    .filter((one) => one !== driver)
    .map(({ condition, values: given }) => ` and case when ${numbered(condition, given)} then true else false end`);
  return {
    sql: `${source} where t.institution_id = $1 and ${OPEN_TASK} and ${OFFICIAL}${conditions.join('')}`,
    values,
  };
}

function orderOf(sort: Sort): string {
  const backwards = sort.startsWith('-');
  const columns = ORDERS[(backwards ? sort.slice(1) : sort) as keyof typeof ORDERS];
  return columns.map((column) => (backwards ? `${column} desc` : column)).join(', ');
}

async function countAll(tx: Transaction): Promise<number> {
  // In the order of an index, or the planner may read the table, done tasks and all.
  const sql = `from tasks t where t.institution_id = $1 and ${OPEN_TASK} and not t.for_applicant order by t.created_at`;
  return await count(tx, { sql, values: [institutionOf(tx)] }, FEW);
}

async function count(tx: Transaction, { sql, values }: Statement, most: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select ${sql} limit ${most + 1}) as counted`,
    values,
  );
  return row?.n ?? 0;
}
