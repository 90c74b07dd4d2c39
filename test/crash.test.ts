import { type Database, openDatabase } from '@circula/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, submitCertificateRequest, workInbox } from './certificate-road.ts';
import { Person } from './person.ts';
import { RunningServer } from './running-server.ts';
import { freePort, startPostgres, type ThrowawayPostgres } from './throwaway-postgres.ts';

/**
 * A hundred requests travel the whole road on PostgreSQL while the server is killed without warning and started again.
 * Nothing may be lost, nothing may count twice. CIRCULA_SEED repeats a run's moment of death.
 */
const requests = 100;
const institution = 'cj-cluj';
const seed = Number(process.env.CIRCULA_SEED ?? Date.now() % 1_000_000);
const doingTogether = 6;

let postgres: ThrowawayPostgres;
let database: Database;
let environment: Record<string, string>;
let server: RunningServer;

beforeAll(async () => {
  postgres = await startPostgres();
  const port = await freePort();
  environment = { DATABASE_URL: postgres.url, PORT: String(port), CIRCULA_RATE_LIMIT: '0', CIRCULA_LOG: 'error' };
  server = new RunningServer(environment);
  await server.address();
  database = await openDatabase({ kind: 'postgres', url: postgres.url, connections: 2 });
});
afterAll(async () => {
  await database?.close();
  await server?.stop('SIGKILL');
  await postgres?.stop();
});

const rows = <Row>(sql: string): Promise<Row[]> => database.dataSource.query(sql);
const count = async (sql: string): Promise<number> => Number((await rows<{ n: string }>(sql))[0]?.n);

/** Kills the server once so many tasks are done, and starts it again; how much had been done by then. */
async function dieAndReturn(afterTasks: number): Promise<void> {
  while ((await count(`select count(*) n from tasks where status = 'completed'`)) < afterTasks) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await server.stop('SIGKILL');
  server = new RunningServer(environment);
  await server.address();
}

it(`${requests} certificates survive a kill -9 (seed ${seed})`, async () => {
  const origin = await server.address();
  const citizen = await Person.logIn(origin, 'cetatean@circula.example', password);
  const logins = ['registrator', 'arhitect.sef', 'inspector', 'sef.serviciu', 'secretar.general', 'presedinte'];
  const officials: Person[] = [];
  for (const name of logins) officials.push(await Person.logIn(origin, `${name}@cj-cluj.example`, password));
  const inspector = officials[2]?.account ?? '';

  let isOver = false;
  const names = Array.from({ length: requests }, (_, index) => `request-${seed}-${index}`);
  const submitting = Promise.all(
    Array.from({ length: doingTogether }, async () => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) {
        await submitCertificateRequest(citizen, institution, name);
      }
    }),
  );
  const working = Promise.all(officials.map((one) => workInbox(one, institution, inspector, () => isOver)));
  // Anywhere between the first task and the last tenth of all seven hundred.
  const dying = dieAndReturn(1 + ((seed * 7919) % (requests * 7 * 0.9)));
  const watching = (async () => {
    while ((await count(`select count(*) n from requests where status = 'completed'`)) < requests) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    isOver = true;
  })();
  await Promise.all([submitting, working, dying, watching]);

  const expected = Array.from({ length: requests }, (_, index) => index + 1);
  const numbers = async (register: string) =>
    (
      await rows<{ number: number }>(
        `select number from register_entries where register = '${register}' order by number`,
      )
    ).map((row) => row.number);
  expect(await numbers('certificate-urbanism')).toEqual(expected);
  expect(await numbers('registru-general')).toEqual(expected);
  const perInstance = (condition: string) =>
    rows<{ n: string; instances: string }>(
      `select n, count(*) instances from (select instance_id, count(*) n from journal where ${condition} group by 1) x group by 1`,
    );
  const once = [{ n: '1', instances: String(requests) }];
  expect(await perInstance(`type = 'waitOpened' and element = 'termen-aproape'`)).toEqual(once);
  expect(await perInstance(`type = 'instanceCompleted'`)).toEqual(once);
  expect(await count('select count(*) n from timers')).toBe(0);
  expect(await count('select count(*) n from incidents where resolved_at is null')).toBe(0);
  expect(await count(`select count(*) n from payments where status = 'paid'`)).toBe(requests);
  const finals = await rows<{ n: string }>(
    `select count(*) n from documents where title = 'Certificat de urbanism' group by request_id`,
  );
  expect(finals).toHaveLength(requests);
  expect(new Set(finals.map((row) => row.n))).toEqual(new Set(['1']));
}, 300_000);
