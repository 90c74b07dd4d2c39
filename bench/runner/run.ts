import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { buildApp } from '../../packages/server/src/app.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { identity } from '../../packages/server/src/domains/identity/index.ts';
import { openDatabase } from '../../packages/server/src/persistence/data-source.ts';
import { bar, median, missedBars, option, progress, table, whole } from '../figures.ts';
import { createInstallation, startDurablePostgres } from '../scale/installation.ts';
import { connectPostgres, openEmbedded } from './connections.ts';
import { copyInstances, writeMany, writeOneByOne } from './limit.ts';
import { completeTasks, openOffice } from './subject.ts';

/**
 * `npm run bench -- runner [--rounds 5] [--seconds 3]`: whole commands of the runner (a task completed: locked, stepped by the
 * engine, written and committed) beside the same rows written by hand, on PostgreSQL with fsync and synchronous_commit on,
 * and on the embedded database. Limits and commands take turns; medians of the rounds. A bar that does not hold fails
 * the command.
 */
const rounds = Number(option('rounds', '5'));
const seconds = Number(option('seconds', '3'));
const CONNECTIONS = 16;
const BATCH = 50;

/** What is measured: until a moment of performance.now, how many commands were done. */
type Measured = Readonly<Record<string, (end: number) => Promise<number>>>;

/** Commands per second of each, in turns. `between` runs before each round. */
async function inTurns(measured: Measured, between: () => Promise<unknown>): Promise<Record<string, number>> {
  const rates = new Map<string, number[]>(Object.keys(measured).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    await between();
    for (const [name, work] of Object.entries(measured)) {
      const began = performance.now();
      const done = await work(began + seconds * 1000);
      rates.get(name)?.push((done * 1000) / (performance.now() - began));
    }
    progress(`round ${round + 1} of ${rounds}, load ${loadavg()[0]?.toFixed(1)}`);
  }
  return Object.fromEntries([...rates].map(([name, found]) => [name, median(found)]));
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

async function onPostgres(): Promise<void> {
  const server = await startDurablePostgres();
  const installation = await createInstallation(server, { connections: CONNECTIONS, domains: [identity] });
  const office = await openOffice(installation.app, 64);
  const { database } = installation.config;
  if (database.kind !== 'postgres') throw new Error('This part needs PostgreSQL.');
  const connections = await connectPostgres(database.url, CONNECTIONS);
  const [first] = connections;
  if (first === undefined) throw new Error('There is no connection.');
  const { institution } = office;
  const copies = await copyInstances(first, institution, office.waiting[0]?.instance ?? '', CONNECTIONS * BATCH);
  const own = (index: number) => copies.slice(index * BATCH, (index + 1) * BATCH);
  const limit = async (count: number, end: number) =>
    sum(
      await Promise.all(
        connections.slice(0, count).map((one, index) => writeOneByOne(one, institution, own(index), end)),
      ),
    );
  const rates = await inTurns(
    {
      'by hand, 1 connection': async (end) => await limit(1, end),
      'runner, 1 client': async (end) => await completeTasks(office, 1, end),
      'by hand, 16 connections': async (end) => await limit(CONNECTIONS, end),
      'runner, 16 clients': async (end) => await completeTasks(office, 16, end),
      'by hand, 16 connections, 50 at a time': async (end) =>
        sum(await Promise.all(connections.map((one, index) => writeMany(one, institution, own(index), end)))),
      'runner, 64 clients': async (end) => await completeTasks(office, 64, end),
    },
    // As autovacuum does within a minute: tables that have just been filled have no statistics.
    async () => await installation.sql.query('analyze'),
  );
  report('PostgreSQL', rates, [
    ['runner, 1 client', 'by hand, 1 connection', 3],
    ['runner, 16 clients', 'by hand, 16 connections', 2],
    ['runner, 64 clients', 'by hand, 16 connections, 50 at a time', 3],
  ]);
  await Promise.all(connections.map(async (one) => await one.close()));
  await installation.close();
  await server.stop();
}

async function onEmbedded(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'circula-bench-'));
  const database = { kind: 'embedded', folder } as const;
  const opened = await openDatabase(database, {});
  const base = readConfig({ CIRCULA_DEMO: '0', CIRCULA_LOG: 'silent', CIRCULA_DATA: folder });
  const config = { ...base, database, shedding: { delayMs: 0, waitMs: 0, heapPercent: 0 } };
  const app = await buildApp({ config, dataSource: opened.dataSource, domains: [identity] });
  const office = await openOffice(app, 64);
  const runner = await inTurns(
    {
      'runner, 1 client': async (end) => await completeTasks(office, 1, end),
      'runner, 64 clients': async (end) => await completeTasks(office, 64, end),
    },
    async () => await opened.dataSource.query('analyze'),
  );
  await app.stop();
  await opened.close();
  const direct = await openEmbedded(path.join(folder, 'database'));
  const { institution } = office;
  const copies = await copyInstances(direct, institution, office.waiting[0]?.instance ?? '', BATCH);
  const limits = await inTurns(
    {
      'by hand': async (end) => await writeOneByOne(direct, institution, copies, end),
      'by hand, 50 at a time': async (end) => await writeMany(direct, institution, copies, end),
    },
    async () => await direct.query('analyze', 'analyze', []),
  );
  await direct.close();
  rmSync(folder, { recursive: true, force: true });
  report('The embedded database', { ...runner, ...limits }, [
    ['runner, 1 client', 'by hand', 3],
    ['runner, 64 clients', 'by hand, 50 at a time', 3],
  ]);
}

function report(
  name: string,
  rates: Readonly<Record<string, number>>,
  bars: readonly (readonly [subject: string, limit: string, parts: number])[],
): void {
  console.log(`\n${name}: commands per second\n`);
  table(
    ['what', 'per second'],
    Object.entries(rates).map(([what, rate]) => [what, whole(rate)]),
  );
  console.log('');
  for (const [subject, limit, parts] of bars) {
    const ratio = (rates[subject] ?? 0) / (rates[limit] ?? Number.NaN);
    bar(`${subject} ≥ 1/${parts} of ${limit}`, ratio >= 1 / parts, ratio.toFixed(2));
  }
}

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`);
await onPostgres();
await onEmbedded();
process.exit(missedBars() > 0 ? 1 : 0);
