import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { listTasks } from '../src/domains/tasks/list-tasks.ts';
import { FEW } from '../src/domains/tasks/narrow-tasks.ts';
import type { Transaction } from '../src/persistence/transaction.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { watched } from './support/rows-touched.ts';
import { createTestApp } from './support/test-app.ts';

const MANY = 16 * FEW;
const GROUPS = 8;
const PAGE = 50;
const ACCOUNT = randomUUID();

describeOnBothDatabases('an inbox of many tasks', (database, created) => {
  let app: App;
  let place: string;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { config: { demo: true } });
    await app.prepare(() => undefined);
    const source = database().dataSource;
    const [published] = (await source.query(
      `select d.institution_id, d.id from definitions d join institutions i on i.id = d.institution_id
        where i.slug = 'cj-cluj' and d.request_type = 'certificat-urbanism'`,
    )) as { institution_id: string; id: string }[];
    if (published === undefined) throw new Error('The demo publishes this request type.');
    place = published.institution_id;
    const definition = published.id;
    await source.query(
      `insert into accounts (login, name) select 'p' || n || '@x.example', case when n % 20 = 0 then 'Pop' else 'Rus' end || ' ' || n
         from generate_series(1, 200) n`,
    );
    // Offered to eight groups in turn, each thirtieth to nobody but one of thirty people, each fiftieth held by our official.
    await source.query(
      `create table made as select n, gen_random_uuid() as instance, gen_random_uuid() as request,
         now() - n / 3 * interval '1 minute' as at, case when n % 50 = 0 then '${ACCOUNT}' end as holder,
         (select id from accounts where login = 'p' || (1 + n % 200) || '@x.example') as applicant
         from generate_series(1, ${MANY}) n`,
    );
    await source.query(
      `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision,
         root_instance, created_at)
       select $1, instance, $2, 'p', request::text, 'active', '{}', 1, instance, at from made`,
      [place, definition],
    );
    await source.query(
      `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status, number, register,
         registered_at, instance_id, created_at, updated_at, answers)
       select $1, request, 's', $2, applicant, 'web', 'submitted', n, 'r', at, instance, at, at, '{}' from made`,
      [place, definition],
    );
    await source.query(
      `insert into tasks (institution_id, instance_id, key, element, name, status, assignee, candidate_groups, candidate_users,
         priority, headers, variables, created_at, request_id, legal_due, filed_at, filed_number)
       select $1, instance, 3, 'first', 'Check', case when holder is null then 'created' else 'reserved' end, holder,
              case when n % 30 = 7 then '{}' else array['g' || n % ${GROUPS}] end,
              case when n % 30 = 7 then array['u' || n % 31] else '{}' end, 25 * (1 + n % 3), '{}', '{}', at,
              request, at::date + 22, at, n
         from made`,
      [place],
    );
    // Three times as many are done, and stand first or last in the table, as it comes.
    await source.query(
      `insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups, candidate_users,
         priority, headers, variables, created_at, completed_at, completed_by)
       select $1, instance, 3 + k, 'first', 'Check', 'completed', array['g' || n % ${GROUPS}], '{}', 50, '{}', '{}', at, at, 'x'
         from made, generate_series(1, 3) k`,
      [place],
    );
    await source.query(
      `insert into request_words (institution_id, request_id, word, status, filed_at, filed_number)
       select $1, request, word, 'submitted', at, n from made join accounts a on a.id = applicant
        cross join lateral unnest(array['*', n::text, lower(split_part(a.name, ' ', 1))]) word`,
      [place],
    );
    await source.query('drop table made');
    await source.query('vacuum (analyze)');
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: place }, fn);
  const official = (groups: readonly string[], login = 'nobody') => ({ account: ACCOUNT, login, groups, roles: [] });

  /** What the counts and the page read at most: three counts, what is looked up, and some pages of an index that is walked. */
  const MOST_ROWS = 10 * FEW;

  it.each(
    ['mine', 'office', 'all'].flatMap((view) =>
      (['due', '-due', 'created', '-created', 'number', 'priority'] as const).map((sort) => ({ view, sort }) as const),
    ),
  )('looks at few rows for a page: $view, $sort', async ({ view, sort }) => {
    const { touched, list } = await inside(async (tx) => {
      const { tx: counted, touched } = watched(tx);
      return { touched, list: await listTasks(counted, official(['g5']) as never, { view: view as never, sort }) };
    });
    expect(list.items).toHaveLength(PAGE);
    expect(
      [...touched.scanned].filter((table) => ['tasks', 'instances', 'requests', 'request_words'].includes(table)),
    ).toEqual([]);
    expect(touched.rows).toBeLessThanOrEqual(MOST_ROWS);
  });

  it.each(['pop', 'rus', 'pop rus', 'check', '77', 'nobody'])('looks at few rows for a search: %s', async (q) => {
    const { touched, list } = await inside(async (tx) => {
      const { tx: counted, touched } = watched(tx);
      return { touched, list: await listTasks(counted, official(['g5']) as never, { view: 'all', q }) };
    });
    expect(list.items).toHaveLength(q === '77' ? 1 : ['pop rus', 'nobody'].includes(q) ? 0 : PAGE);
    expect(list.total).toBe({ pop: MANY / 20, rus: 100, check: 100, '77': 1 }[q] ?? 0);
    expect(
      [...touched.scanned].filter((table) => ['tasks', 'instances', 'requests', 'request_words'].includes(table)),
    ).toEqual([]);
    expect(touched.rows).toBeLessThanOrEqual(MOST_ROWS);
  });

  it('reads no task of another office to know what an office is offered', async () => {
    const rows: number[] = [];
    for (let group = 0; group < GROUPS; group += 1) {
      await inside(async (tx) => {
        const { tx: counted, touched } = watched(tx);
        const { counts } = await listTasks(counted, official([`g${group}`]) as never, { view: 'mine' });
        expect(counts.office).toBe(Math.min(FEW, MANY));
        rows.push(touched.rows);
      });
    }
    // Whichever place the office has among the others.
    expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(FEW / 2);
  });

  it('finds what is offered to a person, and the second page of a search with its count', async () => {
    await inside(async (tx) => {
      const mine = await listTasks(tx, official([], 'u7') as never, { view: 'office' });
      const [expected] = await tx.query<{ n: number }>(
        `select count(*)::int as n from tasks where institution_id = $1 and assignee is null and 'u7' = any (candidate_users)`,
        [place],
      );
      expect(expected?.n).toBeGreaterThan(1);
      expect([mine.total, mine.items.length]).toEqual([expected?.n, Math.min(PAGE, expected?.n ?? 0)]);
      const second = await listTasks(tx, official([]) as never, { view: 'all', q: 'pop', page: 2 });
      expect([second.total, second.items.length]).toEqual([MANY / 20, PAGE]);
      const beyond = await listTasks(tx, official([]) as never, { view: 'all', q: 'pop', page: 10 });
      expect([beyond.total, beyond.items]).toEqual([MANY / 20, []]);
    });
  });
});
