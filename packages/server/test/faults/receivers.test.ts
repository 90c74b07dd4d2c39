import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { httpJob } from '../../src/domains/jobs/http-job.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { model } from '../runtime/models.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { pause } from './office-at-work.ts';
import { type Errand, Receiver } from './receiver.ts';
import { progress, random, seed, size } from './sizes.ts';

const HOST = 'receiver.example';
const TIMEOUT_MS = 300;
const CLIENTS = 6;
const SILENT_PERCENT = 2;
/** Beyond the tenth that is promised: what a loaded machine adds to the one and not to the other. */
const MARGIN = { times: 3, ms: 500 };

const calling = (port: number) =>
  model(`<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>
    <bpmn:serviceTask id="n"><bpmn:extensionElements><zeebe:taskDefinition type="circula.http" retries="3"/>
      <zeebe:ioMapping><zeebe:input source="=errand" target="request"/></zeebe:ioMapping>
      <zeebe:taskHeaders><zeebe:header key="url" value="http://${HOST}:${port}/errands"/>
        <zeebe:header key="retryBackoff" value="PT0.1S"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="n"/><bpmn:sequenceFlow id="f2" sourceRef="n" targetRef="e"/>
  </bpmn:process>`);

let created: TestDatabase;
let database: Database;
let app: App;
let receiver: Receiver;
let watcher: pg.Pool;
let institution: string;
let definition: string;
beforeAll(async () => {
  created = await createDatabase('postgres');
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  watcher = new pg.Pool({ connectionString: created.config.url, max: 4 });
  database = await created.open();
  receiver = await Receiver.listen(async (id) => {
    return (await watcher.query('select 1 from instances where id = $1', [id])).rows.length === 1;
  });
  const outside = {
    hosts: [`${HOST}:${receiver.port}`],
    resolve: async () => ['127.0.0.1'],
    isInner: () => false,
    timeoutMs: TIMEOUT_MS,
    mostBytes: 1_000,
  };
  const caller: Domain = { name: 'caller', setUp: () => ({ jobHandlers: [httpJob(outside)] }) };
  app = await createTestApp(database, created, { domains: [identity, caller] });
  institution = (await createInstitution(app.services.unitOfWork)).id;
  definition = await publishModel(app, institution, { bpmn: calling(receiver.port) });
  await app.runtime.start();
});
afterAll(async () => {
  await app?.stop();
  receiver?.close();
  await watcher?.end();
  await database?.close();
  await created?.drop();
});

const start = async (errand: Errand, isRolledBack = false) => {
  const started = app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    const options = { definition: { id: definition }, businessKey: errand.id, actor: 'test' };
    const { instance } = await app.services.runner.start(tx, { ...options, variables: { errand: { ...errand } } });
    if (isRolledBack) {
      // Long enough for whoever would not wait for the commit.
      await pause(30);
      throw new Error('rolled back');
    }
    return instance;
  });
  return await started.catch((error: Error) => (isRolledBack ? null : Promise.reject(error)));
};

/** Sends errands, `poisonPercent` of them poison; answers the milliseconds from each start to its effect, for the fine ones. */
async function sendErrands(many: number, poisonPercent: number, pick: (below: number) => number) {
  const kinds = Array.from({ length: many }, (_, index): Errand['kind'] => {
    if (index % 100 < poisonPercent) return 'poison';
    return pick(100) < SILENT_PERCENT ? 'silent' : 'fine';
  });
  const waits: number[] = [];
  const sent: Errand[] = [];
  const work = async () => {
    for (let kind = kinds.pop(); kind !== undefined; kind = kinds.pop()) {
      const errand = { id: randomUUID(), kind };
      sent.push(errand);
      const effect = receiver.effectOf(errand.id);
      const began = performance.now();
      if (sent.length % 50 === 0) await start({ id: `${randomUUID()}-rolled-back`, kind: 'fine' }, true);
      await start(errand);
      if (kind === 'poison') continue;
      await effect;
      if (kind === 'fine' && sent.length % 50 !== 0) waits.push(performance.now() - began);
      if (sent.length % 1_000 === 0) progress(`R11: ${sent.length} of ${many} errands`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  waits.sort((a, b) => a - b);
  return { sent, p95: waits[Math.floor(waits.length * 0.95)] ?? 0 };
}

it(`R11: each errand has its effect once and none before its commit, poison becomes incidents and delays nobody (seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const pick = random(seed);
  const before = await sendErrands(size(300, 5_000), 0, pick);
  const during = await sendErrands(size(1_000, 20_000), 1, pick);
  const sent = [...before.sent, ...during.sent];
  const poison = sent.filter((errand) => errand.kind === 'poison');
  const open = async () =>
    Number((await watcher.query('select count(*) n from jobs where done_at is null and failed_at is null')).rows[0].n);
  const began = Date.now();
  while ((await open()) > 0) {
    if (Date.now() - began > 60_000) throw new Error('Errands are left that nobody runs.');
    await pause(100);
  }
  expect(receiver.effects.map(({ errand }) => errand.id).sort()).toEqual(
    sent
      .filter((errand) => errand.kind !== 'poison')
      .map((errand) => errand.id)
      .sort(),
  );
  expect(receiver.early).toEqual([]);
  const silent = sent.filter((errand) => errand.kind === 'silent').length;
  expect(receiver.repeated).toBeGreaterThanOrEqual(silent);
  expect(silent).toBeGreaterThan(0);
  const { rows: incidents } = await watcher.query(
    'select i.business_key, count(*)::integer as n from incidents x join instances i on i.id = x.instance_id group by 1 order by 1',
  );
  expect(incidents).toEqual(
    poison
      .map((errand) => ({ business_key: errand.id, n: 1 }))
      .sort((a, b) => (a.business_key < b.business_key ? -1 : 1)),
  );
  expect(receiver.failed).toBe(poison.length * 3);
  const { rows: statuses } = await watcher.query(
    'select status, count(*)::integer as n from instances group by 1 order by 1',
  );
  expect(statuses).toEqual([
    { status: 'active', n: poison.length },
    { status: 'completed', n: sent.length - poison.length },
  ]);
  const [clean, poisoned] = [Math.round(before.p95), Math.round(during.p95)];
  progress(
    `R11: ${sent.length} errands, ${poison.length} poison, ${silent} silent; p95 of the others ${clean} ms without poison, ${poisoned} ms with it`,
  );
  expect(during.p95).toBeLessThan(before.p95 * MARGIN.times + MARGIN.ms);
});
