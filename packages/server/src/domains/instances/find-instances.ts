import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { type CursorPart, cursorOf, readCursor } from './cursor.ts';
import type { InstanceQuery } from './schemas.ts';
import { SEARCHED_CHARACTERS } from './search-values.projection.ts';

export interface InstanceRow {
  readonly id: string;
  readonly definition_id: string;
  readonly process_id: string;
  readonly business_key: string;
  readonly status: string;
  readonly suspended: boolean;
  readonly parent_instance: string | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  /** By what it is ordered, as texts of a cursor. */
  readonly place: readonly string[];
}

/**
 * Up to so many matches of a filter are looked up and sorted. When every filter has more, a page walks along an index and looks
 * at this many instances at most: together this bounds what a page costs, whatever is asked and however much there is.
 */
export const FEW = 1_000;

/** A condition in SQL, whose `?` stand for its values. */
type Condition = readonly [sql: string, ...values: unknown[]];

/** Index entries `e` that name instances, in the order of a page, backwards. */
interface Walk {
  readonly table: 'instances' | 'instance_values';
  readonly order: readonly { readonly column: string; readonly part: Exclude<CursorPart, 'key'> }[];
  readonly conditions: readonly Condition[];
}

/** Rows `r` that name instances. */
interface Match {
  readonly table: string;
  readonly id: 'r.id' | 'r.instance_id';
  readonly condition: Condition;
  /** What the index that leads to them goes on with; null without one. Asked for as an order, or the planner reads the table instead. */
  readonly index: string | null;
}

/** What lets an instance through: one row of any of these. */
type Filter = readonly Match[];

/** Where instances wait: what the view `instance_waits` unites. Of the union the planner would sort every row. */
const WAITS = [
  { table: 'tasks', open: ' and r.completed_at is null' },
  { table: 'jobs', open: " and r.done_at is null and r.kind = 'service'" },
  { table: 'subscriptions', open: '' },
  { table: 'timers', open: '' },
  {
    table: 'incidents',
    open: " and r.resolved_at is null and r.code not in ('job-failed', 'timer-failed', 'delivery-failed')",
  },
] as const;

const TYPES = { number: 'double precision', instant: 'timestamptz', id: 'uuid' } as const;
/** Microseconds, which a date of JavaScript would round away. */
const INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';

const BY_AGE = [
  { column: 'created_at', part: 'instant' },
  { column: 'id', part: 'id' },
] as const;
const VALUES_BY_AGE = [
  { column: 'instance_created_at', part: 'instant' },
  { column: 'instance_id', part: 'id' },
] as const;
const VALUES_BY_NUMBER = [{ column: 'number', part: 'number' }, ...VALUES_BY_AGE] as const;

/** What a query walks along, and what it asks of each instance besides. */
function planOf(query: InstanceQuery): { walk: Walk; filters: Filter[] } {
  const { variable, element, state, process, definition, businessKey, olderThan, youngerThan } = query;
  const filters: Filter[] = [];
  const instances = (condition: Condition, index: string | null) =>
    filters.push([{ table: 'instances', id: 'r.id', condition, index }]);
  if (process !== undefined) instances(['r.process_id = ?', process], null);
  if (definition !== undefined) instances(['r.definition_id = ?', definition], 'r.status');
  if (businessKey !== undefined) instances(['r.business_key = ?', businessKey], 'r.id');
  const named = { id: 'r.instance_id', index: 'r.instance_id' } as const;
  if (element !== undefined) {
    filters.push(WAITS.map(({ table, open }) => ({ ...named, table, condition: [`r.element = ?${open}`, element] })));
  }
  if (state === 'incident') {
    filters.push([{ ...named, table: 'incidents', condition: ['r.resolved_at is null'], index: 'r.raised_at' }]);
  }
  const aged = (column: string): Condition[] => [
    ...(olderThan === undefined ? [] : [[`${column} < ?`, new Date(olderThan)] as const]),
    ...(youngerThan === undefined ? [] : [[`${column} >= ?`, new Date(youngerThan)] as const]),
  ];
  if (variable === undefined) {
    // Only what runs waits anywhere.
    const status = statusOf(state ?? (element === undefined ? undefined : 'active'), 'e');
    const conditions = [...(status === null ? [] : [status]), ...aged('e.created_at')];
    return { walk: { table: 'instances', order: BY_AGE, conditions }, filters };
  }
  const status = statusOf(state, 'r');
  if (status !== null) instances(status, 'r.created_at');
  const { range, conditions } = valuesLike(variable);
  if (!range) {
    const all = [...conditions, ...aged('e.instance_created_at')];
    return { walk: { table: 'instance_values', order: VALUES_BY_AGE, conditions: all }, filters };
  }
  for (const condition of aged('r.created_at')) instances(condition, null);
  return { walk: { table: 'instance_values', order: VALUES_BY_NUMBER, conditions }, filters };
}

/** What a state means of the rows of `instances`, named by `alias`. */
function statusOf(state: InstanceQuery['state'], alias: 'e' | 'r'): Condition | null {
  switch (state) {
    case undefined:
      return null;
    case 'suspended':
      return [`${alias}.status = 'active' and ${alias}.suspended`];
    case 'incident':
      return [`${alias}.status = 'active'`];
    default:
      return [`${alias}.status = ?`, state];
  }
}

function valuesLike(variable: string): { range: boolean; conditions: Condition[] } {
  const name = variable.slice(0, variable.indexOf(':'));
  const value = variable.slice(name.length + 1);
  const [, from, to] = /^(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?$/.exec(value) ?? [];
  const named: Condition = ['e.name = ?', name];
  if (from === undefined && to === undefined) {
    return { range: false, conditions: [named, ['e.text_value = ?', value.slice(0, SEARCHED_CHARACTERS)]] };
  }
  // Without both ends, which numbers without an end stand for, an index of numbers alone would not be used.
  const ends: Condition = ['e.number >= ? and e.number <= ?', endOf(from, -Infinity), endOf(to, Infinity)];
  return { range: true, conditions: [named, ends] };
}

/** As the database writes a double: of more digits than one has, it takes none. */
const endOf = (digits: string | undefined, open: number): string =>
  String(digits === undefined ? open : Number(digits));

/** A statement as it grows: `?` become numbers. The first parameter is the institution. */
class Statement {
  readonly params: unknown[];
  constructor(institution: string) {
    this.params = [institution];
  }
  with([sql, ...values]: Condition): string {
    let next = 0;
    return sql.replaceAll('?', () => {
      this.params.push(values[next]);
      next += 1;
      return `$${this.params.length}`;
    });
  }
}

/** Where a walk begins and where it ends at the latest, as values of a cursor: after the first, up to the second. */
interface Stretch {
  readonly after: readonly string[] | null;
  readonly upTo: readonly string[] | null;
}

function walkSql(statement: Statement, { table, order, conditions }: Walk, { after, upTo }: Stretch): string {
  const columns = `(${order.map(({ column }) => `e.${column}`).join(', ')})`;
  const placed = order.map(({ part }) => `?::${TYPES[part]}`).join(', ');
  const all: Condition[] = [...conditions];
  if (after !== null) all.push([`${columns} < (${placed})`, ...after]);
  if (upTo !== null) all.push([`${columns} >= (${placed})`, ...upTo]);
  return `${table} e where e.institution_id = $1${all.map((condition) => ` and ${statement.with(condition)}`).join('')}`;
}

const backwards = ({ order }: Walk, alias: string): string =>
  `order by ${order.map(({ column }) => `${alias}.${column} desc`).join(', ')}`;

const placeOf = ({ order }: Walk, alias: string): string =>
  `array[${order
    .map(({ column, part }) =>
      part === 'instant' ? `to_char(${alias}.${column} at time zone 'UTC', '${INSTANT}')` : `${alias}.${column}::text`,
    )
    .join(', ')}]`;

/** Names of the instances that a filter lets through, one more than are few at most; a name for each row that does. */
function namesSql(statement: Statement, filter: Filter): string {
  const found = filter.map(
    ({ table, id, condition, index }) =>
      `(select ${id} as id from ${table} r where r.institution_id = $1 and ${statement.with(condition)}
         order by ${index} limit ${FEW + 1})`,
  );
  return `select id from (${found.join(' union all ')}) found limit ${FEW + 1}`;
}

/** The filter that lets the fewest through, when they are few. Counted before they are named: a few may come in between. */
async function fewest(tx: Transaction, filters: readonly Filter[]): Promise<Filter | null> {
  let least: { readonly filter: Filter; readonly rows: number } | null = null;
  for (const filter of filters.filter((matches) => matches.every(({ index }) => index !== null))) {
    const statement = new Statement(institutionOf(tx));
    const [found] = await tx.query<{ rows: number }>(
      `select count(*)::integer as rows from (${namesSql(statement, filter)}) names`,
      statement.params,
    );
    const rows = found?.rows ?? 0;
    if (rows <= FEW && (least === null || rows < least.rows)) least = { filter, rows };
  }
  return least?.filter ?? null;
}

/** The last place that a page may look at; null when the end comes first. */
async function endOfWalk(tx: Transaction, walk: Walk, after: Stretch['after']): Promise<readonly string[] | null> {
  const statement = new Statement(institutionOf(tx));
  const [last] = await tx.query<{ place: string[] }>(
    `select ${placeOf(walk, 'e')} as place from ${walkSql(statement, walk, { after, upTo: null })}
      ${backwards(walk, 'e')} offset ${FEW - 1} limit 1`,
    statement.params,
  );
  return last?.place ?? null;
}

/**
 * Instances of the transaction's institution that a query means: the youngest first, or by number, the greatest first. Left
 * alone, the planner sorts all matches of a common filter for each page, or walks past all that do not match. The fences
 * (`offset 0`, `limit 1`) hold it to what is bounded.
 */
export async function findInstances(
  tx: Transaction,
  query: InstanceQuery,
  limit: number,
): Promise<{ rows: InstanceRow[]; next: string | null }> {
  const { walk, filters } = planOf(query);
  const after = readCursor(
    query.cursor,
    walk.order.map(({ part }) => part),
  );
  const few = await fewest(tx, filters);
  const upTo = few === null && filters.length > 0 ? await endOfWalk(tx, walk, after) : null;
  const statement = new Statement(institutionOf(tx));
  const id = walk.order.at(-1)?.column;
  const entries =
    few === null
      ? `(select e.* from ${walkSql(statement, walk, { after, upTo })} ${backwards(walk, 'e')}
           ${filters.length === 0 ? `limit ${limit}` : 'offset 0'}) e`
      : `(select distinct id from (${namesSql(statement, few)}) names offset 0) few cross join lateral (
           select e.* from ${walkSql(statement, walk, { after, upTo })} and e.${id} = few.id limit 1) e`;
  // What was looked up need not be looked at again.
  const left = filters.filter((filter) => filter !== few);
  const passing = left.map((filter) => {
    const looks = filter.map(
      (one) => `(select 1 from ${one.table} r where r.institution_id = $1 and ${one.id} = e.${id}
        and ${statement.with(one.condition)} limit 1) = 1`,
    );
    return ` and (${looks.join(' or ')})`;
  });
  const rows = await tx.query<InstanceRow>(
    `select i.id, i.definition_id, i.process_id, i.business_key, i.status, i.state ? 'suspended' as suspended,
            i.parent_instance, i.created_at, i.ended_at, ${placeOf(walk, 'e')} as place
       from (select e.* from ${entries} where true${passing.join('')} ${backwards(walk, 'e')} limit ${limit}) e
      cross join lateral (select * from instances i where i.institution_id = $1 and i.id = e.${id} limit 1) i
      ${backwards(walk, 'e')}`,
    statement.params,
  );
  const last = rows.length < limit ? upTo : rows.at(-1)?.place;
  return { rows, next: last ? cursorOf(last) : null };
}
