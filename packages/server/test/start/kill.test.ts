import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { identity } from '../../src/domains/identity/index.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { model } from '../runtime/models.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';

const SCRIPT = fileURLToPath(new URL('../support/server-process.ts', import.meta.url));
const REQUESTS = 60;
const KILLS = 3;

/** A job, then a timer that is due at once, then the end. */
const LOAD = model(`
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="job"/>
    <bpmn:serviceTask id="job"><bpmn:extensionElements><zeebe:taskDefinition type="leave-trace"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="job" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT0.2S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f3" sourceRef="wait" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`);

let child: ChildProcess | undefined;
afterAll(() => void child?.kill('SIGKILL'));

/** Starts the server process; answers its address. */
async function launch(database: TestDatabase): Promise<string> {
  const where: Record<string, string> =
    database.config.kind === 'postgres'
      ? { DATABASE_URL: database.config.url }
      : { CIRCULA_DATA: database.config.folder };
  const started = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), PORT: '0', LOAD: '1', CIRCULA_RATE_LIMIT: '0', ...where },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  return await new Promise((resolve, reject) => {
    started.stdout.on('data', (data) => {
      const address = /^ready (\S+)$/m.exec(String(data))?.[1];
      if (address !== undefined) resolve(address);
    });
    started.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

async function kill(): Promise<void> {
  const dying = child;
  if (!dying) return;
  const gone = new Promise((resolve) => dying.once('exit', resolve));
  dying.kill('SIGKILL');
  await gone;
}

describe.each(['postgres', 'embedded'] as const)('a server killed in the middle of its work (%s)', (kind) => {
  it('loses nothing and does nothing twice', { timeout: 120_000 }, async () => {
    const created = await createDatabase(kind);
    let database = await created.open();
    const app = await createTestApp(database, created, { domains: [identity] });
    const institution = await createInstitution(app.services.unitOfWork);
    const definition = await publishModel(app, institution.id, { bpmn: LOAD });
    await app.stop();
    await database.close();

    let address = await launch(created);
    const login = { login: 'load@circula.example', password: 'circula-demo', name: 'Load', locale: 'ro' };
    const json = { 'content-type': 'application/json' };
    const signedUp = await fetch(`${address}/api/v1/accounts`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(login),
    });
    const cookie = signedUp.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { csrfToken } = (await signedUp.json()) as { csrfToken: string };

    const keys = Array.from({ length: REQUESTS }, () => randomUUID());
    const answered = new Map<string, string>();
    /** Sends the request until it is answered; the server may be dead or away at any moment. */
    const insist = async (key: string) => {
      for (let attempt = 0; attempt < 400; attempt += 1) {
        try {
          const answer = await fetch(`${address}/api/v1/institutions/${institution.slug}/instances`, {
            method: 'POST',
            headers: { ...json, cookie, 'x-csrf-token': csrfToken, 'idempotency-key': key },
            body: JSON.stringify({ definition }),
          });
          if (answer.status === 201) {
            const { instance } = (await answer.json()) as { instance: string };
            const before = answered.get(key);
            if (before !== undefined) expect(instance).toBe(before);
            answered.set(key, instance);
            return;
          }
        } catch {
          // Cut off: the same request is sent again.
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('The request was never answered.');
    };
    const clients = Array.from({ length: 4 }, async (_, client) => {
      for (const [index, key] of keys.entries()) if (index % 4 === client) await insist(key);
    });
    for (let i = 0; i < KILLS; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 350));
      await kill();
      address = await launch(created);
    }
    await Promise.all(clients);
    await Promise.all(keys.map(insist)); // Again, all of them: the answers must be the same.

    // What the dead held is taken over when their leases have run out.
    await kill();
    database = await created.open();
    const unitOfWork = new UnitOfWork(database.dataSource);
    await unitOfWork.run({ kind: 'worker' }, async (tx) => {
      await tx.query("update jobs set lease_until = now() - interval '1 second' where lease_until is not null");
      await tx.query("update timers set lease_until = now() - interval '1 second' where lease_until is not null");
    });
    await database.close();
    await launch(created);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await kill();
    database = await created.open();
    const uow = new UnitOfWork(database.dataSource);
    const found = await uow.run({ kind: 'institution', institution: institution.id }, async (tx) => ({
      instances: await tx.query<{ business_key: string; id: string; status: string }>(
        'select business_key, id, status from instances',
      ),
      traces: await tx.query('select slug from offices'),
      timers: await tx.query('select key from timers'),
      fired: await tx.query("select seq from journal where type = 'waitClosed' and event->>'wait' = 'timer'"),
    }));
    expect(found.instances.map((row) => row.business_key).sort()).toEqual([...keys].sort());
    expect(new Map(found.instances.map((row) => [row.business_key, row.id]))).toEqual(answered);
    expect(found.instances.filter((row) => row.status !== 'completed')).toEqual([]);
    expect([found.traces.length, found.timers.length, found.fired.length]).toEqual([REQUESTS, 0, REQUESTS]);
    await database.close();
    await created.drop();
  });
});
