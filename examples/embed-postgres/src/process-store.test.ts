import { apply, type Event, type State } from '@circula/engine';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type ThrowawayPostgres } from '../../../test/throwaway-postgres.ts';
import { openStore } from './open-store.ts';
import type { ProcessStore } from './process-store.ts';

let postgres: ThrowawayPostgres;
let pool: pg.Pool;
let store: ProcessStore;

beforeAll(async () => {
  postgres = await startPostgres();
  ({ pool, store } = await openStore(postgres.url));
});
afterAll(async () => {
  if (pool !== undefined) await closed(pool);
  await postgres?.stop();
});

/** `pool.end` answers before the connections are gone, and the server would still tell them that it stops. */
async function closed(pool: pg.Pool): Promise<void> {
  let left = pool.totalCount;
  const gone = new Promise<void>((resolve) => {
    if (left === 0) resolve();
    pool.on('remove', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  await pool.end();
  await gone;
}

async function tasksOf(instance: string): Promise<{ key: number; element: string }[]> {
  return (await pool.query('select key, element from tasks where instance = $1 order by key', [instance])).rows;
}

async function stateOf(instance: string): Promise<State> {
  return (await pool.query('select state from instances where id = $1', [instance])).rows[0].state;
}

it('joins two reviews that are completed at the same moment', async () => {
  await store.start('a', { plot: 17 });
  const tasks = await tasksOf('a');
  expect(tasks.map(({ element }) => element)).toEqual(['law', 'plan']);
  const answers = await Promise.all(tasks.map(({ key }) => store.execute('a', { type: 'completeTask', key })));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect((await stateOf('a')).status).toBe('completed');
  expect(await tasksOf('a')).toEqual([]);
});

it('lets one of two win who complete the same task', async () => {
  await store.start('b', {});
  const key = (await tasksOf('b'))[0]?.key ?? 0;
  const wish = { type: 'completeTask', key } as const;
  const answers = await Promise.all([store.execute('b', wish), store.execute('b', wish)]);
  expect(answers.filter(({ ok }) => ok).length).toBe(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'unknown-key' } });
  expect((await tasksOf('b')).length).toBe(1);
});

it('keeps a journal that gives the state when folded', async () => {
  const { rows } = await pool.query<{ event: Event }>(`select event from journal where instance = 'b' order by seq`);
  const folded = rows.reduce<State | null>((state, { event }) => apply(state, event), null);
  expect(folded).toEqual(await stateOf('b'));
});

it('writes nothing when a command fails', async () => {
  expect(await store.execute('nobody', { type: 'cancel' })).toMatchObject({ failure: { code: 'instance-missing' } });
  const before = await stateOf('b');
  expect((await store.execute('b', { type: 'completeTask', key: 99 })).ok).toBe(false);
  expect(await stateOf('b')).toEqual(before);
});
