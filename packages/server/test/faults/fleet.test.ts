import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../../src/domains/identity/index.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { model } from '../runtime/models.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { type CuttableLine, layLine } from './cuttable-line.ts';
import { OfficeLoad, signUp } from './office-load.ts';
import { LEASE_SECONDS, RunnerFleet } from './runner-fleet.ts';
import { progress, random, seed, size } from './sizes.ts';

/**
 * Three runners on one PostgreSQL under load: two with clocks that are ten minutes wrong, one behind a line that can go
 * dead. They are killed, paused, told to end; the database is struck down, its connections cut. At the end nothing may
 * be lost, nothing may have counted twice, and the numbers have no gap.
 */
const MODEL = model(`
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>PT0.7S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="job"/>
    <bpmn:serviceTask id="job"><bpmn:extensionElements><zeebe:taskDefinition type="leave-trace"/></bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="f3" sourceRef="job" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`);
const TEN_MINUTES = 600_000;
/** How much slower than promised a loaded machine may be. */
const MARGIN = 4;

describe.sequential(`runners that fail (seed ${seed})`, { timeout: 3_600_000 }, () => {
  const pick = random(seed);
  const fleet = new RunnerFleet();
  let postgres: PostgresServer;
  let line: CuttableLine;
  let institution: { id: string; slug: string };
  let load: OfficeLoad;

  beforeAll(async () => {
    postgres = await startPostgres({ synchronous_commit: 'on' });
    const config = { kind: 'postgres', url: postgres.url, connections: 4 } as const;
    const database = await openDatabase(config);
    const app = await createTestApp(database, { config } as never, { domains: [identity] });
    institution = await createInstitution(app.services.unitOfWork);
    const definition = await publishModel(app, institution.id, { bpmn: MODEL });
    await app.stop();
    await database.close();
    line = await layLine(Number(new URL(postgres.url).port));
    const behind = new URL(postgres.url);
    behind.port = String(line.port);
    await Promise.all([
      fleet.add({ DATABASE_URL: postgres.url, SKEW_MS: String(TEN_MINUTES) }),
      fleet.add({ DATABASE_URL: postgres.url, SKEW_MS: String(-TEN_MINUTES) }),
      fleet.add({ DATABASE_URL: behind.href }),
    ]);
    load = new OfficeLoad(fleet, await signUp(fleet.address(0) ?? ''), institution.slug, definition);
    load.start(size(4, 8));
  });
  afterAll(async () => {
    fleet.stopAll();
    line?.close();
    await postgres?.stop();
  });

  const pause = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const ask = async <R extends pg.QueryResultRow>(sql: string): Promise<R[]> => {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const count = async (sql: string): Promise<number> => Number((await ask<{ n: string }>(sql))[0]?.n);
  const unfinished = (keys: readonly string[]) =>
    count(`select count(*) n from instances where status = 'active' and business_key = any ('{${keys.join(',')}}')`);
  /** Waits until what has been answered by now is carried through; the bar is `seconds`, with the machine's margin. */
  const goesOn = async (seconds: number) => {
    const began = Date.now();
    const keys = [...load.answered.keys()].slice(-50);
    while ((await unfinished(keys)) > 0) {
      if (Date.now() - began > seconds * 1000 * MARGIN) throw new Error(`Work did not go on within ${seconds} s.`);
      await pause(100);
    }
  };
  /** Waits until another request is answered. */
  const serves = async (seconds: number) => {
    const [before, began] = [load.answered.size, Date.now()];
    while (load.answered.size <= before) {
      if (Date.now() - began > seconds * 1000 * MARGIN) throw new Error(`No request was served within ${seconds} s.`);
      await pause(20);
    }
  };

  it('R5: a runner is killed', async () => {
    for (let turn = 0; turn < size(4, 500); turn += 1) {
      await pause(200 + pick(500));
      const victim = pick(fleet.size);
      await fleet.end(victim, 'SIGKILL');
      await goesOn(LEASE_SECONDS + 5);
      await fleet.restart(victim);
      progress(`R5: kill ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R7: a runner stands still for longer than its lease', async () => {
    for (let turn = 0; turn < size(2, 100); turn += 1) {
      await pause(100 + pick(300));
      const victim = pick(fleet.size);
      fleet.signal(victim, 'SIGSTOP');
      await pause(LEASE_SECONDS * 1000 + 500);
      fleet.signal(victim, 'SIGCONT');
      await goesOn(LEASE_SECONDS + 5);
      progress(`R7: pause ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R6: the database is struck down', async () => {
    for (let turn = 0; turn < size(2, 100); turn += 1) {
      await pause(200 + pick(500));
      await postgres.crash();
      await serves(5);
      progress(`R6: immediate restart ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('R6: every connection is cut', async () => {
    for (let turn = 0; turn < size(2, 50); turn += 1) {
      await pause(100 + pick(300));
      await ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      );
      await serves(5);
    }
    await goesOn(LEASE_SECONDS + 5);
  });

  it('R6: a line goes dead that nobody has closed', async () => {
    for (let turn = 0; turn < size(1, 50); turn += 1) {
      line.cut();
      await pause(500 + pick(1_000));
      line.mend();
      const began = Date.now();
      const health = async () =>
        (await fetch(`${fleet.address(2)}/readyz`, { signal: AbortSignal.timeout(1_000) })).status;
      for (;;) {
        if ((await health().catch(() => 0)) === 200) break;
        if (Date.now() - began > 5_000 * MARGIN) throw new Error('The runner did not find out that its line was dead.');
        await pause(100);
      }
      progress(`R6: dead line ${turn + 1} found out after ${Date.now() - began} ms`);
    }
    await goesOn(LEASE_SECONDS + 5);
  });

  it('R13: a runner is told to end', async () => {
    for (let turn = 0; turn < size(3, 100); turn += 1) {
      await pause(200 + pick(300));
      const [victim, cutOff, began] = [pick(fleet.size), load.cutOff, Date.now()];
      expect(await fleet.end(victim, 'SIGTERM')).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_000);
      // Who meets a closed door may be cut off once; who was inside is answered.
      expect(load.cutOff - cutOff).toBeLessThanOrEqual(size(4, 8));
      await fleet.restart(victim);
      progress(`R13: end ${turn + 1}, ${load.answered.size} answered`);
    }
  });

  it('P1, P3, P5, P6: nothing is lost, nothing counts twice, no timer was early', async () => {
    await load.stop();
    await load.repeat(25);
    const filed = [...load.answered.values()];
    const open = async () =>
      (await count("select count(*) n from instances where status = 'active'")) +
      (await count('select count(*) n from jobs where done_at is null'));
    const began = Date.now();
    while ((await open()) > 0) {
      if (Date.now() - began > (LEASE_SECONDS + 60) * 1000) throw new Error('Work is left that nobody does.');
      await pause(200);
    }
    expect(await ask('select code, message from incidents')).toEqual([]);
    const instances = await ask<{ id: string; business_key: string; status: string }>(
      'select id, business_key, status from instances',
    );
    expect(new Map(instances.map((row) => [row.business_key, row.id]))).toEqual(
      new Map([...load.answered].map(([key, { instance }]) => [key, instance])),
    );
    expect(new Set(instances.map((row) => row.status))).toEqual(new Set(['completed']));
    const numbers = await ask<{ number: number; subject: string }>(
      'select number, subject from register_entries order by number',
    );
    expect(numbers.map((row) => row.number)).toEqual(filed.map((_, index) => index + 1));
    for (const { number, subject } of numbers) expect(load.answered.get(subject)?.number).toBe(number);
    // Each matter has left the trace of its job and of its letter, once.
    expect(await count('select count(*) n from offices')).toBe(filed.length * 2);
    expect(await count("select count(*) n from journal where type = 'waitClosed' and event->>'wait' = 'timer'")).toBe(
      filed.length,
    );
    expect(await count('select count(*) n from timers')).toBe(0);
    // The trace's time is the database's own; the timer was due 0.7 s after the instance was started.
    expect(
      await count(`select count(*) n from offices o join instances i on o.slug like i.id || '-%' and o.slug not like '%-letter'
        where (o.name->>'at')::timestamptz < i.created_at + interval '0.7 seconds'`),
    ).toBe(0);
    // Audit chain, register, and each state against its journal.
    const database = await openDatabase({ kind: 'postgres', url: postgres.url, connections: 2 });
    const { findings, checked } = await withSnapshot(database.dataSource, async (snapshot) => {
      return await verify(snapshotInstallation(snapshot));
    });
    await database.close();
    expect(findings).toEqual([]);
    expect([checked.audit, checked.register, checked.journal]).toEqual([filed.length, filed.length, filed.length]);
    progress(
      `${filed.length} matters (${filed.length * 4} commands), refusals ${JSON.stringify([...load.refusals])}, cut off ${load.cutOff}`,
    );
    expect([...load.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
    expect(filed.length).toBeGreaterThan(100);
  });
});
