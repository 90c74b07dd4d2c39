import { expect, it } from 'vitest';
import { createDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually } from '../support/test-app.ts';

it('the embedded database, which does not count its rows by itself, is made to', async () => {
  const created = await createDatabase('embedded');
  const database = await created.open();
  const app = await createTestApp(database, created);
  const counted = async (): Promise<number> => {
    const [row] = await database.dataSource.query("select reltuples from pg_class where relname = 'institutions'");
    return Number(row.reltuples);
  };
  try {
    await createInstitution(app.services.unitOfWork);
    expect(await counted()).toBe(-1);
    await app.runtime.start();
    await eventually(async () => (await counted()) === 1, 'the rows are counted');
  } finally {
    await app.stop();
    await database.close();
    await created.drop();
  }
});
