import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { clearHistory } from '../src/domains/instances/clear-history.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import { CALLED, CALLER, CONDITION, MESSAGES, model, SIGNALLED, STUCK, TWO_TASKS } from './runtime/models.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { logInNew, machineOf } from './support/members.ts';
import { createInstitution, createTestApp, publishModel } from './support/test-app.ts';

const DAY_MS = 86_400_000;
/** Instances to clear; more with CIRCULA_TEST_INSTANCES, which also prints the pace. */
const MANY = Number(process.env.CIRCULA_TEST_INSTANCES ?? 5_000);

describeOnBothDatabases('instances', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  let app: App;
  let home: { id: string; slug: string };
  let administrator: ApiClient;
  let machine: ApiClient;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { clock });
    home = await createInstitution(app.services.unitOfWork);
    administrator = await logInNew(app, { institution: home.id, roles: ['official', 'administrator'] });
    machine = (await machineOf(app, administrator, home.slug, ['instances:read'])).client;
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: Parameters<typeof app.services.unitOfWork.run<T>>[1], at = home.id): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: at }, fn);
  const deploy = async (bpmn: string, service?: object, institution = home.id) =>
    await publishModel(app, institution, {
      bpmn: model(bpmn),
      type: randomUUID(),
      ...(service === undefined ? {} : { files: { 'service.json': JSON.stringify(service) } }),
    });
  const start = async (definition: string, variables = {}, businessKey = 'b', institution = home.id) =>
    await inside(async (tx) => {
      const options = { definition: { id: definition }, businessKey, variables, actor: 'test' };
      return (await app.services.runner.start(tx, options)).instance;
    }, institution);
  const cancel = async (instance: string, institution = home.id) =>
    await inside(async (tx) => await app.services.runner.execute(tx, instance, { type: 'cancel' }), institution);
  const page = async (query: string) => {
    const answer = await machine.get(`/institutions/${home.slug}/instances?${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as { items: { id: string; waits: object[] }[]; next: string | null };
  };
  const found = async (query: string) => (await page(query)).items.map((one) => one.id);

  it('are found by state, process, element, business key, age and declared variables', async () => {
    const definition = await deploy(TWO_TASKS, { searchVariables: ['parcel.number', 'surface', 'urgent'] });
    const first = await start(definition, { parcel: { number: '12/4' }, surface: 640, urgent: true }, 'file 1');
    clock.advance(60_000);
    const at = clock.now().toISOString();
    const second = await start(definition, { parcel: { number: '12/5' }, surface: 1200, secret: 'x' }, 'file 2');
    const waiting = await start(await deploy(MESSAGES), { ref: 'A1' }, 'file 3');
    expect(await found('businessKey=file%201')).toEqual([first]);
    expect(await found('element=first')).toEqual([second, first]);
    expect(await found('element=p_n&state=active')).toEqual([waiting]);
    expect(await found(`element=first&olderThan=${at}`)).toEqual([first]);
    expect(await found(`element=first&youngerThan=${at}`)).toEqual([second]);
    expect(await found('variable=parcel.number:12/4')).toEqual([first]);
    expect(await found('variable=surface:600..700')).toEqual([first]);
    expect(await found('variable=surface:1000..')).toEqual([second]);
    expect(await found(`variable=surface:${'9'.repeat(400)}..`)).toEqual([]);
    expect(await found(`variable=surface:0.${'0'.repeat(400)}1..700`)).toEqual([first]);
    expect(await found('variable=urgent:true')).toEqual([first]);
    expect(await found('variable=secret:x')).toEqual([]);
    await inside(async (tx) => {
      const command = { type: 'setVariables', variables: { surface: 700, urgent: null } } as const;
      await app.services.runner.execute(tx, first, command);
    });
    expect(await found('variable=surface:700')).toEqual([first]);
    expect(await found('variable=urgent:true')).toEqual([]);
    await cancel(second);
    expect(await found('state=terminated')).toEqual([second]);
    expect((await page('businessKey=file%203')).items[0]?.waits).toEqual([
      {
        instance: waiting,
        key: expect.any(Number),
        element: 'p_n',
        reason: 'message',
        holder: 'paid',
        since: clock.now().toISOString(),
        until: null,
        incident: null,
      },
    ]);
  });

  it('say where they stand, and why, also without a task, a job, a message or a timer', async () => {
    const standing = async (models: string) => {
      const key = randomUUID();
      const instance = await start(await deploy(models), { x: 1 }, key);
      const { items } = await page(`businessKey=${key}`);
      return { instance, waits: items.find(({ id }) => id === instance)?.waits };
    };
    const stuck = await standing(STUCK);
    expect(stuck.waits).toEqual([
      {
        instance: stuck.instance,
        key: expect.any(Number),
        element: 'stuck',
        reason: 'incident',
        holder: null,
        since: clock.now().toISOString(),
        until: null,
        incident: expect.stringContaining('not true or false'),
      },
    ]);
    expect(await found('element=stuck')).toEqual([stuck.instance]);
    expect((await standing(SIGNALLED)).waits).toMatchObject([{ reason: 'signal', holder: 'go', element: 'p_n' }]);
    expect((await standing(CONDITION)).waits).toMatchObject([{ reason: 'condition', holder: null, element: 'p_n' }]);
    expect((await standing(`${CALLER}${CALLED}`)).waits).toMatchObject([
      { reason: 'call', holder: 'called', element: 'p_n', since: clock.now().toISOString() },
    ]);
  });

  it('have a journal that comes in pages, to its last line', async () => {
    const at = `/institutions/${home.slug}/instances/${await start(await deploy(TWO_TASKS))}/journal`;
    const whole = (await administrator.get(at)).body;
    expect(whole).toMatchObject({ next: null, items: [{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }, {}, {}] });
    const first = (await administrator.get(`${at}?limit=4`)).body;
    const rest = (await administrator.get(`${at}?limit=4&cursor=${first.next}`)).body;
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect(rest.next).toBeNull();
  });

  it('come in pages that go on where the last one ended, whatever is added meanwhile', async () => {
    const definition = await deploy(TWO_TASKS);
    const all: string[] = [];
    for (let n = 0; n < 7; n += 1) all.push(await start(definition));
    const seen: string[] = [];
    let next = '';
    for (;;) {
      const answer = await page(`definition=${definition}&limit=3${next}`);
      seen.push(...answer.items.map((one) => one.id));
      if (answer.next === null) break;
      next = `&cursor=${answer.next}`;
      clock.advance(10);
      await start(definition);
    }
    expect(seen.slice().sort()).toEqual(all.slice().sort());
    const refuses = async (query: string, field: string) =>
      expect(await machine.get(`/institutions/${home.slug}/instances?${query}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field }] },
      });
    const made = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of ['x', 'W10', made('a', 'b'), made('2026-02-99T00:00:00.0Z', randomUUID())]) {
      await refuses(`cursor=${cursor}`, 'cursor');
    }
    await refuses(`variable=n:1..&cursor=${made('1e999', '2026-02-01T00:00:00.0Z', randomUUID())}`, 'cursor');
    await refuses('olderThan=2026-12-31T23:59:60Z', 'olderThan');
  });

  it('are cleared with all their rows when their time is over, unless they belong to a file', async () => {
    const place = await createInstitution(app.services.unitOfWork);
    await inside(async (tx) => {
      await tx.query(`update institutions set settings = '{"historyDays": 10}' where id = $1`, [place.id]);
    }, place.id);
    const definition = await deploy(TWO_TASKS, { searchVariables: ['n'] }, place.id);
    const over: string[] = [];
    for (let n = 0; n < 5; n += 1) over.push(await start(definition, { n }, 'b', place.id));
    const [running, file] = [
      await start(definition, { n: 7 }, 'b', place.id),
      await start(definition, {}, 'b', place.id),
    ];
    for (const instance of [...over, file]) await cancel(instance, place.id);
    await inside(async (tx) => {
      await tx.query(
        `insert into requests (institution_id, service, definition_id, applicant_account, channel, status, instance_id)
         values ($1, 's', $2, $3, 'online', 'completed', $4)`,
        [place.id, definition, randomUUID(), file],
      );
    }, place.id);
    clock.advance(9 * DAY_MS);
    const young = await start(definition, {}, 'b', place.id);
    await cancel(young, place.id);
    expect((await clearHistory(app.services.unitOfWork)).instances).toBe(0);
    clock.advance(2 * DAY_MS);
    expect(await clearHistory(app.services.unitOfWork)).toMatchObject({ instances: 5 });
    const left = async (table: string, column = 'instance_id') =>
      await inside(async (tx) => {
        const rows = await tx.query<{ id: string }>(`select distinct ${column}::text as id from ${table} order by 1`);
        return rows.map((row) => row.id);
      }, place.id);
    const kept = [running, file, young].sort();
    expect(await left('instances', 'id')).toEqual(kept);
    expect(await left('journal')).toEqual(kept);
    expect(await left('tasks')).toEqual(kept);
    expect(await left('instance_values')).toEqual([running]);
    expect((await clearHistory(app.services.unitOfWork)).instances).toBe(0);
  });

  it('cannot lose a line of a journal otherwise, neither to the application nor to the background role', async () => {
    const instance = await start(await deploy(TWO_TASKS));
    await expect(inside(async (tx) => await tx.query('delete from journal'))).rejects.toThrow('permission denied');
    await app.services.unitOfWork.run({ kind: 'worker' }, async (tx) => {
      expect(await tx.query('delete from journal returning seq')).toEqual([]);
      expect(await tx.query('delete from jobs where done_at is null returning key')).toEqual([]);
    });
    expect(
      (await administrator.get(`/institutions/${home.slug}/instances/${instance}/journal`)).body.items,
    ).not.toEqual([]);
  });

  it('are cleared at the pace at which they come', async () => {
    if (created().kind !== 'postgres') return; // Its pace is that of a server with a disk of its own.
    const place = await createInstitution(app.services.unitOfWork);
    const definition = await deploy(TWO_TASKS, {}, place.id);
    const source = database().dataSource;
    const insert = async (sql: string) =>
      await source.query(
        `${sql.replaceAll('$place', `'${place.id}'::uuid`).replaceAll('$def', `'${definition}'::uuid`)}`,
      );
    await insert(`insert into instances (institution_id, id, definition_id, process_id, business_key, status, state,
        revision, root_instance, created_at)
      select $place, u, $def, 'p', 'file ' || n, 'active', '{}', 1, u, now() - n * interval '1 minute'
        from (select n, gen_random_uuid() as u from generate_series(1, ${MANY}) n) s`);
    await insert(`insert into tasks (institution_id, instance_id, key, element, name, status, candidate_groups,
        candidate_users, priority, headers, variables, created_at)
      select $place, id, 3, case when business_key like '%000' then 'rare' else 'common' end, 't', 'created', '{}', '{}',
             50, '{}', '{}', created_at from instances where institution_id = $place`);
    await insert(`insert into journal (institution_id, instance_id, seq, at, type, key, event)
      select $place, id, n, now(), 'x', 1, '{}' from instances, generate_series(1, 3) n where institution_id = $place`);
    await source.query('analyze instances, tasks, journal');
    await source.query('update definitions set history_days = 30 where id = $1', [definition]);
    await source.query(`update instances set status = 'completed', ended_at = $1 where institution_id = $2`, [
      new Date(clock.now().getTime() - 40 * DAY_MS),
      place.id,
    ]);
    const began = Date.now();
    const cleared = await clearHistory(app.services.unitOfWork);
    expect(cleared.instances).toBeGreaterThanOrEqual(MANY);
    expect(cleared.journal).toBeGreaterThanOrEqual(MANY * 3);
    const perSecond = Math.round((MANY * 1000) / (Date.now() - began));
    if (process.env.CIRCULA_TEST_INSTANCES !== undefined) console.log(`cleared ${perSecond} instances a second`);
  });
});
