import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleOf } from '../../src/cli/start.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { identity } from '../../src/domains/identity/index.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { model, SERVICE } from '../runtime/models.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';

it('reads the role from the command line and from the settings', () => {
  expect(roleOf([])).toEqual({});
  expect([roleOf(['--role', 'web']), roleOf(['--role=web'])]).toEqual([
    { CIRCULA_ROLE: 'web' },
    { CIRCULA_ROLE: 'web' },
  ]);
  expect([roleOf(['--role']), roleOf(['--rôle', 'web']), roleOf(['web']), roleOf(['--role', 'a', 'b'])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const DATABASE_URL = 'postgres://127.0.0.1/x';
  expect(readConfig({ DATABASE_URL, CIRCULA_ROLE: 'worker' }).role).toBe('worker');
  expect(() => readConfig({ DATABASE_URL, CIRCULA_ROLE: 'boss' })).toThrow(ConfigError);
  expect(() => readConfig({ CIRCULA_ROLE: 'web' })).toThrow(/CIRCULA_ROLE must be all without DATABASE_URL/);
});

describe('servers of different roles on one database', () => {
  let created: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
  });
  afterAll(async () => {
    await database.close();
    await created.drop();
  });

  it('a web server only takes commands, a worker only carries them out and answers for its health', async () => {
    const done: string[] = [];
    const domain = (who: string) => ({
      name: 'probe',
      setUp: () => ({
        jobHandlers: [
          {
            jobType: 'double',
            async handle() {
              done.push(who);
              return { variables: { doubled: 2 } };
            },
          },
        ],
      }),
    });
    const make = async (role: 'web' | 'worker') =>
      await createTestApp(database, created, { domains: [identity, domain(role) as never], config: { role } });
    const [web, worker] = [await make('web'), await make('worker')];
    await web.runtime.start();
    const { id } = await createInstitution(web.services.unitOfWork);
    const definition = await publishModel(web, id, { bpmn: model(SERVICE) });
    await web.services.unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
      const start = { definition: { id: definition }, businessKey: 'b', variables: { n: 1 }, actor: 'test' };
      await web.services.runner.start(tx, start);
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(done).toEqual([]);
    await worker.runtime.start();
    await eventually(async () => done.length === 1, 'the worker has done it');
    expect(done).toEqual(['worker']);
    const status = async (app: typeof web, url: string) => (await app.server.inject({ url })).statusCode;
    expect([await status(worker, '/readyz'), await status(worker, '/livez')]).toEqual([200, 200]);
    expect([await status(worker, '/api/v1/session'), await status(web, '/api/v1/session')]).toEqual([404, 200]);
    await Promise.all([web.stop(), worker.stop()]);
  });
});
