import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { FEW } from '../src/domains/instances/find-instances.ts';
import { listInstances } from '../src/domains/instances/list-instances.ts';
import type { InstanceQuery } from '../src/domains/instances/schemas.ts';
import { catchUpWithValues } from '../src/domains/instances/search-values.projection.ts';
import type { Transaction } from '../src/persistence/transaction.ts';
import { model, TWO_TASKS } from './runtime/models.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { watched } from './support/rows-touched.ts';
import { createInstitution, createTestApp, publishModel } from './support/test-app.ts';

const MANY = 12 * FEW;
const LIMIT = 20;
/** Whatever is asked: three filters looked up, the end of a walk, the walk, and a look at each filter there. */
const MOST_ROWS = 9 * FEW;

interface Case {
  readonly query: InstanceQuery;
  /** The same in plain SQL on `instances i` and its number `n`; and its order, unless that is by age. */
  readonly where: string;
  readonly byNumber?: true;
  readonly rows: number;
}

const OLD = MANY / 2;
const CASES: readonly Case[] = [
  { query: {}, where: 'true', rows: 5 * LIMIT },
  { query: { state: 'active' }, where: `status = 'active'`, rows: 5 * LIMIT },
  { query: { state: 'failed' }, where: `status = 'failed'`, rows: 5 * LIMIT },
  { query: { businessKey: 'file 77' }, where: 'n = 77', rows: MOST_ROWS },
  { query: { element: 'common' }, where: `status = 'active'`, rows: MOST_ROWS },
  { query: { element: 'rare' }, where: `n % 1000 = 0 and status = 'active'`, rows: MOST_ROWS },
  { query: { process: 'q' }, where: 'false', rows: MOST_ROWS },
  { query: { variable: 'half:old' }, where: `n > ${OLD}`, rows: 5 * LIMIT },
  { query: { variable: 'key:file 77' }, where: 'n = 77', rows: 5 * LIMIT },
  { query: { variable: 'street:7' }, where: 'n % 100 = 7', rows: 5 * LIMIT },
  { query: { variable: 'n:5..9' }, where: 'n between 5 and 9', byNumber: true, rows: 5 * LIMIT },
  {
    query: { variable: `n:${OLD}..${OLD + 9}` },
    where: `n between ${OLD} and ${OLD + 9}`,
    byNumber: true,
    rows: 5 * LIMIT,
  },
  { query: { variable: `n:${MANY - 70}..` }, where: `n >= ${MANY - 70}`, byNumber: true, rows: 5 * LIMIT },
  { query: { variable: 'n:..2.5' }, where: 'n <= 2.5', byNumber: true, rows: 5 * LIMIT },
  {
    query: { variable: `n:${OLD}..`, state: 'active' },
    where: `n >= ${OLD} and status = 'active'`,
    byNumber: true,
    rows: MOST_ROWS,
  },
  { query: { variable: 'half:old', state: 'active' }, where: `n > ${OLD} and status = 'active'`, rows: MOST_ROWS },
  {
    query: { variable: 'half:new', state: 'completed', process: 'p' },
    where: `n <= ${OLD} and status = 'completed'`,
    rows: MOST_ROWS,
  },
];

describeOnBothDatabases('lists of many instances', (database, created) => {
  let app: App;
  let place: string;

  beforeAll(async () => {
    app = await createTestApp(database(), created());
    place = (await createInstitution(app.services.unitOfWork)).id;
    const definition = await publishModel(app, place, { bpmn: model(TWO_TASKS), type: randomUUID() });
    const source = database().dataSource;
    const insert = async (sql: string) => await source.query(sql, [place]);
    // The youngest third still runs; the older half and the younger half are told apart by a value.
    await source.query(
      `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision,
         root_instance, created_at)
       select $1, u, $2, 'p', 'file ' || n, case when n < ${MANY / 3} then 'active' else 'completed' end, '{}', 1, u,
              now() - n / 3 * interval '1 minute'
         from (select n, gen_random_uuid() as u from generate_series(1, ${MANY}) n) s`,
      [place, definition],
    );
    await insert(`insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups,
        candidate_users, priority, headers, variables, created_at)
      select $1, id, k, case when k = 3 then 'common' else 'rare' end, 't', 'created', '{}', '{}', 50, '{}', '{}', created_at
        from instances, generate_series(3, 4) k
       where institution_id = $1 and status = 'active' and (k = 3 or business_key like '%000')`);
    await insert(`insert into instance_values (institution_id, instance_id, name, text_value, number_value, instance_created_at)
      select $1, id, name, value, case when name = 'n' then n end, created_at
        from (select *, substring(business_key from 6)::integer as n from instances where institution_id = $1) i
       cross join lateral (values ('n', n::text), ('key', business_key), ('street', (n % 100)::text),
         ('half', case when n > ${OLD} then 'old' else 'new' end)) v (name, value)`);
    await source.query('vacuum (analyze) instances, tasks, instance_values');
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: place }, fn);

  it.each(CASES)('look at few rows for a page, whatever there is: $query', async ({ query, rows }) => {
    const { touched, pages } = await inside(async (tx) => {
      const { tx: counted, touched } = watched(tx);
      const first = await listInstances(counted, app.services.runner, { ...query, limit: LIMIT });
      return { touched, pages: first };
    });
    expect(pages.items.length).toBeLessThanOrEqual(LIMIT);
    expect([...touched.scanned].filter((table) => table !== 'incidents')).toEqual([]);
    expect(touched.rows).toBeLessThanOrEqual(rows);
    // A row costs at most a way down an index and the row itself.
    expect(touched.pages).toBeLessThanOrEqual(6 * rows);
  });

  it.each(CASES)('are whole and in order over all pages: $query', async ({ query, where, byNumber }) => {
    const expected = await inside(async (tx) =>
      tx.query<{ id: string }>(
        `select id from (select *, substring(business_key from 6)::integer as n from instances) i
          where institution_id = $1 and ${where} order by ${byNumber ? 'n desc,' : ''} created_at desc, id desc`,
        [place],
      ),
    );
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await inside(
        async (tx) =>
          await listInstances(tx, app.services.runner, {
            ...query,
            limit: 200,
            ...(cursor === undefined ? {} : { cursor }),
          }),
      );
      found.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
      pages += 1;
    } while (cursor !== undefined);
    expect(found).toEqual(expected.map((row) => row.id));
    // What a page does not find it has at least passed by.
    expect(pages).toBeLessThanOrEqual(2 + expected.length / 200 + MANY / FEW);
  });

  it('learn from the sweep when instances have begun whose values a server of the release before has written', async () => {
    const placed = `select count(*)::int as n from instance_values v join instances i
      on i.institution_id = v.institution_id and i.id = v.instance_id and i.created_at = v.instance_created_at`;
    await inside(async (tx) => {
      const [all] = await tx.query(placed);
      await tx.query(`update instance_values set instance_created_at = default where text_value = 'file 77'`);
      expect((await listInstances(tx, app.services.runner, { variable: 'key:file 77' })).items).toHaveLength(1);
      expect(await tx.query(placed)).not.toEqual([all]);
      const { tx: counted, touched } = watched(tx);
      await catchUpWithValues(tx);
      expect(await tx.query(placed)).toEqual([all]);
      await catchUpWithValues(counted);
      expect(touched.rows).toBeLessThan(10);
    });
  });
});
