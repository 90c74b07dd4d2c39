import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { commandFailure } from '../../src/cli/command-failure.ts';
import { commands } from '../../src/cli/commands.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { model, TWO_TASKS } from '../runtime/models.ts';
import { createDatabase, type DatabaseKind, type TestDatabase } from '../support/databases.ts';
import { hearCommands } from '../support/heard.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

const said = hearCommands();

/** `circula repair` on a database that no server uses meanwhile: its exit code and all that it said. */
async function repair({ config }: TestDatabase, ...args: string[]): Promise<[code: number, said: string]> {
  if (config.kind === 'postgres') vi.stubEnv('DATABASE_URL', config.url);
  else vi.stubEnv('CIRCULA_DATA', config.folder);
  said.length = 0;
  try {
    const code = (await commands.repair?.run([...args, '--reason', 'The register was away'])) ?? -1;
    return [code, said.join('\n')];
  } catch (error) {
    return [1, commandFailure('repair', error)];
  }
}

async function inside<T>(created: TestDatabase, fn: (app: App) => Promise<T>): Promise<T> {
  const database = await created.open();
  const app = await createTestApp(database, created);
  try {
    return await fn(app);
  } finally {
    await app.stop();
    await database.close();
  }
}

async function stored<T>(created: TestDatabase, fn: (unitOfWork: UnitOfWork) => Promise<T>): Promise<T> {
  const database = await created.open();
  try {
    return await fn(new UnitOfWork(database.dataSource));
  } finally {
    await database.close();
  }
}

// Each call puts a server together, as a process of its own would.
it.each<DatabaseKind>(['postgres', 'embedded'])(
  'mends from the command line, on %s',
  { timeout: 120_000 },
  async (kind) => {
    const created = await createDatabase(kind);
    const { home, definition, instance } = await inside(created, async (app) => {
      const home = await createInstitution(app.services.unitOfWork);
      const definition = await publishModel(app, home.id, { bpmn: model(TWO_TASKS) });
      const scope = { kind: 'institution', institution: home.id } as const;
      const options = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
      const { instance } = await app.services.unitOfWork.run(
        scope,
        async (tx) => await app.services.runner.start(tx, options),
      );
      return { home, definition, instance };
    });
    const read = async () =>
      await stored(created, async (unitOfWork) =>
        unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => ({
          audit: await tx.query('select actor, action, subject from audit_entries order by seq'),
          tasks: await tx.query('select element from tasks where completed_at is null'),
        })),
      );
    const at = home.slug;
    const on = `instance:${instance}`;
    const before = await read();

    const jump = ['--with', '{"activate":[{"element":"second"}]}'];
    const [tried, report] = await repair(created, at, 'modifyInstance', instance, ...jump, '--dry-run');
    expect([tried, report.split('\n')[0]]).toEqual([0, `${on}: could be done, and was taken back; it is active.`]);
    expect(await read()).toEqual(before);
    expect((await repair(created, at, 'modifyInstance', instance, ...jump))[0]).toBe(0);
    const after = await read();
    expect(after.audit).toEqual([{ actor: 'command-line', action: 'repair.modifyInstance', subject: on }]);
    expect(after.tasks).toHaveLength(before.tasks.length + 1);

    const where = ['--where', JSON.stringify({ definition })];
    expect((await repair(created, at, 'suspendInstance', ...where))[0]).toBe(0);
    const [code, json] = await repair(created, at, 'suspendInstitution', '--json');
    expect([code, JSON.parse(json)]).toMatchObject([0, { dryRun: false, results: [{ subject: 'institution' }] }]);

    const lost = randomUUID();
    expect(await repair(created, at, 'cancelInstance', lost)).toEqual([1, `instance:${lost}: Not found.`]);
    const still = await repair(
      created,
      ...[at, 'modifyInstance', instance, '--with', '{"activate":[{"element":"first"}]}'],
    );
    expect(still).toEqual([
      1,
      expect.stringMatching(/^instance:.*The process is not at this point; The instance stands still[^\n]*$/),
    ]);
    expect(await repair(created, 'nobody', 'cancelInstance', instance)).toEqual([
      1,
      'There is no institution nobody; circula add-institution adds it.',
    ]);
    expect(await repair(created, at, 'mend', instance)).toEqual([
      1,
      expect.stringMatching(/^The repair does not have .*actions\[0\]\.type must be one of retryIncident, [^\n]*$/),
    ]);
    expect(await repair(created, at, 'cancelInstance', 'x')).toEqual([
      1,
      expect.stringContaining('actions[0].instance must match format'),
    ]);
    expect(await repair(created, at)).toEqual([2, expect.stringContaining('Usage: circula repair <institution>')]);
    expect((await read()).audit).toHaveLength(3);
    await created.drop();
  },
);
