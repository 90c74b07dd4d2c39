import { beforeAll, expect, it } from 'vitest';
import { sqlState } from '../../src/persistence/failures.ts';
import { type Scope, UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { describeOnBothDatabases } from '../support/databases.ts';

describeOnBothDatabases('a commit', (database) => {
  const scope: Scope = { kind: 'platform' };
  let unitOfWork: UnitOfWork;
  beforeAll(async () => {
    unitOfWork = new UnitOfWork(database().dataSource);
    // What a deferred constraint refuses, the database finds out while it commits.
    await database().dataSource.query(`
      create table wholes (id integer primary key);
      create table parts (whole integer references wholes deferrable initially deferred);
      grant select, insert on wholes, parts to circula_app;`);
  });

  it('is waited for before anybody is told: one that fails is a failure', async () => {
    const told: string[] = [];
    const orphan = unitOfWork.run(scope, async (tx) => {
      await tx.query('insert into parts values (1)');
      tx.afterCommit(() => told.push('orphan'));
      return 'done';
    });
    await expect(orphan).rejects.toSatisfy((error) => sqlState(error) === '23503');
    const whole = unitOfWork.run(scope, async (tx) => {
      await tx.query('insert into parts values (2)');
      await tx.query('insert into wholes values (2)');
      tx.afterCommit(() => told.push('whole'));
      return 'done';
    });
    expect(await whole).toBe('done');
    expect(told).toEqual(['whole']);
    expect(await unitOfWork.run(scope, async (tx) => await tx.query('select whole from parts'))).toEqual([
      { whole: 2 },
    ]);
  });
});
