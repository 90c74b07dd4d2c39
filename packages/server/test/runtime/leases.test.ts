import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import type { Scope, Transaction } from '../../src/persistence/unit-of-work.ts';
import { Turns } from '../../src/runtime/claim.ts';
import type { Job } from '../../src/runtime/job-handler.ts';
import { JOBS } from '../../src/runtime/outbox.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually } from '../support/test-app.ts';

const LEASE_SECONDS = 1;

/** Leases between runners. The embedded database has one runner and one session. */
describe('leases', () => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  const deliveries: { job: Job; end: () => void }[] = [];
  let created: TestDatabase;
  let database: Database;
  let app: App;
  let scope: Scope & { kind: 'institution' };

  /** Each delivery waits to be told its end, and then leaves the number of its attempt behind. */
  const probe: Domain = {
    name: 'probe',
    setUp: () => ({
      jobHandlers: [
        {
          jobType: 'held',
          async handle(job) {
            await new Promise<void>((end) => deliveries.push({ job, end }));
            return {
              within: async (tx) => {
                await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [
                  job.institution,
                  `${job.instance}-${job.attempt}`,
                ]);
                return undefined;
              },
            };
          },
        },
      ],
    }),
  };
  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
    const config = { leaseSeconds: LEASE_SECONDS };
    app = await createTestApp(database, created, { clock, domains: [identity, probe], config });
    scope = { kind: 'institution', institution: (await createInstitution(app.services.unitOfWork)).id };
    await app.runtime.start();
  });
  afterAll(async () => {
    for (const { end } of deliveries) end();
    await app.stop();
    await database.close();
    await created.drop();
  });

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run(scope, fn);
  const enqueue = async (jobType = 'held') =>
    await inside(async (tx) => await app.services.enqueue(tx, { jobType, variables: {} }));
  const jobOf = async (id: string) =>
    (
      await inside(
        async (tx) =>
          await tx.query<{ attempts: number; done_at: Date | null; lease_until: Date | null }>(
            'select attempts, done_at, lease_until from jobs where instance_id = $1',
            [id],
          ),
      )
    )[0];
  const left = async (id: string) =>
    (
      await inside(
        async (tx) => await tx.query<{ slug: string }>('select slug from offices where slug like $1', [`${id}-%`]),
      )
    ).map((row) => row.slug.slice(id.length + 1));
  const delivered = async (id: string, attempt: number) =>
    await eventually(
      async () => deliveries.find(({ job }) => job.instance === id && job.attempt === attempt) ?? null,
      `delivery ${attempt} has begun`,
    );

  const enter = async () =>
    ({ kind: 'institution', institution: (await createInstitution(app.services.unitOfWork)).id }) as const;
  /** Service jobs of a type that no server here carries out; answers their ids. */
  const waiting = async (where: Awaited<ReturnType<typeof enter>>, count: number, jobType: string) =>
    await app.services.unitOfWork.run(where, async (tx) => {
      const rows = await tx.query<{ instance_id: string }>(
        `insert into jobs (institution_id, instance_id, key, kind, job_type, payload, retries, run_at, created_at)
         select $1, gen_random_uuid(), 0, 'service', $4, '{}', 3, $2, $2 from generate_series(1, $3::integer)
         returning instance_id`,
        [where.institution, tx.now, count, jobType],
      );
      return rows.map((row) => row.instance_id);
    });

  it('are renewed while a job is at work, so that nobody else takes it', async () => {
    const id = await enqueue();
    const { end } = await delivered(id, 1);
    for (let passed = 0; passed <= 2 * LEASE_SECONDS * 1000; passed += 600) {
      clock.advance(600);
      const renewed = clock.now().getTime() + LEASE_SECONDS * 1000;
      await eventually(async () => (await jobOf(id))?.lease_until?.getTime() === renewed, 'the lease is renewed');
      app.runtime.wake();
    }
    end();
    await eventually(async () => (await jobOf(id))?.done_at ?? null, 'the job is done');
    expect([(await jobOf(id))?.attempts, await left(id)]).toEqual([1, ['1']]);
  });

  it('fence off who was late, even before the next one is done, and the key of the effect stays the same', async () => {
    const id = await enqueue();
    const first = await delivered(id, 1);
    // Taken away as from a runner that stood still; the heartbeat may be quicker once.
    const second = await eventually(async () => {
      await inside(
        async (tx) =>
          await tx.query('update jobs set lease_until = null where instance_id = $1 and attempts = 1', [id]),
      );
      app.runtime.wake();
      return deliveries.find(({ job }) => job.instance === id && job.attempt === 2) ?? null;
    }, 'the second delivery has begun');
    first.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([(await jobOf(id))?.done_at, await left(id)]).toEqual([null, []]);
    second.end();
    await eventually(async () => (await jobOf(id))?.done_at ?? null, 'the job is done');
    expect(await left(id)).toEqual(['2']);
    expect([second.job.instance, second.job.key]).toEqual([first.job.instance, first.job.key]);
  });

  it('are not waited for: a claim steps over what another transaction holds', async () => {
    const elsewhere = await enter();
    const ids = await waiting(elsewhere, 2, 'for-one');
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let holds: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (holds = resolve));
    const holding = app.services.unitOfWork.run(elsewhere, async (tx) => {
      await tx.query('select 1 from jobs where instance_id = $1 for update', [ids[0]]);
      holds();
      await gate;
    });
    await held;
    const claimed = app.services.unitOfWork.run({ kind: 'worker' }, async (tx) => {
      await tx.query("select set_config('lock_timeout', '3s', true)");
      return await new Turns(JOBS, 30_000).claim<{ institution_id: string; instance_id: string }>(tx, 10, {
        types: ['for-one'],
      });
    });
    const rows = await claimed.finally(release);
    await holding;
    expect(rows.map((row) => row.instance_id)).toEqual([ids[1]]);
  });

  it('are given in turns: the few jobs of one institution do not wait for the many of another', async () => {
    const [busy, calm] = [await enter(), await enter()];
    /** Claims `times` times at most `limit` jobs; whose they are. */
    const claim = async (jobType: string, times: number, limit: number) => {
      const [turns, owners] = [new Turns(JOBS, 30_000), [] as string[]];
      for (let round = 0; round < times; round += 1) {
        const rows = await app.services.unitOfWork.run(
          { kind: 'worker' },
          async (tx) => await turns.claim<{ institution_id: string }>(tx, limit, { types: [jobType] }),
        );
        expect(rows.length).toBeLessThanOrEqual(limit);
        owners.push(...rows.map((row) => row.institution_id));
      }
      return [busy, calm].map(({ institution }) => owners.filter((one) => one === institution).length);
    };
    await waiting(busy, 200, 'shared');
    await waiting(busy, 200, 'one-by-one');
    // The younger ones, too.
    clock.advance(1_000);
    await waiting(calm, 3, 'shared');
    await waiting(calm, 3, 'one-by-one');
    // A claim that begins behind one of the two reaches the other first.
    expect((await claim('shared', 2, 10))[1]).toBe(3);
    expect(await claim('one-by-one', 4, 1)).toEqual([2, 2]);
  });

  it('end in order: a server that is told to stop waits for what it has begun', async () => {
    const second = await createTestApp(database, created, { clock, domains: [identity, probe] });
    await app.stop();
    await second.runtime.start();
    const id = await enqueue();
    second.runtime.wake();
    const { end } = await delivered(id, 1);
    let isStopped = false;
    const stopping = second.stop().then(() => {
      isStopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isStopped).toBe(false);
    end();
    await stopping;
    expect([(await jobOf(id))?.done_at, await left(id)]).toEqual([clock.now(), ['1']]);
  });
});
