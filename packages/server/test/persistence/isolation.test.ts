import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { createDatabase } from '../support/databases.ts';
import { createInstitution } from '../support/test-app.ts';

/** `OPERATIONS=100000` for the long run. */
const OPERATIONS = Number(process.env.OPERATIONS ?? 5_000);
const INSTITUTIONS = 50;
const CONNECTIONS = 5;

it(`shows no foreign row to ${INSTITUTIONS} institutions on ${CONNECTIONS} pooled connections, whatever is aborted (${OPERATIONS} operations)`, {
  timeout: 60_000 + OPERATIONS * 20,
}, async () => {
  const created = await createDatabase('postgres');
  if (created.config.kind !== 'postgres') throw new Error('This test needs PostgreSQL.');
  const database = await openDatabase({ ...created.config, connections: CONNECTIONS });
  const unitOfWork = new UnitOfWork(database.dataSource);
  const ids: string[] = [];
  for (let i = 0; i < INSTITUTIONS; i += 1) ids.push((await createInstitution(unitOfWork)).id);
  const kept = new Map(ids.map((id) => [id, 0]));
  const foreign: string[] = [];
  const aborted = new Error('aborted on purpose');
  let left = OPERATIONS;
  const operate = async () => {
    const institution = ids[Math.floor(Math.random() * INSTITUTIONS)] ?? '';
    const abort = Math.random();
    const worked = unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      // Neither statement names the institution: what keeps the others' rows away is the database alone.
      await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [
        institution,
        randomUUID(),
      ]);
      const seen = await tx.query<{ institution_id: string }>('select institution_id from offices');
      foreign.push(...seen.map((row) => row.institution_id).filter((id) => id !== institution));
      if (abort < 0.1) throw aborted;
      // An error of the database leaves the transaction broken, and the connection goes back to the pool.
      if (abort < 0.2) await tx.query('select 1 / 0');
      // A failure that is kept back must not be told as success either.
      if (abort < 0.22) await tx.query('select 1 / 0').catch(() => undefined);
    });
    await worked.then(
      () => kept.set(institution, (kept.get(institution) ?? 0) + 1),
      () => undefined,
    );
    // Between two institutions, no scope may have stayed behind.
    if (abort > 0.95) {
      const rows = await unitOfWork.run({ kind: 'platform' }, async (tx) => await tx.query('select slug from offices'));
      foreign.push(...rows.map(() => 'seen by the platform'));
    }
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS * 2 }, async () => {
      while (left > 0) {
        left -= 1;
        await operate();
      }
    }),
  );
  expect(foreign).toEqual([]);
  for (const institution of ids) {
    const rows = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      return await tx.query('select slug from offices');
    });
    expect(rows.length).toBe(kept.get(institution));
  }
  await database.close();
  await created.drop();
});
