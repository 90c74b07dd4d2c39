import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keepDocument } from '../../src/domains/documents/index.ts';
import { allotNumber } from '../../src/domains/registry/index.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { audit } from '../../src/platform/audit.ts';
import { model, TWO_TASKS } from '../runtime/models.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

const TABLES = ['instances', 'journal', 'blobs', 'register_entries', 'register_counters', 'audit_entries'];

/** What somebody with full rights has done to anything that verification looks at; its audit chains: tampering.test.ts. */
describe('verification', () => {
  let created: TestDatabase;
  let database: Database;
  let superuser: pg.Client;
  let instance: string;
  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
    const app = await createTestApp(database, created);
    const { unitOfWork, runner } = app.services;
    const { id } = await createInstitution(unitOfWork, 'home');
    const account = randomUUID();
    await unitOfWork.run({ kind: 'platform' }, async (tx) => {
      await tx.query("insert into accounts (id, login, name) values ($1, 'a@circula.example', 'A')", [account]);
    });
    const definition = await publishModel(app, id, { bpmn: model(TWO_TASKS) });
    for (let count = 0; count < 3; count += 1) {
      await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
        const request = randomUUID();
        await tx.query(
          `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status)
           values ($1, $2, 'test', $3, $4, 'portal', 'submitted')`,
          [id, request, definition, account],
        );
        const start = { definition: { id: definition }, businessKey: request, variables: {}, actor: account };
        instance = (await runner.start(tx, start)).instance;
        const bytes = Buffer.from(`%PDF ${count}`);
        await keepDocument(tx, { request, kind: 'd', title: 'D', bytes, visibleToApplicant: false });
        audit(tx, { actor: account, action: 'test.done', subject: `request:${request}` });
        await allotNumber(tx, { register: 'general', direction: 'incoming', request, subject: 'S' });
      });
    }
    await app.stop();
    superuser = new pg.Client({ connectionString: created.config.kind === 'postgres' ? created.config.url : '' });
    await superuser.connect();
    await superuser.query("set session_replication_role = 'replica'");
    await superuser.query('create schema saved');
    for (const table of TABLES) await superuser.query(`create table saved.${table} as select * from ${table}`);
  });
  afterAll(async () => {
    await superuser.end();
    await database.close();
    await created.drop();
  });
  afterEach(async () => {
    for (const table of TABLES) {
      await superuser.query(`delete from ${table}`);
      await superuser.query(`insert into ${table} overriding system value select * from saved.${table}`);
    }
  });
  const findings = async () =>
    await withSnapshot(database.dataSource, async (snapshot) => {
      const found = await verify(snapshotInstallation(snapshot));
      return found.findings.map(({ check, institution, where, what }) => [check, institution, `${where} ${what}`]);
    });
  const one = (check: string, text: unknown) => [[check, 'home', text]];

  it('finds nothing where nothing was done', async () => {
    expect(await findings()).toEqual([]);
  });

  it('finds a state that does not follow from its journal, and a journal without its state', async () => {
    await superuser.query(`update instances set state = jsonb_set(state, '{status}', '"completed"') where id = $1`, [
      instance,
    ]);
    const about = `instance ${instance}`;
    expect(await findings()).toEqual(one('journal', `${about} has a state that does not follow from its journal`));
    await superuser.query('delete from instances where id = $1', [instance]);
    expect(await findings()).toEqual(one('journal', `${about} has a journal and no state`));
  });

  it('finds an entry of a journal that was taken out or changed', async () => {
    await superuser.query('delete from journal where instance_id = $1 and seq = 3', [instance]);
    expect(await findings()).toEqual(one('journal', expect.stringContaining(`instance ${instance}`)));
    await superuser.query(
      `insert into journal overriding system value select * from saved.journal where instance_id = $1 and seq = 3`,
      [instance],
    );
    expect(await findings()).toEqual([]);
    await superuser.query('update journal set event = event || \'{"at": 1}\' where instance_id = $1 and seq = 1', [
      instance,
    ]);
    expect(await findings()).toEqual(one('journal', expect.stringContaining(`instance ${instance}`)));
  });

  it('finds a file whose content was changed or is gone', async () => {
    const { rows } = await superuser.query('select sha256 from blobs order by sha256');
    const sha256 = rows[1].sha256;
    await superuser.query("update blobs set bytes = bytes || '\\x00' where sha256 = $1", [sha256]);
    expect(await findings()).toEqual(one('file', `file ${sha256} no longer has this content`));
    await superuser.query('delete from blobs where sha256 = $1', [sha256]);
    expect(await findings()).toEqual(one('file', expect.stringContaining(`file ${sha256} is missing; documents`)));
  });

  it('finds a number that is missing in a register, also the last one', async () => {
    await superuser.query('delete from register_entries where number = 2');
    const number = (n: number) => expect.stringMatching(`^number ${n} of register general \\d{4} is missing`);
    expect(await findings()).toEqual(one('register', number(2)));
    await superuser.query('delete from register_entries where number = 3');
    expect(await findings()).toEqual(one('register', number(2)));
    await superuser.query('update register_counters set last_number = 1');
    expect(await findings()).toEqual([]);
    await superuser.query('update register_counters set last_number = 0');
    expect(await findings()).toEqual(one('register', expect.stringContaining('is beyond the counter')));
  });

  it('finds an audit entry that was changed, and names all that is wrong, not only the first', async () => {
    await superuser.query("update audit_entries set actor = 'somebody else' where seq = 2");
    await superuser.query('delete from register_entries where number = 1');
    await superuser.query("update blobs set bytes = 'x'");
    expect((await findings()).map(([check]) => check)).toEqual(['audit', 'file', 'register']);
  });
});
