import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Transaction } from '../../src/persistence/unit-of-work.ts';
import { effectHandlers } from '../../src/runtime/effects/index.ts';
import { Sweeper } from '../../src/runtime/sweeper.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';
import { model, SERVICE } from './models.ts';

it('has one file for each kind of effect', () => {
  const files = readdirSync(new URL('../../src/runtime/effects', import.meta.url))
    .filter((file) => !['index.ts', 'effect-handler.ts'].includes(file))
    .map((file) => file.replace('.ts', '').replace(/-./g, (dash) => dash.slice(1).toUpperCase()));
  expect(files.sort()).toEqual(Object.keys(effectHandlers).sort());
});

describeOnBothDatabases('the outbox', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  const sent: string[] = [];
  let release: () => void = () => undefined;
  let app: App;
  let institution: string;

  beforeAll(async () => {
    const probe: Domain = {
      name: 'probe',
      setUp: () => ({
        jobHandlers: [
          {
            jobType: 'double',
            async handle(job) {
              if (job.attempt === 1) await new Promise<void>((resolve) => (release = resolve));
              return {
                within: async (tx) => {
                  await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [
                    job.institution,
                    `by-attempt-${job.attempt}`,
                  ]);
                  return { doubled: job.attempt };
                },
              };
            },
          },
          {
            jobType: 'mail',
            async handle(job) {
              if (job.variables.to === 'nowhere') throw new Error('no such address');
              sent.push(String(job.variables.to));
              return {};
            },
          },
        ],
      }),
    };
    app = await createTestApp(database(), created(), { clock, domains: [identity, probe] });
    institution = (await createInstitution(app.services.unitOfWork)).id;
    await app.runtime.start();
  });
  afterAll(async () => {
    release();
    await app.stop();
  });

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, fn);

  it('hands a job to another runner when its lease has run out, and refuses the late one', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(SERVICE) });
    const { instance } = await inside((tx) =>
      app.services.runner.start(tx, {
        definition: { id: definition },
        businessKey: 'b',
        variables: { n: 1 },
        actor: 'test',
      }),
    );
    const jobs = async () =>
      await inside((tx) =>
        tx.query<{ attempts: number; done_at: Date | null }>(
          'select attempts, done_at from jobs where instance_id = $1',
          [instance],
        ),
      );
    await eventually(async () => (await jobs())[0]?.attempts === 1, 'the first delivery hangs');
    clock.advance(31_000);
    app.runtime.wake();
    await eventually(async () => (await jobs())[0]?.done_at, 'the second delivery is done');
    release();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const traces = await inside((tx) => tx.query("select slug from offices where slug like 'by-attempt%'"));
    expect(traces).toEqual([{ slug: 'by-attempt-2' }]);
    const { state } = await inside((tx) => app.services.runner.look(tx, instance));
    expect(JSON.stringify(state)).toContain('"doubled":2');
  });

  it('sends outward messages after commit only, and shows those that cannot be delivered', async () => {
    const mail = (to: string, retries = 1) => ({ jobType: 'mail', variables: { to }, retries });
    await expect(
      inside(async (tx) => {
        await app.services.enqueue(tx, mail('rolled-back'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const id = await inside(async (tx) => {
      await app.services.enqueue(tx, mail('somebody'));
      return await app.services.enqueue(tx, mail('nowhere'));
    });
    await eventually(async () => sent.includes('somebody'), 'the message is sent');
    const incident = await eventually(
      async () =>
        (
          await inside((tx) => tx.query('select code, element, message from incidents where instance_id = $1', [id]))
        )[0] ?? null,
      'the incident is there',
    );
    expect(incident).toEqual({ code: 'delivery-failed', element: 'mail', message: 'no such address' });
    expect(sent).toEqual(['somebody']);
  });

  it('forgets what has expired, and nothing else', async () => {
    const account = '00000000-0000-4000-8000-000000000001';
    const keep = async (key: string) =>
      await inside(async (tx) => {
        await tx.query(
          "insert into idempotency_keys (institution_id, account_id, key, request_hash, created_at) values ($1, $2, $3, '', $4)",
          [institution, account, key, tx.now],
        );
      });
    await keep('old');
    clock.advance(31 * 86_400_000);
    await keep('young');
    await new Sweeper({ unitOfWork: app.services.unitOfWork, log: app.services.log }).sweep();
    expect(await inside((tx) => tx.query('select key from idempotency_keys'))).toEqual([{ key: 'young' }]);
  });
});
