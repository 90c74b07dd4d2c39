import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { LeaseLost } from '../../src/runtime/lease.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { model, SERVICE, TWO_TASKS } from './models.ts';

interface OpenTask {
  instance_id: string;
  key: string;
}

describeOnBothDatabases('commands of their own', (database, created) => {
  let app: App;
  let institution: string;
  /** Instances at which a projection fails. */
  const broken = new Set<string>();

  beforeAll(async () => {
    const probe = {
      name: 'probe',
      setUp: () => ({
        projections: [
          {
            name: 'probe',
            async apply(_tx: unknown, { instance }: { instance: string }) {
              if (broken.has(instance)) throw new Error('the projection is broken');
              return [];
            },
          },
        ],
      }),
    };
    app = await createTestApp(database(), created(), { domains: [identity, probe as never] });
    institution = (await createInstitution(app.services.unitOfWork)).id;
  });
  afterAll(async () => await app.stop());

  const rows = async <R>(sql: string, ...params: unknown[]): Promise<R[]> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, (tx) => tx.query<R>(sql, params));
  const start = async (bpmn: string, count: number): Promise<string[]> => {
    const definition = await publishModel(app, institution, { bpmn: model(bpmn) });
    return await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        const options = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
        ids.push((await app.services.runner.start(tx, options)).instance);
      }
      return ids;
    });
  };
  const openTasks = async (instances: readonly string[]): Promise<OpenTask[]> =>
    await rows('select instance_id, key from tasks where completed_at is null and instance_id = any ($1)', instances);
  const complete = async ({ instance_id: instance, key }: OpenTask) =>
    await app.services.runner.carryOut({
      institution,
      instance,
      command: { type: 'completeTask', key: Number(key), actor: 'ana' },
    });

  it('share transactions when they wait together, and answer each for itself', async () => {
    const instances = await start(TWO_TASKS, 60);
    const outcomes = await Promise.all((await openTasks(instances)).map(complete));
    expect(new Set(outcomes.map(({ instance }) => instance))).toEqual(new Set(instances));
    expect(outcomes.every(({ state }) => state.status === 'active')).toBe(true);
    const [written] = await rows<{ transactions: string; done: string }>(
      `select count(distinct xmin::text) as transactions, count(*) as done from journal
        where instance_id = any ($1) and type = 'waitClosed'`,
      instances,
    );
    expect(Number(written?.done)).toBe(60);
    expect(Number(written?.transactions)).toBeLessThan(10);
    await Promise.all((await openTasks(instances)).map(complete));
    expect(await rows('select 1 from instances where id = any ($1) and status <> $2', instances, 'completed')).toEqual(
      [],
    );
  });

  it('refuse what their process cannot take, without disturbing the others', async () => {
    const instances = await start(TWO_TASKS, 5);
    const tasks = await openTasks(instances);
    const impossible = { instance_id: instances[0] ?? '', key: '999' };
    const missing = { instance_id: randomUUID(), key: '1' };
    const outcomes = await Promise.allSettled([...tasks.slice(1), impossible, missing].map(complete));
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'))).toEqual([
      ...Array(4).fill('done'),
      'step-impossible',
      'not-found',
    ]);
  });

  it('follow each other on one instance', async () => {
    const [instance = ''] = await start(TWO_TASKS, 1);
    const [task] = await openTasks([instance]);
    const again = await Promise.allSettled([task, task].map((one) => complete(one as OpenTask)));
    expect(again.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are carried out alone when one of them breaks the transaction', async () => {
    const instances = await start(TWO_TASKS, 8);
    const tasks = await openTasks(instances);
    broken.add(tasks[3]?.instance_id ?? '');
    const outcomes = await Promise.allSettled(tasks.map(complete));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(tasks.map((_, index) => index !== 3));
    expect(
      (await rows('select 1 from tasks where instance_id = any ($1) and completed_at is not null', instances)).length,
    ).toBe(7);
  });

  it('count only while the work that they use up is held', async () => {
    const instances = await start(SERVICE, 4);
    const jobs = await rows<{ instance_id: string; key: string; lease_token: string }>(
      `update jobs set lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute'
        where instance_id = any ($1) returning instance_id, key, lease_token`,
      instances,
    );
    const outcomes = await Promise.allSettled(
      jobs.map(async ({ instance_id: instance, key, lease_token }, index) => {
        const token = index === 2 ? randomUUID() : lease_token;
        await app.services.runner.carryOut({
          institution,
          instance,
          command: { type: 'completeJob', key: Number(key), variables: {} },
          claim: { table: 'jobs', instance, key: Number(key), token },
        });
      }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(LeaseLost);
    const open = await rows<{ instance_id: string }>(
      'select instance_id from jobs where done_at is null and instance_id = any ($1)',
      instances,
    );
    expect(open).toEqual([{ instance_id: jobs[2]?.instance_id }]);
  });

  it('cannot be asked for inside a transaction, which would wait for itself', async () => {
    const [instance = ''] = await start(TWO_TASKS, 1);
    const [task] = await openTasks([instance]);
    const { unitOfWork } = app.services;
    await expect(
      unitOfWork.run({ kind: 'institution', institution }, async () => await complete(task as OpenTask)),
    ).rejects.toThrow('inside a transaction');
  });
});
