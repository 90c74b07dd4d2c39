import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/persistence/data-source.ts';
import { PoolLines } from '../../src/persistence/pool-lines.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { WakeUp } from '../../src/runtime/wake-up.ts';
import { layLine } from '../faults/cuttable-line.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/test-app.ts';

let created: TestDatabase;
let database: Database;
beforeAll(async () => {
  created = await createDatabase('postgres');
  database = await created.open();
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

it('tells other runners of committed work, once per transaction, and of nothing that was rolled back', async () => {
  const url = created.config.kind === 'postgres' ? created.config.url : null;
  const [here, there] = [new WakeUp(url), new WakeUp(url)];
  const heard: string[] = [];
  here.onWork('jobs', () => heard.push('here'));
  there.onWork('jobs', () => heard.push('there'));
  there.onWork('timers', () => heard.push('timers'));
  await there.listen();
  const unitOfWork = new UnitOfWork(database.dataSource);
  await expect(
    unitOfWork.run({ kind: 'platform' }, async (tx) => {
      here.afterCommit(tx, 'timers');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    here.afterCommit(tx, 'jobs');
    here.afterCommit(tx, 'jobs');
    expect(heard).toEqual([]);
  });
  await eventually(async () => heard.length >= 2, 'both have heard of it');
  expect([...heard].sort()).toEqual(['here', 'there']); // In either order.

  // A broken connection is replaced.
  await database.dataSource.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'circula wake-up'",
  );
  await eventually(async () => {
    await unitOfWork.run({ kind: 'platform' }, async (tx) => here.afterCommit(tx, 'jobs'));
    return heard.filter((who) => who === 'there').length > 1;
  }, 'it listens again');
  await Promise.all([here.stop(), there.stop()]);
});

it('drops a line that has died without a word, and none on which the database is at work', {
  timeout: 60_000,
}, async () => {
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  const { url } = created.config;
  const line = await layLine(Number(new URL(url).port));
  const behind = new URL(url);
  behind.port = String(line.port);
  const pooled = await openDatabase({ ...created.config, url: behind.href, connections: 2 });
  const wakeUp = new WakeUp(url, new PoolLines(pooled.dataSource));
  try {
    await wakeUp.listen();
    const began = performance.now();
    await pooled.dataSource.query('select pg_sleep(6)');
    expect(performance.now() - began).toBeGreaterThan(6_000);

    line.cut();
    const answered = pooled.dataSource.query('select 1');
    line.mend();
    await expect(answered).rejects.toThrow('Connection terminated unexpectedly');
    await pooled.dataSource.query('select 1');
  } finally {
    await wakeUp.stop();
    await pooled.close();
    line.close();
  }
});
