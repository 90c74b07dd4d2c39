import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { identity } from '../../src/domains/identity/index.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { verify } from '../../src/operations/verify/verify.ts';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { model } from '../runtime/models.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import type { OfficeLoad } from './office-load.ts';

/** A timer, then a job: each matter takes three commands (start, timer, job) and sends one letter. */
export const COMMANDS_PER_MATTER = 3;
export const OFFICE_MODEL = model(`
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
/** A job alone, of the kind that takes its time. */
export const SLOW_MODEL = OFFICE_MODEL.replace('type="leave-trace"', 'type="leave-slow-trace"').replace(
  'PT0.7S',
  'PT0S',
);
const PATIENCE_MS = 60_000;

/** A PostgreSQL of its own with one institution and its process, and what it takes to look into it while runners fail. */
export class OfficeAtWork {
  readonly postgres: PostgresServer;
  readonly institution: { readonly id: string; readonly slug: string };
  readonly definition: string;

  constructor(
    postgres: PostgresServer,
    institution: { readonly id: string; readonly slug: string },
    definition: string,
  ) {
    this.postgres = postgres;
    this.institution = institution;
    this.definition = definition;
  }

  static async open(settings: Readonly<Record<string, string>>): Promise<OfficeAtWork> {
    const postgres = await startPostgres(settings);
    const config = { kind: 'postgres', url: postgres.url, connections: 4 } as const;
    const database = await openDatabase(config);
    const app = await createTestApp(database, { config } as never, { domains: [identity] });
    const institution = await createInstitution(app.services.unitOfWork);
    const definition = await publishModel(app, institution.id, { bpmn: OFFICE_MODEL });
    await app.stop();
    await database.close();
    return new OfficeAtWork(postgres, institution, definition);
  }

  async ask<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    // A database that is struck down between two answers says so by an event; the next question fails by itself.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async count(sql: string): Promise<number> {
    return Number((await this.ask<{ n: string }>(sql))[0]?.n);
  }

  /** Ids of the instances that are still on their way. */
  async open(): Promise<string[]> {
    return (await this.ask<{ id: string }>("select id from instances where status = 'active'")).map((row) => row.id);
  }

  /** Waits until these instances are carried through; answers after how many milliseconds. Throws after `most`. */
  async carriedThrough(instances: readonly string[], most: number): Promise<number> {
    const began = Date.now();
    const left = `select count(*) n from instances where status = 'active' and id = any ('{${instances.join(',')}}')`;
    while ((await this.count(left)) > 0) {
      if (Date.now() - began > most) {
        throw new Error(`Work did not go on within ${most / 1000} s: ${JSON.stringify(await this.#left(instances))}`);
      }
      await pause(100);
    }
    return Date.now() - began;
  }

  /**
   * Once nobody files any more: what was answered is there once, with the number that was answered and all that followed
   * from it; no number is missing; no timer was early; audit, register and journals agree. Throws what is not so.
   */
  async reckon(load: OfficeLoad): Promise<void> {
    const filed = [...load.answered.values()];
    const began = Date.now();
    while ((await this.open()).length + (await this.count('select count(*) n from jobs where done_at is null')) > 0) {
      if (Date.now() - began > PATIENCE_MS) throw new Error('Work is left that nobody does.');
      await pause(200);
    }
    assert.deepEqual(await this.ask('select code, message from incidents'), []);
    const instances = await this.ask<{ id: string; business_key: string; status: string }>(
      'select id, business_key, status from instances',
    );
    assert.deepEqual(
      new Map(instances.map((row) => [row.business_key, row.id])),
      new Map([...load.answered].map(([key, { instance }]) => [key, instance])),
    );
    assert.deepEqual(new Set(instances.map((row) => row.status)), new Set(['completed']));
    const numbers = await this.ask<{ number: number; subject: string }>(
      'select number, subject from register_entries order by number',
    );
    assert.deepEqual(
      numbers.map((row) => row.number),
      filed.map((_, index) => index + 1),
    );
    for (const { number, subject } of numbers) assert.equal(load.answered.get(subject)?.number, number);
    // Each matter has left the trace of its job and of its letter, once.
    assert.equal(await this.count('select count(*) n from offices'), filed.length * 2);
    assert.equal(
      await this.count("select count(*) n from journal where type = 'waitClosed' and event->>'wait' = 'timer'"),
      filed.length,
    );
    assert.equal(await this.count('select count(*) n from timers'), 0);
    // The trace's time is the database's own; the timer was due 0.7 s after the instance was started.
    assert.equal(
      await this.count(`select count(*) n from instances i
        join offices o on o.institution_id = i.institution_id and left(o.slug, 36) = i.id::text and o.slug not like '%-letter'
        where (o.name->>'at')::timestamptz < i.created_at + interval '0.7 seconds'`),
      0,
    );
    await this.#verify(filed.length);
  }

  /** What these instances wait for, with its try, and by how many seconds it and its lease are late. */
  async #left(instances: readonly string[]): Promise<object[]> {
    const columns = (from: string) =>
      `instance_id, attempts, extract(epoch from now() - ${from}) as late, extract(epoch from now() - lease_until) as free`;
    const ids = `instance_id = any ('{${instances.join(',')}}')`;
    return await this.ask(
      `select 'timer' as what, ${columns('due')}, null as error from timers where ${ids}
       union all select job_type, ${columns('run_at')}, last_error from jobs where done_at is null and ${ids}`,
    );
  }

  /** Audit chain, register, and each state against its journal. */
  async #verify(filed: number): Promise<void> {
    const database = await openDatabase({ kind: 'postgres', url: this.postgres.url, connections: 2 });
    const { findings, checked } = await withSnapshot(database.dataSource, async (snapshot) => {
      return await verify(snapshotInstallation(snapshot));
    });
    await database.close();
    assert.deepEqual(findings, []);
    assert.deepEqual([checked.audit, checked.register, checked.journal], [filed, filed, filed]);
  }
}

/** An institution and its process, in whatever schema there is. */
export async function furnish(
  url: string,
  bpmn = OFFICE_MODEL,
): Promise<{ institution: { id: string; slug: string }; definition: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const id = randomUUID();
  const slug = `t${id.slice(0, 8)}`;
  await client.query(
    "insert into institutions (id, slug, name, kind, county) values ($1, $2, $2, 'town-hall', 'Cluj')",
    [id, slug],
  );
  await client.query("insert into request_types (institution_id, id) values ($1, 'test')", [id]);
  const { rows } = await client.query<{ id: string }>(
    `insert into definitions (institution_id, request_type, version, content, process_id, published_at)
     values ($1, 'test', 1, $2, 'p', now()) returning id`,
    [id, JSON.stringify({ files: { 'process.bpmn': bpmn } })],
  );
  await client.end();
  return { institution: { id, slug }, definition: rows[0]?.id ?? '' };
}

export const pause = async (milliseconds: number): Promise<void> =>
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
