import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { DatabaseConfig } from '../../src/config.ts';
import type { Domain } from '../../src/domain.ts';
import { keepDocument } from '../../src/domains/documents/index.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { allotNumber } from '../../src/domains/registry/index.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import { type Database, openDatabase } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { audit } from '../../src/platform/audit.ts';
import { model, TWO_TASKS } from '../runtime/models.ts';
import { ApiClient } from '../support/client.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { pause } from './office-at-work.ts';
import { progress, size } from './sizes.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

/** Whoever may not mount cannot fill a disk: then these tests are left out. */
const probe = mountSmallDisk(1);
probe?.unmount();
const REASON = probe === null ? ' (left out: only the superuser can mount a small disk)' : '';
const PAPER_BYTES = 60_000;
/** How much slower than promised a loaded machine may be. */
const MARGIN = 3;

/** One request: a process, a document, a number and an audit entry, together or not at all. */
const papers: Domain = {
  name: 'papers',
  setUp: ({ unitOfWork, runner }) => ({
    routes: async (app) => {
      app.post('/institutions/:institution/papers', { config: { access: 'account' } }, async (asked, reply) => {
        const institution = asked.institution?.id ?? '';
        const { id, definition, content } = asked.body as { id: string; definition: string; content: string };
        const answer = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
          await tx.query(
            `insert into requests (institution_id, id, service, definition_id, applicant_account, channel, status)
             values ($1, $2, 'test', $3, $4, 'portal', 'submitted')`,
            [institution, id, definition, asked.account?.id],
          );
          await runner.start(tx, { definition: { id: definition }, businessKey: id, variables: {}, actor: 'test' });
          const bytes = Buffer.from(content, 'base64');
          await keepDocument(tx, { request: id, kind: 'd', title: 'D', bytes, visibleToApplicant: false });
          audit(tx, { actor: 'test', action: 'paper.kept', subject: `request:${id}` });
          return await allotNumber(tx, { register: 'papers', direction: 'incoming', request: id, subject: id });
        });
        reply.code(201);
        return answer;
      });
    },
  }),
};

interface Paper {
  readonly id: string;
  readonly content: string;
}

const KINDS = ['tables', 'log', 'embedded'] as const;
describe.skipIf(probe === null).each(KINDS)(`R8: a disk that is full: %s${REASON}`, (kind) => {
  let disk: SmallDisk;
  let postgres: PostgresServer | null = null;
  let database: Database;
  let app: App;
  let client: ApiClient;
  let institution: { id: string; slug: string };
  let definition: string;
  beforeAll(async () => {
    disk = mountSmallDisk(kind === 'log' ? 48 : 160) as SmallDisk;
    let config: DatabaseConfig;
    if (kind === 'embedded') {
      config = { kind: 'embedded', folder: join(disk.folder, 'embedded') };
      mkdirSync(config.folder);
    } else {
      const settings = { synchronous_commit: 'on', min_wal_size: '2MB', max_wal_size: '4MB', max_connections: '20' };
      postgres = await startPostgres(settings, kind === 'log' ? { wal: disk.folder } : { data: disk.folder });
      config = { kind: 'postgres', url: postgres.url, connections: 4 };
    }
    database = await openDatabase(config);
    const session = { idleMinutes: 1_000_000, hours: 100_000 };
    app = await createTestApp(database, { config } as never, { domains: [identity, papers], config: { session } });
    institution = await createInstitution(app.services.unitOfWork);
    definition = await publishModel(app, institution.id, { bpmn: model(TWO_TASKS) });
    const login = 'disk@circula.example';
    const payload = { login, password: 'circula-demo', name: 'Disk', locale: 'ro' };
    await app.server.inject({ method: 'POST', url: '/api/v1/accounts', payload });
    client = await ApiClient.logIn(app.server, login, payload.password);
  });
  afterAll(async () => {
    await app?.stop();
    await database?.close();
    await postgres?.stop();
    disk?.unmount();
  });

  const send = async (paper: Paper) =>
    await client.post(
      `/institutions/${institution.slug}/papers`,
      { ...paper, definition },
      { 'idempotency-key': paper.id },
    );

  it('answers 503 and keeps nothing partial while there is no room, and heals when there is', {
    timeout: 3_600_000,
  }, async () => {
    const kept = new Map<string, { paper: Paper; number: number }>();
    for (let turn = 1; turn <= size(2, 20); turn += 1) {
      await keepLog('1GB');
      disk.fill(kind === 'log' ? 600_000 : 1_500_000);
      const refused: Paper[] = [];
      for (let sent = 0; refused.length < 8; sent += 1) {
        if (sent > 2_000) throw new Error('The disk does not get full.');
        const paper = { id: crypto.randomUUID(), content: randomBytes(PAPER_BYTES).toString('base64') };
        const answer = await send(paper);
        if (answer.status === 201) kept.set(paper.id, { paper, number: answer.body.number });
        else refused.push(paper);
        const type = String(answer.headers['content-type']);
        expect([answer.status, type]).toEqual(
          answer.status === 201
            ? [201, expect.stringContaining('json')]
            : [503, expect.stringContaining('problem+json')],
        );
        if (refused.length > 3) disk.fill(0);
      }
      disk.clear();
      // Whoever makes room starts a database that has ended for want of it.
      if (kind === 'log') await postgres?.crash();
      const began = Date.now();
      for (const paper of refused) {
        for (;;) {
          const answer = await send(paper);
          if (answer.status === 201) {
            kept.set(paper.id, { paper, number: answer.body.number });
            break;
          }
          expect(answer.status).toBe(503);
          if (Date.now() - began > 10_000 * MARGIN) throw new Error('There is room again, and it is not used.');
          await pause(100);
        }
      }
      progress(`R8: ${kind}, turn ${turn}: ${kept.size} kept, healed after ${Date.now() - began} ms`);
      await keepLog('0');
    }
    const numbers = [...kept.values()].map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const rows = await app.services.unitOfWork.run(
      { kind: 'institution', institution: institution.id },
      async (tx) =>
        await tx.query<{ id: string; sha256: string; number: number; instances: string }>(
          `select d.request_id as id, d.sha256, e.number,
              (select count(*) from instances i where i.business_key = d.request_id::text) as instances
             from documents d join register_entries e on e.request_id = d.request_id order by e.number`,
        ),
    );
    expect(rows.length).toBe(kept.size);
    for (const { id, sha256, number, instances } of rows) {
      const one = kept.get(id);
      expect([number, Number(instances)]).toEqual([one?.number, 1]);
      const sent = Buffer.from(one?.paper.content ?? '', 'base64');
      expect(sha256).toBe(createHash('sha256').update(sent).digest('hex'));
    }
    const counted = await app.services.unitOfWork.run(
      { kind: 'institution', institution: institution.id },
      async (tx) =>
        await tx.query(`select (select count(*)::integer from requests) as requests,
        (select count(*)::integer from blobs) as blobs, (select count(*)::integer from instances) as instances`),
    );
    expect(counted).toEqual([{ requests: kept.size, blobs: kept.size, instances: kept.size }]);
    const { findings } = await withSnapshot(
      database.dataSource,
      async (snapshot) => await verify(snapshotInstallation(snapshot)),
    );
    expect(findings).toEqual([]);
  });

  /** While the log is kept, its old parts are not written over, and it needs room; after that there is room again. */
  async function keepLog(amount: string): Promise<void> {
    if (kind !== 'log') return;
    const queryRunner = database.dataSource.createQueryRunner();
    await queryRunner.query(`alter system set wal_keep_size = '${amount}'`);
    await queryRunner.query('select pg_reload_conf()');
    await queryRunner.query('checkpoint');
    await queryRunner.release();
  }
});
