import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { Metrics } from '../../src/platform/metrics.ts';
import { model } from '../runtime/models.ts';
import { createDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

const LATE_TIMER = model(`
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT0S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`);

let app: App;
let worker: App;
let institution: string;
let end: () => Promise<void>;
beforeAll(async () => {
  const created = await createDatabase('postgres');
  const database = await openDatabase(created.config);
  app = await createTestApp(database, created, { domains: [identity] });
  worker = await createTestApp(database, created, {
    domains: [identity],
    config: { role: 'worker', readyLagSeconds: 60 },
  });
  ({ id: institution } = await createInstitution(app.services.unitOfWork));
  const definition = await publishModel(app, institution, { bpmn: LATE_TIMER });
  await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    await app.services.runner.start(tx, {
      definition: { id: definition },
      businessKey: randomUUID(),
      variables: {},
      actor: 'test',
    });
    await tx.query(
      `insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
       values ($1, $2, 1, 'x', 'y', 'z', now())`,
      [institution, randomUUID()],
    );
  });
  end = async () => {
    await app.server.close();
    await worker.server.close();
    await database.close();
    await created.drop();
  };
});
afterAll(async () => await end());

const ready = async (one: App) => (await one.server.inject('/readyz')).statusCode;

it('tells what waits, how long commands take and how the pool is used, at an address of its own', async () => {
  await app.server.inject('/livez');
  const server = await app.metrics.listen({ host: '127.0.0.1', port: 0 });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const text = await (await fetch(`${base}/metrics`)).text();
  for (const [name, value] of [
    ['circula_database_up', /^1$/],
    ['circula_open_incidents', /^1$/],
    ['circula_failing_start_timers', /^0$/],
    ['circula_expired_leases', /^0$/],
    ['circula_outbox_age_seconds', /^0$/],
    ['circula_oldest_timer_seconds', /^\d/],
    ['circula_pool_open_connections', /^\d/],
    ['circula_pool_waiting', /^0$/],
    ['circula_command_seconds_count{command="start"}', /^1$/],
    ['circula_command_visible_seconds_count{command="start"}', /^1$/],
    ['circula_http_seconds_count{method="GET",route="/livez",status="200"}', /^1$/],
    ['nodejs_eventloop_lag_p99_seconds', /^\d/],
  ] as const) {
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    expect(line?.slice(name.length + 1), name).toMatch(value);
  }
  expect((await fetch(`${base}/`)).status).toBe(404);
  expect((await app.server.inject('/metrics')).statusCode).toBe(404);
  server.close();
});

it('tell the rest while the database is away', async () => {
  const metrics = new Metrics();
  metrics.command('start', 'done', 5);
  metrics.read({
    pool: () => ({ open: 1, idle: 1, waiting: 0 }),
    backlog: async () => await Promise.reject(new Error('the database is away')),
  });
  const lines = (await metrics.text()).split('\n');
  for (const line of [
    'circula_database_up 0',
    'circula_outbox_age_seconds Nan',
    'circula_pool_open_connections 1',
    'circula_command_seconds_count{command="start"} 1',
  ])
    expect(lines).toContain(line);
});

it('calls a worker that leaves timers lying not ready, and a server for people still ready', async () => {
  expect([await ready(app), await ready(worker)]).toEqual([200, 200]);
  await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    await tx.query("update timers set due = now() - interval '2 minutes'");
  });
  expect([await ready(app), await ready(worker)]).toEqual([200, 503]);
  expect((await worker.server.inject('/readyz')).json().detail).toContain('fallen behind');
  expect((await worker.server.inject('/livez')).statusCode).toBe(200);
});
