import { randomUUID } from 'node:crypto';
import { openStore } from './open-store.ts';

/** Starts one instance in the empty database of DATABASE_URL and completes whatever task is open until it ends. */
const url = process.env.DATABASE_URL;
if (url === undefined) throw new Error('Set DATABASE_URL to an empty database.');
const { pool, store } = await openStore(url);
const instance = randomUUID();
await store.start(instance, {});
for (;;) {
  const { rows } = await pool.query<{ key: number; name: string }>('select key, name from tasks where instance = $1', [
    instance,
  ]);
  const [task] = rows;
  if (task === undefined) break;
  const answer = await store.execute(instance, { type: 'completeTask', key: task.key });
  console.log(`${task.name}: ${answer.ok ? answer.state.status : answer.failure.message}`);
}
await pool.end();
