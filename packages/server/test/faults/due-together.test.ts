import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { model, TIMER } from '../runtime/models.ts';
import { ApiClient } from '../support/client.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { office } from './office-domain.ts';
import { progress, random, seed, size } from './sizes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How much slower than promised a loaded machine may be. */
const MARGIN = 5;

/** Many instances that wait for a timer, made from one by copying its rows. */
async function copyWaiting(app: App, institution: string, copies: number, bpmn: string): Promise<void> {
  const { unitOfWork, runner } = app.services;
  const definition = await publishModel(app, institution, { bpmn });
  await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    const start = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
    const { instance } = await runner.start(tx, start);
    await tx.query(
      `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision, root_instance, created_at)
       select institution_id, n.id, definition_id, process_id, business_key, status,
              replace(state::text, $2::text, n.id::text)::jsonb, revision, n.id, created_at
         from instances, (select gen_random_uuid() as id from generate_series(2, $3::integer)) n
        where institution_id = $1 and instances.id = $2::uuid`,
      [institution, instance, copies],
    );
    await tx.query(
      `insert into journal (institution_id, instance_id, seq, at, type, element, key, event)
       select j.institution_id, i.id, j.seq, j.at, j.type, j.element, j.key, j.event from journal j, instances i
        where j.institution_id = $1 and j.instance_id = $2 and i.institution_id = $1 and i.id <> $2`,
      [institution, instance],
    );
    await tx.query(
      `insert into timers (institution_id, instance_id, key, element, due)
       select t.institution_id, i.id, t.key, t.element, t.due from timers t, instances i
        where t.institution_id = $1 and t.instance_id = $2 and i.institution_id = $1 and i.id <> $2`,
      [institution, instance],
    );
  });
}

describe.each(['postgres', 'embedded'] as const)(`timers (%s, seed ${seed})`, (kind) => {
  const clock = new ManualClock('2028-02-27T20:00:00Z');
  let created: TestDatabase;
  let database: Database;
  let runners: App[];
  beforeAll(async () => {
    created = await createDatabase(kind);
    database = await created.open();
    const options = { clock, domains: [identity, office], config: { session: { idleMinutes: 1e7, hours: 1e6 } } };
    runners = await Promise.all([0, 1].map(async () => await createTestApp(database, created, options)));
  });
  afterAll(async () => {
    await Promise.all(runners.map((app) => app.stop()));
    await database.close();
    await created.drop();
  });
  const [first, web] = [() => runners[0] as App, () => runners[1] as App];
  const inside = async <R>(institution: string, sql: string, ...params: unknown[]): Promise<R[]> =>
    await first().services.unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await tx.query<R>(sql, params),
    );

  it('R9: the clock jumps by hours and days, over a change of hours and a leap day: each fires once, none early', {
    timeout: 3_600_000,
  }, async () => {
    const pick = random(seed);
    const { id: institution } = await createInstitution(first().services.unitOfWork);
    const timers = size(1_000, 10_000);
    await copyWaiting(first(), institution, timers, model(TIMER));
    const rows = await inside<{ instance_id: string }>(institution, 'select instance_id from timers');
    const due = rows.map(({ instance_id }) => ({ instance_id, due: clock.now().getTime() + pick(40 * DAY) }));
    await inside(
      institution,
      `update timers set due = d.due from unnest($2::uuid[], $3::timestamptz[]) as d (instance_id, due)
        where timers.institution_id = $1 and timers.instance_id = d.instance_id`,
      institution,
      due.map((one) => one.instance_id),
      due.map((one) => new Date(one.due)),
    );
    for (const runner of runners) await runner.runtime.start();
    const jumps = [HOUR, -HOUR, DAY, -DAY, 2 * HOUR, -DAY, 3 * DAY, -HOUR, 30 * DAY, -2 * DAY, 12 * DAY, 60 * DAY];
    const left = async () => Number((await inside<{ n: string }>(institution, 'select count(*) n from timers'))[0]?.n);
    for (const jump of jumps) {
      clock.advance(jump);
      for (const runner of runners) runner.runtime.wake();
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    for (let round = 0; (await left()) > 0; round += 1) {
      if (round > 1_000) throw new Error('Timers are left.');
      for (const runner of runners) runner.runtime.wake();
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const fired = await inside<{ instance_id: string; at: Date }>(
      institution,
      "select instance_id, at from journal where type = 'waitClosed' and event->>'wait' = 'timer'",
    );
    expect(fired.length).toBe(timers);
    const at = new Map(fired.map((row) => [row.instance_id, row.at.getTime()]));
    expect(due.filter((one) => (at.get(one.instance_id) ?? 0) < one.due)).toEqual([]);
  });

  it('R10: very many are due together: each fires once, another institution waits for none of them, the interface stays quick', {
    timeout: 3_600_000,
  }, async () => {
    const { unitOfWork } = first().services;
    const [busy, calm] = [await createInstitution(unitOfWork), await createInstitution(unitOfWork)];
    // The embedded database has one session: a tenth shows the same.
    const many = kind === 'postgres' ? size(10_000, 100_000) : size(1_000, 10_000);
    await copyWaiting(first(), busy.id, many, model(TIMER));
    await copyWaiting(first(), calm.id, 10, model(TIMER));
    const payload = { login: `${kind}@circula.example`, password: 'circula-demo', name: 'Due', locale: 'ro' };
    await web().server.inject({ method: 'POST', url: '/api/v1/accounts', payload });
    const client = await ApiClient.logIn(web().server, payload.login, payload.password);
    const left = async (institution: string) =>
      Number((await inside<{ n: string }>(institution, 'select count(*) n from timers'))[0]?.n);
    clock.advance(2 * HOUR);
    for (const runner of runners) runner.runtime.wake();
    const [began, waits] = [Date.now(), [] as number[]];
    let calmAfter = 0;
    while ((await left(busy.id)) > 0) {
      const asked = performance.now();
      expect((await client.get(`/institutions/${busy.slug}/asks`)).status).toBe(200);
      waits.push(performance.now() - asked);
      if (calmAfter === 0 && (await left(calm.id)) === 0) calmAfter = many - (await left(busy.id));
      if (Date.now() - began > 3_000_000) throw new Error('Timers are left.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const seconds = (Date.now() - began) / 1000;
    waits.sort((a, b) => a - b);
    const p99 = waits[Math.floor(waits.length * 0.99)] ?? 0;
    progress(
      `R10: ${many} timers in ${seconds.toFixed(1)} s, ${Math.round(many / seconds)}/s; p99 of ${waits.length} requests ${Math.round(p99)} ms`,
    );
    expect(calmAfter).toBeGreaterThan(0);
    expect(calmAfter).toBeLessThan(many);
    if (kind === 'postgres') expect(p99).toBeLessThan(500 * MARGIN);
    const [fired] = await inside<{ n: string }>(
      busy.id,
      "select count(*) n from journal where type = 'waitClosed' and event->>'wait' = 'timer'",
    );
    expect(Number(fired?.n)).toBe(many);
    const unfinished = await inside(busy.id, "select id from instances where status <> 'completed'");
    expect(unfinished).toEqual([]);
  });
});
