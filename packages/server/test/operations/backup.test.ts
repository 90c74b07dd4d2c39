import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepDocument } from '../../src/domains/documents/index.ts';
import { allotNumber } from '../../src/domains/registry/index.ts';
import { BackupFile } from '../../src/operations/backup/backup-file.ts';
import { restore } from '../../src/operations/backup/restore.ts';
import { writeBackup } from '../../src/operations/backup/write-backup.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { AnchorKey, newAnchorKey } from '../../src/platform/anchor.ts';
import { audit } from '../../src/platform/audit.ts';
import { Anchors } from '../../src/runtime/anchors.ts';
import { progress, size } from '../faults/sizes.ts';
import { model } from '../runtime/models.ts';
import { createDatabase, createEmptyDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

const WAITING = model(`
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circula-backup-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

async function backUp(database: Database, name: string): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  await writeBackup(database.dataSource, async (bytes) => await file.writeFile(bytes));
  await file.close();
  return path;
}

/** Every row of a backup, by table and institution. */
async function contentOf(path: string): Promise<Map<string, readonly string[]>> {
  const backup = await BackupFile.open(path);
  const content = new Map<string, readonly string[]>();
  for (const table of backup.head.tables) {
    for (const institution of table.ofInstitution ? backup.institutions.map((one) => one.id) : [null]) {
      const lines: string[] = [];
      for await (const part of backup.lines(table.name, institution)) lines.push(...part);
      content.set(`${table.name} ${institution ?? ''}`, lines);
    }
  }
  await backup.close();
  return content;
}

describe.each([
  ['postgres', 'embedded'],
  ['embedded', 'postgres'],
] as const)('a backup of %s under load, restored on %s', (from, to) => {
  it.each(Array.from({ length: size(1, 20) }, (_, index) => index + 1))(
    'R15: is one moment of all institutions, and verifies before and after (turn %i)',
    {
      timeout: 120_000,
    },
    async (turn) => {
      const created = await createDatabase(from);
      const database = await created.open();
      const app = await createTestApp(database, created);
      const { unitOfWork, runner } = app.services;
      const account = randomUUID();
      await unitOfWork.run({ kind: 'platform' }, async (tx) => {
        await tx.query("insert into accounts (id, login, name) values ($1, 'a@circula.example', 'Ștefan „A”\n\\x')", [
          account,
        ]);
      });
      const places = await Promise.all(
        [1, 2, 3].map(async () => {
          const { id } = await createInstitution(unitOfWork);
          return { id, definition: await publishModel(app, id, { bpmn: WAITING }) };
        }),
      );
      let done = 0;
      const work = async ({ id, definition }: (typeof places)[number]) =>
        await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
          const request = randomUUID();
          await tx.query(
            `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status)
           values ($1, $2, 'test', $3, $4, 'portal', 'submitted')`,
            [id, request, definition, account],
          );
          const { instance } = await runner.start(tx, {
            definition: { id: definition },
            businessKey: request,
            variables: { text: 'ăâîșț €', many: Array.from({ length: 50 }, (_, index) => index / 7) },
            actor: account,
          });
          const [task] = await tx.query<{ key: string }>('select key from tasks where instance_id = $1', [instance]);
          if (done % 2 === 0) {
            await runner.execute(tx, instance, { type: 'completeTask', key: Number(task?.key), variables: {} });
          }
          const bytes = Buffer.from(`%PDF ${randomUUID()}`.repeat(1 + (done % 200)));
          await keepDocument(tx, { request, kind: 'd', title: 'D', bytes, visibleToApplicant: false });
          audit(tx, { actor: account, action: 'test.done', subject: `request:${request}` });
          await allotNumber(tx, { register: 'general', direction: 'incoming', request, subject: 'S' });
          done += 1;
        });
      let loading = true;
      const load = Promise.all(
        places.map(async (place) => {
          while (loading) await work(place);
        }),
      );
      while (done < 30) await new Promise((resolve) => setTimeout(resolve, 10));
      const log = { error: (found: unknown) => console.error(found) } as never;
      const key = new AnchorKey(newAnchorKey());
      await new Anchors({ unitOfWork, log, key: () => key, folder: null }).round();
      const before = done;
      const path = await backUp(database, `${from}.tar`);
      const during = done;
      while (done < during + 5) await new Promise((resolve) => setTimeout(resolve, 10));
      loading = false;
      await load;
      await app.stop();
      await database.close();
      await created.drop();
      if (from === 'postgres') expect(during).toBeGreaterThan(before);

      const backup = await BackupFile.open(path);
      const offline = await verify(backup, { trusted: new Set([key.publicKey]) });
      expect(offline.findings).toEqual([]);
      expect(offline.checked.anchors).toBe(3);
      expect(offline.checked.journal).toBeGreaterThanOrEqual(30);
      expect(offline.checked.file).toBe(offline.checked.register);

      const target = await createEmptyDatabase(to);
      const restored = await restore(backup, target.config);
      await backup.close();
      const online = await withSnapshot(restored.dataSource, async (snapshot) => {
        return await verify(snapshotInstallation(snapshot), {});
      });
      expect(online).toEqual(offline);
      expect(await contentOf(await backUp(restored, `${to}-again.tar`))).toEqual(await contentOf(path));
      await restored.close();
      const again = await BackupFile.open(path);
      await expect(restore(again, target.config)).rejects.toThrow('not empty');
      await again.close();
      await target.drop();
      progress(`R15: turn ${turn}, ${done} matters, ${offline.checked.file} entries in the backup`);
    },
  );
});

it('tells a backup that is cut off, damaged or no backup', async () => {
  const created = await createDatabase('embedded');
  const database = await created.open();
  const app = await createTestApp(database, created);
  await createInstitution(app.services.unitOfWork);
  const path = await backUp(database, 'small.tar');
  await app.stop();
  await database.close();
  await created.drop();
  const whole = await readFile(path);
  const opened = async (change: () => Promise<void>) => {
    await writeFile(path, whole);
    await change();
    return await BackupFile.open(path).then(
      async (backup) => {
        try {
          for (const table of backup.head.tables) for await (const _ of backup.lines(table.name, null)) void _;
          return 'fine';
        } finally {
          await backup.close();
        }
      },
      (error: Error) => error.message.split(': ').at(-1),
    );
  };
  const { size } = await stat(path);
  expect(await opened(async () => undefined)).toBe('fine');
  expect(await opened(async () => await truncate(path, size - 2048))).toMatch(/cut off|manifest/);
  expect(await opened(async () => await truncate(path, 700))).toMatch(/cut off/);
  expect(await opened(async () => await writeFile(path, 'x'.repeat(600)))).toBe('The file is damaged, or no backup.');
  await expect(
    opened(async () => {
      const broken = Buffer.from(whole);
      const at = broken.indexOf('shared/institutions/');
      broken[at + 520] = (broken[at + 520] ?? 0) ^ 1;
      await writeFile(path, broken);
    }),
  ).rejects.toThrow('damaged at shared/institutions');
  await appendFile(path, 'x');
});
