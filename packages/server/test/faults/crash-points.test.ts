import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import { CALLED, CALLER, MESSAGES, model, TIMER, TWO_TASKS } from '../runtime/models.ts';
import { ApiClient } from '../support/client.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { dumpInstitution } from './dump-institution.ts';
import { FAULTS, type Fault, FaultyDriver } from './faulty-driver.ts';
import { type Ask, office } from './office-domain.ts';
import { progress, seed, size } from './sizes.ts';

/**
 * R4: each of these commands meets a fault at each of its calls to the database, is sent again with the same key, and
 * afterwards everything is as if nothing had happened. So does the background work that follows from them.
 */
const service = (type: string) =>
  TIMER.replace(/<bpmn:intermediateCatchEvent.*<\/bpmn:intermediateCatchEvent>/s, (event) =>
    event
      .replaceAll('intermediateCatchEvent', 'serviceTask')
      .replace(/<bpmn:timerEventDefinition>.*<\/bpmn:timerEventDefinition>/s, '')
      .replace(
        'id="p_n">',
        `id="p_n"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="1"/></bpmn:extensionElements>`,
      ),
  );
const SIGNAL = `${TIMER.replace(/<bpmn:timerEventDefinition>.*<\/bpmn:timerEventDefinition>/s, '<bpmn:signalEventDefinition signalRef="sig"/>')}
  <bpmn:signal id="sig" name="go"/>`;
const MODELS = {
  tasks: model(TWO_TASKS),
  trace: model(service('leave-trace')),
  poison: model(service('poison')),
  timer: model(TIMER),
  calls: model(CALLER + CALLED),
  message: model(MESSAGES),
  signal: model(SIGNAL),
} as const;
type ModelName = keyof typeof MODELS;

const start = (name: ModelName, businessKey: string, variables: object = {}) =>
  ({ do: 'start', definition: name, businessKey, variables }) as const;
const complete = (businessKey: string, element: string): Ask => ({
  do: 'execute',
  businessKey,
  element,
  command: { type: 'completeTask', variables: { done: element }, actor: 'ana' },
});
const COMMANDS: readonly Ask[] = [
  start('tasks', 'a'),
  complete('a', 'first'),
  complete('a', 'second'),
  { do: 'file', definition: 'trace', businessKey: 'b' },
  { do: 'file', definition: 'tasks', businessKey: 'c' },
  { do: 'execute', businessKey: 'c', element: '', command: { type: 'setVariables', variables: { x: 1 } } },
  { do: 'execute', businessKey: 'c', element: 'first', command: { type: 'throwError', code: 'no', message: 'no' } },
  start('timer', 'd'),
  start('timer', 'e'),
  { do: 'execute', businessKey: 'e', element: '', command: { type: 'cancel', reason: 'enough' } },
  start('calls', 'f'),
  complete('f', 'called_n'),
  start('calls', 'g'),
  { do: 'execute', businessKey: 'g', element: '', command: { type: 'cancel' } },
  start('message', 'h', { ref: 'h' }),
  { do: 'publish', name: 'paid', key: 'h', messageId: 'm1' },
  { do: 'publish', name: 'paid', key: 'h', messageId: 'm1' },
  { do: 'publish', name: 'paid', key: 'later', messageId: 'm2' },
  start('message', 'i', { ref: 'later' }),
  start('signal', 'j'),
  start('signal', 'k'),
  { do: 'broadcast', name: 'go' },
  start('poison', 'l'),
  start('poison', 'm', { cured: true }),
  { do: 'file', definition: 'timer', businessKey: 'n' },
  start('tasks', 'o'),
  { do: 'execute', businessKey: 'o', element: '', command: { type: 'suspend', reason: 'wait' } },
  { do: 'execute', businessKey: 'o', element: '', command: { type: 'resume' } },
  complete('o', 'first'),
  ...['q', 'r', 's', 't'].flatMap((key): Ask[] => [
    { do: 'file', definition: 'trace', businessKey: key },
    { do: 'file', definition: 'tasks', businessKey: `${key}${key}` },
    complete(`${key}${key}`, 'first'),
  ]),
];

const clock = new ManualClock('2026-03-02T08:00:00Z');
const driver = new FaultyDriver();
let created: TestDatabase;
let database: Database;
let web: App;
let client: ApiClient;
beforeAll(async () => {
  created = await createDatabase('postgres');
  database = await created.open();
  // The clock runs for hours in each travel.
  const noisy = process.env.CIRCULA_LOG === undefined ? {} : { logLevel: 'error' as const };
  const session = { idleMinutes: 1_000_000, hours: 100_000 };
  web = await createTestApp(database, created, { clock, domains: [identity, office], config: { session, ...noisy } });
  const login = 'fault@circula.example';
  const payload = { login, password: 'circula-demo', name: 'Fault', locale: 'ro' };
  await web.server.inject({ method: 'POST', url: '/api/v1/accounts', payload });
  client = await ApiClient.logIn(web.server, login, payload.password);
  driver.install();
});
afterAll(async () => {
  driver.uninstall();
  await web.stop();
  await database.close();
  await created.drop();
});

/** What goes wrong at which call, for the command of an index; null: nothing. */
type Plan = (index: number) => { fault: Fault; at: number } | null;

/** Travels all commands in an institution of its own; answers its dump and the most calls that a command made. */
async function travel(plan: Plan): Promise<{ dump: string; calls: number }> {
  const { unitOfWork } = web.services;
  const institution = await createInstitution(unitOfWork);
  const definitions = new Map<string, string>();
  for (const [name, bpmn] of Object.entries(MODELS))
    definitions.set(name, await publishModel(web, institution.id, { bpmn, type: name }));
  let calls = 0;
  for (const [index, ask] of COMMANDS.entries()) {
    const body = 'definition' in ask ? { ...ask, definition: definitions.get(ask.definition) } : ask;
    const send = async () =>
      await client.post(`/institutions/${institution.slug}/asks`, body, {
        'idempotency-key': `${institution.slug}-${index}`,
      });
    const planned = plan(index);
    driver.arm(planned?.fault ?? 'error', planned?.at ?? Number.MAX_SAFE_INTEGER);
    const first = await send();
    calls = Math.max(calls, driver.disarm());
    if (first.status !== 201) {
      expect([ask, planned, first.status, first.body]).toMatchObject([ask, planned, planned === null ? 201 : 503, {}]);
      const again = await send();
      expect([ask, again.status, again.body]).toMatchObject([ask, 201, {}]);
    }
  }
  await workInBackground(institution.id, plan);
  const dump = await unitOfWork.run({ kind: 'institution', institution: institution.id }, dumpInstitution);
  return { dump: dump.replaceAll(institution.slug, '<slug>'), calls };
}

/** Jobs and timers of the institution, by a runner of its own that meets the faults as well. */
async function workInBackground(institution: string, plan: Plan): Promise<void> {
  const worker = await createTestApp(database, created, { clock, domains: [identity, office] });
  const open = async () => {
    const [row] = await web.services.unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) =>
        await tx.query<{ open: string }>(
          `select (select count(*) from jobs where done_at is null and failed_at is null)
              + (select count(*) from timers where due <= $1) as open`,
          [tx.now],
        ),
    );
    return Number(row?.open);
  };
  clock.advance(3_700_000);
  await worker.runtime.start();
  for (let index = 0; index < COMMANDS.length; index += 4) {
    const planned = plan(index);
    if (planned === null) break;
    driver.arm(planned.fault, planned.at + index);
    worker.runtime.wake();
    await new Promise((resolve) => setTimeout(resolve, 5));
    driver.disarm();
  }
  driver.disarm();
  for (let round = 0; (await open()) > 0; round += 1) {
    if (round > 400) throw new Error('The background work does not end.');
    // Leases that a fault has left behind run out, pauses end.
    clock.advance(61_000);
    worker.runtime.wake();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await worker.stop();
}

it(`R4: ${COMMANDS.length} commands that meet a fault at any call count once (seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const expected = await travel(() => null);
  expect(expected.dump).toContain('"number":1,');
  expect(expected.dump.match(/"status":"completed"/g)?.length).toBeGreaterThan(10);
  expect((await travel(() => null)).dump).toBe(expected.dump);
  const kinds = size(1, FAULTS.length);
  for (let turn = 0; turn < kinds; turn += 1) {
    for (let at = 1; at <= expected.calls; at += 1) {
      const plan: Plan = (index) => ({ fault: FAULTS[(index + at + turn + seed) % FAULTS.length] ?? 'error', at });
      const { dump } = await travel(plan);
      expect(dump, `call ${at}, turn ${turn}`).toBe(expected.dump);
      progress(`R4: call ${at} of ${expected.calls}, turn ${turn + 1} of ${kinds}, ${driver.struck} faults so far`);
    }
  }
  expect(driver.struck).toBeGreaterThan(COMMANDS.length * kinds * 5);
});
