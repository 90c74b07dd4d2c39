import { beforeAll, expect, it } from 'vitest';
import { isUnavailable, RetryTransaction, sqlState } from '../../src/persistence/failures.ts';
import { type Transaction, UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { createDatabase, describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution } from '../support/test-app.ts';

describeOnBothDatabases('the unit of work', (database) => {
  let unitOfWork: UnitOfWork;
  let ours: { kind: 'institution'; institution: string };
  let theirs: { kind: 'institution'; institution: string };

  beforeAll(async () => {
    unitOfWork = new UnitOfWork(database().dataSource);
    ours = { kind: 'institution', institution: (await createInstitution(unitOfWork)).id };
    theirs = { kind: 'institution', institution: (await createInstitution(unitOfWork)).id };
  });
  const addOffice = async (scope: typeof ours, institution: string, slug: string) =>
    await unitOfWork.run(scope, async (tx) => {
      await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [institution, slug]);
    });
  const offices = async (scope: Parameters<UnitOfWork['run']>[0]) =>
    await unitOfWork.run(scope, async (tx) => {
      const rows = await tx.query<{ slug: string }>('select slug from offices order by slug');
      return rows.map((row) => row.slug);
    });

  it('hides and protects the rows of other institutions, whatever the query forgets', async () => {
    await addOffice(ours, ours.institution, 'ours');
    expect(await offices(ours)).toEqual(['ours']);
    expect(await offices(theirs)).toEqual([]);
    expect(await offices({ kind: 'platform' })).toEqual([]);
    await expect(addOffice(theirs, ours.institution, 'smuggled')).rejects.toSatisfy(
      (error) => sqlState(error) === '42501',
    );
    const touched = await unitOfWork.run(theirs, async (tx) => [
      await tx.query('update offices set name = \'{"ro": "x"}\' returning slug'),
      await tx.query('delete from offices returning slug'),
    ]);
    expect(touched).toEqual([[], []]);
    expect(await offices(ours)).toEqual(['ours']);
  });

  it('lets the worker role claim, and nothing else', async () => {
    const refused = async (sql: string) =>
      await unitOfWork
        .run({ kind: 'worker' }, async (tx) => await tx.query(sql))
        .then(
          () => 'allowed',
          (error: unknown) => sqlState(error),
        );
    expect(await refused('select lease_token from timers')).toBe('allowed');
    for (const sql of [
      'select * from requests',
      'select * from audit_entries',
      'update timers set due = now()',
      'delete from timers',
      'select csrf from sessions',
    ]) {
      expect([sql, await refused(sql)]).toEqual([sql, '42501']);
    }
  });

  it('keeps journal and audit as they were written', async () => {
    for (const sql of ['update journal set type = type', 'delete from audit_entries', 'delete from register_entries']) {
      await expect(unitOfWork.run(ours, async (tx) => await tx.query(sql))).rejects.toSatisfy(
        (error) => sqlState(error) === '42501',
      );
    }
  });

  it('joins an open transaction, and takes back only what the joined part did', async () => {
    const told: string[] = [];
    await unitOfWork.run(theirs, async (tx) => {
      await addOffice(theirs, theirs.institution, 'a');
      await expect(
        unitOfWork.run(theirs, async (inner) => {
          await addOffice(theirs, theirs.institution, 'b');
          inner.afterCommit(() => told.push('b'));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      tx.afterCommit(() => told.push('a'));
      await unitOfWork.run({ kind: 'platform' }, async (inner) => {
        expect(await inner.query('select slug from offices')).toEqual([]);
      });
      expect(await tx.query('select slug from offices')).toEqual([{ slug: 'a' }]);
      expect(told).toEqual([]);
    });
    expect(await offices(theirs)).toEqual(['a']);
    expect(told).toEqual(['a']);
  });

  it('refuses to join the transaction of another institution', async () => {
    await expect(unitOfWork.run(ours, async () => await offices(theirs))).rejects.toThrow('cannot join');
  });

  it('never waits for itself: parallel and nested runs all end', async () => {
    const work = Array.from(
      { length: 30 },
      async (_, index) =>
        await unitOfWork.run(index % 2 === 0 ? ours : theirs, async (tx) => {
          const [inner] = await Promise.all([
            unitOfWork.run({ kind: 'platform' }, async (one) => (await one.query('select 1 as one')).length),
            tx.query('select pg_sleep(0.001)'),
          ]);
          return inner;
        }),
    );
    expect(await Promise.all(work)).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it('runs a transaction again when it must be, and gives up after four attempts', async () => {
    let attempts = 0;
    const run = async (failures: number) => {
      attempts = 0;
      return await unitOfWork.run(ours, async (tx) => {
        attempts += 1;
        await addOffice(ours, ours.institution, `retry-${failures}-${attempts}`);
        if (attempts <= failures) throw new RetryTransaction();
        return tx.institution;
      });
    };
    expect(await run(2)).toBe(ours.institution);
    expect(attempts).toBe(3);
    await expect(run(9)).rejects.toBeInstanceOf(RetryTransaction);
    expect(attempts).toBe(4);
    expect((await offices(ours)).filter((slug) => slug.startsWith('retry'))).toEqual(['retry-2-3']);
  });

  it('never tells of a commit that was none: a failure that somebody kept back fails the transaction', async () => {
    const careless = unitOfWork.run(ours, async (tx) => {
      await addOffice(ours, ours.institution, 'kept-back');
      await tx.query('select 1 / 0').catch(() => undefined);
      return 'done';
    });
    await expect(careless).rejects.toThrow('nothing was committed');
    expect(await offices(ours)).not.toContain('kept-back');
  });

  it('is over when its function has returned', async () => {
    const kept = await unitOfWork.run(ours, async (tx) => tx);
    await expect(kept.query('select 1')).rejects.toThrow('ended');
  });

  it('tells the first failure of what was sent without waiting, and commits nothing', async () => {
    const insert = {
      name: 'test-office',
      text: "insert into offices (institution_id, slug, name) values ($1, $2, '{}')",
    };
    const failing = { name: 'test-failing', text: 'select 1 / $1::integer' };
    const attempt = async (after: (tx: Transaction) => Promise<unknown>) =>
      await unitOfWork
        .run(ours, async (tx) => {
          tx.send(insert, [ours.institution, 'sent']);
          tx.send(failing, [0]);
          await after(tx);
        })
        .then(
          () => 'committed',
          (error: unknown) => sqlState(error),
        );
    expect(await attempt(async () => undefined)).toBe('22012');
    expect(await attempt(async (tx) => await tx.query('select 1'))).toBe('22012');
    // Inside a savepoint too, after which the rest may go on.
    const outcome = await unitOfWork.run(ours, async (tx) => {
      const inner = await attempt(async () => undefined);
      tx.send(insert, [ours.institution, 'kept']);
      return inner;
    });
    expect(outcome).toBe('22012');
    expect(await offices(ours)).toContain('kept');
    expect(await offices(ours)).not.toContain('sent');
  });

  it('finds the answer to what was sent ahead, once', async () => {
    const count = { name: 'test-count', text: 'select count(*)::integer as count from offices where slug = $1' };
    const params = ['ahead'];
    const counts = await unitOfWork.run(
      ours,
      async (tx) => {
        await tx.query("insert into offices (institution_id, slug, name) values ($1, 'ahead', '{}')", [
          ours.institution,
        ]);
        return [await tx.execute(count, params), await tx.execute(count, params)];
      },
      { statement: count, params },
    );
    expect(counts).toEqual([[{ count: 0 }], [{ count: 1 }]]);
  });
});

it('takes the end of a session that was silent for too long, as of a process that stood still, for worth a later try', async () => {
  const created = await createDatabase('postgres');
  const database = await created.open();
  const run = new UnitOfWork(database.dataSource).run({ kind: 'platform' }, async (tx) => {
    await tx.query("set local idle_in_transaction_session_timeout = '50ms'");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    await tx.query('select 1');
  });
  await expect(run).rejects.toSatisfy((error) => sqlState(error) === '25P03' && isUnavailable(error));
  await database.close();
  await created.drop();
});
