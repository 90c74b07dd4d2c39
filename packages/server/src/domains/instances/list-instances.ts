import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { nextCursor, readCursor } from './cursor.ts';
import type { InstanceQuery, InstanceSummary, InstanceWait } from './schemas.ts';
import { SEARCHED_CHARACTERS } from './search-values.projection.ts';

interface InstanceRow {
  readonly id: string;
  readonly definition_id: string;
  readonly process_id: string;
  readonly business_key: string;
  readonly status: string;
  readonly suspended: boolean;
  readonly parent_instance: string | null;
  readonly created_at: Date;
  /** As text with microseconds, which a date of JavaScript would round away. */
  readonly at: string;
  readonly ended_at: Date | null;
}

interface WaitRow {
  readonly instance_id: string;
  readonly key: string;
  readonly element: string;
  readonly reason: InstanceWait['reason'];
  readonly holder: string | null;
  readonly since: Date;
  readonly until: Date | null;
  readonly incident: string | null;
}

const SHOWN_WAITS = 20;

/** A condition in SQL, whose `?` stand for its values. */
type Condition = readonly [sql: string, ...values: unknown[]];

/** Rows that name their instance: `select instance_id from …` with a condition on them, and the same for one instance. */
interface Rare {
  readonly from: string;
  readonly values: readonly unknown[];
}

/** Up to so many matches are looked up first and sorted; what is more common is met soon while walking by age. */
const FEW = 2_000;

/** The conditions of a query; each is met from an index, or by a look at the rows of one instance. */
async function conditionsOf(tx: Transaction, query: InstanceQuery): Promise<Condition[]> {
  const found: Condition[] = [];
  const { state, process, definition, element, businessKey, variable, olderThan, youngerThan } = query;
  switch (state) {
    case undefined:
      break;
    case 'suspended':
      found.push([`i.status = 'active' and i.suspended`]);
      break;
    case 'incident':
      found.push(["i.status = 'active'"]);
      found.push(await fewOrCommon(tx, { from: 'incidents r where r.resolved_at is null', values: [] }));
      break;
    default:
      found.push(['i.status = ?', state]);
  }
  if (process !== undefined) found.push(['i.process_id = ?', process]);
  if (definition !== undefined) found.push(['i.definition_id = ?', definition]);
  if (businessKey !== undefined) found.push(['i.business_key = ?', businessKey]);
  if (olderThan !== undefined) found.push(['i.created_at < ?', new Date(olderThan)]);
  if (youngerThan !== undefined) found.push(['i.created_at >= ?', new Date(youngerThan)]);
  if (element !== undefined) {
    // Only what runs waits anywhere.
    if (state === undefined) found.push(["i.status = 'active'"]);
    found.push(await fewOrCommon(tx, { from: 'instance_waits r where r.element = ?', values: [element] }));
  }
  if (variable !== undefined) found.push(await fewOrCommon(tx, valuesLike(variable)));
  return found;
}

function valuesLike(text: string): Rare {
  const name = text.slice(0, text.indexOf(':'));
  const value = text.slice(name.length + 1);
  const [, from, to] = /^(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?$/.exec(value) ?? [];
  if (from === undefined && to === undefined) {
    const searched = value.slice(0, SEARCHED_CHARACTERS);
    return { from: 'instance_values r where r.name = ? and r.text_value = ?', values: [name, searched] };
  }
  const range = [name, from ?? '-Infinity', to ?? 'Infinity'];
  return { from: 'instance_values r where r.name = ? and r.number_value >= ? and r.number_value <= ?', values: range };
}

/**
 * Left alone, the planner sorts all matches of a common element for each page. So the matches are looked up first; when
 * there are many, the query walks instances by age and looks at each, which a `limit` keeps from being turned around.
 */
async function fewOrCommon(tx: Transaction, { from, values }: Rare): Promise<Condition> {
  const sql = values.reduce<string>((text, _value, index) => text.replace('?', `$${index + 2}`), from);
  const rows = await tx.query<{ instance_id: string }>(
    `select r.instance_id from ${sql} and r.institution_id = $1 limit ${FEW + 1}`,
    [institutionOf(tx), ...values],
  );
  if (rows.length <= FEW) return ['i.id = any (?::uuid[])', rows.map((row) => row.instance_id)];
  const one = `select 1 from ${from} and r.institution_id = i.institution_id and r.instance_id = i.id`;
  return [`(${one} limit 1) = 1`, ...values];
}

/** Instances of the transaction's institution, the youngest first, a page at a time, with where they wait. */
export async function listInstances(
  tx: Transaction,
  query: InstanceQuery,
): Promise<{ items: InstanceSummary[]; next: string | null }> {
  const { limit = 50 } = query;
  const { sql, params } = await instancesStatement(tx, query, limit);
  const rows = await tx.query<InstanceRow>(sql, params);
  const waits = await waitsOf(
    tx,
    rows.map((row) => row.id),
  );
  return {
    items: rows.map((row) => view(row, waits.get(row.id) ?? [])),
    next: nextCursor(rows, limit, (row) => [row.at, row.id]),
  };
}

/** The statement of a page, for running and for explaining it. */
export async function instancesStatement(
  tx: Transaction,
  query: InstanceQuery,
  limit: number,
): Promise<{ sql: string; params: unknown[] }> {
  const params: unknown[] = [institutionOf(tx)];
  const numbered = ([sql, ...values]: Condition): string => {
    const parts = sql.split('?');
    return parts.reduce((text, part, index) => {
      params.push(values[index - 1]);
      return `${text}$${params.length}${part}`;
    });
  };
  const from = readCursor(query.cursor, 2);
  const conditions = await conditionsOf(tx, query);
  if (from !== null) conditions.push(['(i.created_at, i.id) < (?::timestamptz, ?::uuid)', ...from]);
  const where = conditions.map((condition) => ` and ${numbered(condition)}`).join('');
  params.push(limit);
  const sql = `
    select i.id, i.definition_id, i.process_id, i.business_key, i.status, i.state ? 'suspended' as suspended,
           i.parent_instance, i.created_at, i.ended_at,
           to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from instances i where i.institution_id = $1${where}
     order by i.created_at desc, i.id desc limit $${params.length}`;
  return { sql, params };
}

/** Where instances wait: one look for a whole page. */
async function waitsOf(tx: Transaction, instances: readonly string[]): Promise<Map<string, InstanceWait[]>> {
  const rows = await tx.query<WaitRow>(
    `select w.*, n.message as incident
       from unnest($2::uuid[]) as asked (id) cross join lateral (
         select * from instance_waits w where w.institution_id = $1 and w.instance_id = asked.id
          order by w.key limit ${SHOWN_WAITS}) w
       left join lateral (select n.message from incidents n where n.institution_id = $1
          and n.instance_id = w.instance_id and n.element = w.element and n.resolved_at is null limit 1) n on true`,
    [institutionOf(tx), instances],
  );
  const found = new Map<string, InstanceWait[]>();
  for (const row of rows) {
    const list = found.get(row.instance_id) ?? [];
    found.set(row.instance_id, list);
    list.push({
      instance: row.instance_id,
      key: Number(row.key),
      element: row.element,
      reason: row.reason,
      holder: row.holder === '' ? null : signalAsText(row.holder),
      since: row.since.toISOString(),
      until: row.until?.toISOString() ?? null,
      incident: row.incident,
    });
  }
  return found;
}

/** Signals stand among the messages under a name that begins with a control character. */
const signalAsText = (holder: string | null): string | null => holder?.replace('\u0001', '') ?? null;

const view = (row: InstanceRow, waits: InstanceWait[]): InstanceSummary => ({
  id: row.id,
  definition: row.definition_id,
  process: row.process_id,
  businessKey: row.business_key,
  status: row.status,
  suspended: row.suspended,
  parent: row.parent_instance,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  waits,
});
