import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/persistence/data-source.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { WakeUp } from '../../src/runtime/wake-up.ts';
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
