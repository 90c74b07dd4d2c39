import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import type { Transaction } from '../../src/persistence/unit-of-work.ts';
import { Turns } from '../../src/runtime/claim.ts';
import { JOBS } from '../../src/runtime/outbox.ts';
import { TIMERS } from '../../src/runtime/timers.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';
import { model, TIMER } from './models.ts';

const FLOOD = 10_000;
const FEW = 10;

describeOnBothDatabases('claims', (database, created) => {
  const done: string[] = [];
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let app: App;
  beforeAll(async () => {
    const probe = {
      name: 'probe',
      setUp: () => ({
        jobHandlers: [
          {
            jobType: 'count',
            async handle(job: { institution: string }) {
              done.push(job.institution);
              return {};
            },
          },
          {
            jobType: 'hang',
            async handle() {
              await gate;
              return {};
            },
          },
        ],
      }),
    };
    app = await createTestApp(database(), created(), { domains: [identity, probe as never] });
  });
  afterAll(async () => await app.stop());

  const within = async <T>(institution: string, fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, fn);
  const enqueue = async (institution: string, count: number, jobType = 'count') =>
    await within(institution, async (tx) => {
      await tx.query(
        `insert into jobs (institution_id, instance_id, key, kind, job_type, payload, retries, run_at, created_at)
         select $1, gen_random_uuid(), 0, 'outward', $3, '{"headers":{},"variables":{}}', 3, $4, $4
           from generate_series(1, $2::integer)`,
        [institution, count, jobType, new Date(tx.now.getTime() - 60_000)],
      );
    });

  it('steps over what is not due without reading it', { timeout: 120_000 }, async () => {
    const definitions = new Map<string, string>();
    const { unitOfWork, runner } = app.services;
    for (let count = 0; count < 20; count += 1) {
      const { id } = await createInstitution(unitOfWork);
      const definition = await publishModel(app, id, { bpmn: model(TIMER) });
      definitions.set(id, definition);
      await within(id, async (tx) => {
        const start = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
        const { instance } = await runner.start(tx, start);
        await tx.query(
          `insert into timers (institution_id, instance_id, key, element, due)
           select $1, $2, 1000 + n, 'p_n', $3::timestamptz + n * interval '1 minute' from generate_series(1, 5000) n`,
          [id, instance, new Date(tx.now.getTime() + 3_600_000)],
        );
      });
    }
    const dataSource = database().dataSource;
    await dataSource.query('analyze timers');
    const pages = async (sql: string, params: unknown[]) => {
      const [plan] = (await dataSource.query(`explain (analyze, buffers, format json) ${sql}`, params)) as {
        'QUERY PLAN': { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[];
      }[];
      const top = plan?.['QUERY PLAN'][0]?.Plan;
      return (top?.['Shared Hit Blocks'] ?? Number.NaN) + (top?.['Shared Read Blocks'] ?? Number.NaN);
    };
    const now = new Date();
    expect(await pages('select exists (select from timers where due <= $1) as timers', [now])).toBeLessThan(20);
    const { sql, params } = new Turns(TIMERS, 30_000).statement(now, 50, {});
    // A few pages for each institution; all timers together fill more than a thousand.
    expect(await pages(sql, params)).toBeLessThan(400);
    const claimed = unitOfWork.run({ kind: 'worker' }, async (tx) => await new Turns(TIMERS, 30_000).claim(tx, 50));
    expect(await claimed).toEqual([]);
  });

  it('gives each institution its turn, however much another one has', { timeout: 120_000 }, async () => {
    const [busy, calm] = [
      await createInstitution(app.services.unitOfWork),
      await createInstitution(app.services.unitOfWork),
    ];
    await enqueue(busy.id, FLOOD);
    await enqueue(calm.id, FEW);
    await app.runtime.start();
    await eventually(async () => done.filter((one) => one === calm.id).length === FEW, 'the few are done');
    expect(done.filter((one) => one === busy.id).length).toBeLessThan(FEW * 20);
    await within(
      busy.id,
      async (tx) => await tx.query('delete from jobs where done_at is null and lease_until is null'),
    );

    // Jobs that hang take all places but one.
    await enqueue(busy.id, 50, 'hang');
    await eventually(
      async () =>
        (
          await within(
            busy.id,
            async (tx) => await tx.query("select from jobs where job_type = 'hang' and attempts > 0"),
          )
        ).length > 2,
      'they hang',
    );
    await enqueue(calm.id, FEW);
    app.runtime.wake();
    await eventually(async () => done.filter((one) => one === calm.id).length === 2 * FEW, 'the few are done again');
    release();
  });

  it('takes a lease from before the clock was set back for none', async () => {
    const { id } = await createInstitution(app.services.unitOfWork);
    const turns = new Turns(JOBS, 30_000);
    /** Claims until nothing is left; how many were of this institution. */
    const claim = async (): Promise<number> => {
      const rows = await app.services.unitOfWork.run({ kind: 'worker' }, async (tx) => {
        return await turns.claim<{ institution_id: string }>(tx, 1000, { types: [] });
      });
      return rows.length === 0 ? 0 : rows.filter((row) => row.institution_id === id).length + (await claim());
    };
    await app.stop();
    await enqueue(id, 1);
    expect(await claim()).toBe(1);
    expect(await claim()).toBe(0);
    await within(id, async (tx) => {
      await tx.query("update jobs set lease_until = lease_until + interval '1 hour'");
    });
    expect(await claim()).toBe(1);
  });
});
