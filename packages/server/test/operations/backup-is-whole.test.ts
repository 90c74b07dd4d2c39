import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { keepDocument } from '../../src/domains/documents/index.ts';
import { allotNumber } from '../../src/domains/registry/index.ts';
import { BackupFile } from '../../src/operations/backup/backup-file.ts';
import { restore } from '../../src/operations/backup/restore.ts';
import { writeBackup } from '../../src/operations/backup/write-backup.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { AnchorKey, newAnchorKey } from '../../src/platform/anchor.ts';
import { audit } from '../../src/platform/audit.ts';
import { Anchors } from '../../src/runtime/anchors.ts';
import { MESSAGES, model, SERVICE, TIMER, TWO_TASKS } from '../runtime/models.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/databases.ts';
import { fillEmptyTables } from '../support/fill-empty-tables.ts';
import { logInNew, machineOf } from '../support/members.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

/** Past all code of ours: the superuser sees every row. */
async function asSuperuser<T>({ config }: TestDatabase, work: (superuser: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: config.kind === 'postgres' ? config.url : '' });
  await client.connect();
  return await work(client).finally(async () => await client.end());
}

async function rowsOf(client: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name}`);
    counts.set(name, rows[0]?.n ?? 0);
  }
  return counts;
}

it('holds every row of every table, and what is restored from it verifies', { timeout: 120_000 }, async () => {
  const created = await createDatabase('postgres');
  const database = await created.open();
  const app = await createTestApp(database, created);
  const { unitOfWork, runner } = app.services;
  let institution = '';
  for (const times of [1, 2]) {
    const { id, slug } = await createInstitution(unitOfWork);
    institution = id;
    const administrator = await logInNew(app, { institution: id, roles: ['official', 'administrator'] });
    await machineOf(app, administrator, slug, ['jobs:work']);
    const { account } = administrator;
    for (let count = 0; count < times; count += 1) {
      for (const bpmn of [TWO_TASKS, TIMER, SERVICE, MESSAGES]) {
        const definition = await publishModel(app, id, { bpmn: model(bpmn), type: randomUUID() });
        await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
          const request = randomUUID();
          await tx.query(
            `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status)
             values ($1, $2, 'test', $3, $4, 'portal', 'submitted')`,
            [id, request, definition, account],
          );
          const start = { definition: { id: definition }, businessKey: request, actor: account };
          await runner.start(tx, { ...start, variables: { ref: 'x', n: 1 } });
          const bytes = Buffer.from(`%PDF ${request}`);
          await keepDocument(tx, { request, kind: 'd', title: 'D', bytes, visibleToApplicant: false });
          audit(tx, { actor: account, action: 'test.done', subject: `request:${request}` });
          await allotNumber(tx, { register: 'general', direction: 'incoming', request, subject: 'S' });
        });
      }
    }
  }
  const log = { error: (found: unknown) => console.error(found) } as never;
  await new Anchors({ unitOfWork, log, key: () => new AnchorKey(newAnchorKey()), folder: null }).round();
  await app.stop();
  // A table that stayed empty would prove nothing.
  const empty = await asSuperuser(created, async (superuser) => await fillEmptyTables(superuser, institution));
  expect(empty).toEqual([]);

  const folder = await mkdtemp(join(tmpdir(), 'circula-whole-'));
  const path = join(folder, 'backup.tar');
  const file = await open(path, 'w');
  await writeBackup(database.dataSource, async (bytes) => await file.writeFile(bytes));
  await file.close();
  const backup = await BackupFile.open(path);
  const target = await createEmptyDatabase('postgres');
  const restored = await restore(backup, target.config);
  await backup.close();
  const { findings } = await withSnapshot(
    restored.dataSource,
    async (snapshot) => await verify(snapshotInstallation(snapshot)),
  );
  expect(findings).toEqual([]);
  const before = await asSuperuser(created, rowsOf);
  expect(Math.min(...before.values())).toBeGreaterThan(0);
  expect(await asSuperuser(target, rowsOf)).toEqual(before);
  for (const one of [database, restored]) await one.close();
  for (const one of [created, target]) await one.drop();
  await rm(folder, { recursive: true });
});
