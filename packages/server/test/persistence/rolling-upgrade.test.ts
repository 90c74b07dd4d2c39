import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { type Database, DatabaseUnusable, migrationNames, openDatabase } from '../../src/persistence/data-source.ts';
import { raiseFloor, SCHEMA_VERSION } from '../../src/persistence/schema-floor.ts';
import { model, SERVICE } from '../runtime/models.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';

const MIGRATIONS = new URL('../../src/persistence/migrations/', import.meta.url);

it('changes the schema so that the release before can go on, or says that it cannot', () => {
  const files = readdirSync(MIGRATIONS).filter((file) => /^\d{4}-/.test(file) && !file.startsWith('0001-'));
  const contracting = /drop\s+(table|column|view)|rename\s+(to|column)|alter\s+column\s+\w+\s+(type|set\s+not\s+null)/i;
  // A column that the release before does not know must fill itself.
  const demanding = /add\s+column\s+(if\s+not\s+exists\s+)?\w+\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null/i;
  const silent = files.filter((file) => {
    const text = readFileSync(new URL(file, MIGRATIONS), 'utf8');
    return (contracting.test(text) || demanding.test(text)) && !text.includes('raiseFloor(');
  });
  expect(silent).toEqual([]);
  for (const bad of ['drop column x', 'alter column a type text', 'rename to b', 'Drop Table t'])
    expect(contracting.test(bad)).toBe(true);
  expect([
    demanding.test('add column a text not null'),
    demanding.test("add column a text not null default ''"),
  ]).toEqual([true, false]);
});

it('tries a migration again that met a server at work in a deadlock', async () => {
  const created = await createEmptyDatabase('postgres');
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  const names = migrationNames();
  const before = await openDatabase(created.config, {
    upTo: names.slice(0, names.indexOf('ListsAtScale0000000000019')),
  });
  await before.close();
  const [server, observer] = [0, 1].map(
    () => new pg.Client({ connectionString: (created.config as { url: string }).url }),
  );
  if (!server || !observer) throw new Error('Two clients were made.');
  await Promise.all([server.connect(), observer.connect()]);
  // The migration is the one to give way.
  await server.query("set deadlock_timeout = '60s'");
  await server.query('begin');
  await server.query('lock table requests in row exclusive mode');
  const opening = openDatabase(created.config);
  await eventually(async () => {
    const waiting = "select from pg_locks where relation = 'requests'::regclass and not granted";
    return (await observer.query(waiting)).rows.length > 0;
  }, 'the migration waits for what the server holds');
  const [upgraded] = await Promise.all([
    opening,
    (async () => {
      await server.query('select from tasks');
      await server.query('commit');
    })(),
  ]);
  await upgraded.close();
  await Promise.all([server.end(), observer.end()]);
  await created.drop();
});

describe('a server whose database is upgraded under it', () => {
  let created: TestDatabase;
  let database: Database;
  let app: App;
  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
    const probe = {
      name: 'probe',
      setUp: () => ({ jobHandlers: [{ jobType: 'double', handle: async () => ({ variables: { doubled: 2 } }) }] }),
    };
    app = await createTestApp(database, created, { domains: [identity, probe as never] });
    await app.runtime.start();
  });
  afterAll(async () => {
    await app.stop();
    await database.close();
    await created.drop();
  });
  const migrate = async (number: number, sql: string) => {
    const queryRunner = database.dataSource.createQueryRunner();
    await queryRunner.query(sql);
    await queryRunner.query('insert into migrations (timestamp, name) values ($1, $2)', [
      number,
      `Next${String(number).padStart(13, '0')}`,
    ]);
    await queryRunner.release();
  };
  const ready = async () => (await app.server.inject({ url: '/readyz' })).statusCode;

  it('goes on beside the next release when that has only added', async () => {
    const { unitOfWork, runner } = app.services;
    const { id: institution } = await createInstitution(unitOfWork);
    const scope = { kind: 'institution', institution } as const;
    const definition = await publishModel(app, institution, { bpmn: model(SERVICE) });
    const start = async () =>
      await unitOfWork.run(scope, async (tx) => {
        const options = { definition: { id: definition }, businessKey: 'b', variables: { n: 1 }, actor: 'test' };
        return await runner.start(tx, options);
      });
    await start();
    await migrate(
      SCHEMA_VERSION + 1,
      `create table next_release (institution_id uuid primary key);
       alter table instances add column next_note text;
       alter table jobs add column next_weight integer not null default 1;
       alter table jobs drop constraint jobs_kind_check;
       alter table jobs add constraint jobs_kind_check check (kind in ('service', 'message', 'outward', 'steps', 'next'));
       create index instances_next on instances (institution_id, next_note)`,
    );
    // The next release's own kind of job is left to it.
    await unitOfWork.run(scope, async (tx) => {
      await tx.query(
        `insert into jobs (institution_id, instance_id, key, kind, job_type, payload, retries, run_at, created_at)
         values ($1, gen_random_uuid(), 0, 'next', 'next', '{}', 3, $2, $2)`,
        [institution, tx.now],
      );
    });
    await start();
    const statuses = async () =>
      await unitOfWork.run(scope, async (tx) => await tx.query<{ status: string }>('select status from instances'));
    await eventually(async () => (await statuses()).every((row) => row.status === 'completed'), 'both are completed');
    const untouched = await unitOfWork.run(
      scope,
      async (tx) => await tx.query("select attempts from jobs where kind = 'next'"),
    );
    expect(untouched).toEqual([{ attempts: 0 }]);
    expect(await ready()).toBe(200);
    const again = await openDatabase(created.config);
    await again.close();
  });

  it('refuses when the next release has taken away what it needs, and says so at its next start', async () => {
    const queryRunner = database.dataSource.createQueryRunner();
    await raiseFloor(queryRunner, SCHEMA_VERSION + 1);
    await queryRunner.release();
    await expect(app.services.unitOfWork.run({ kind: 'worker' }, async () => 1)).rejects.toThrow(/newer release/);
    expect(await ready()).toBe(503);
    const login = { login: 'a@circula.example', password: 'circula-demo' };
    const answer = await app.server.inject({ method: 'POST', url: '/api/v1/session', payload: login });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    const opened = openDatabase(created.config);
    await expect(opened).rejects.toThrow(DatabaseUnusable);
    await expect(opened).rejects.toThrow(/upgraded past this release/);
  });
});
