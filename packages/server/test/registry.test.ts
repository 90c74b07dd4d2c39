import { beforeAll, expect, it } from 'vitest';
import { allotNumber } from '../src/domains/registry/index.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import { type Scope, UnitOfWork } from '../src/persistence/unit-of-work.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createInstitution } from './support/test-app.ts';

const MANY = 40;

describeOnBothDatabases('numbers of a register', (database) => {
  const clock = new ManualClock('2026-12-31T12:00:00Z');
  let unitOfWork: UnitOfWork;
  let scope: Scope & { kind: 'institution' };
  beforeAll(async () => {
    unitOfWork = new UnitOfWork(database().dataSource, clock);
  });
  const enter = async () => ({ kind: 'institution', institution: (await createInstitution(unitOfWork)).id }) as const;
  /** Takes a number; `meanwhile` happens before the transaction ends. */
  const take = async (
    register = 'general',
    meanwhile: (allotted: Awaited<ReturnType<typeof allotNumber>>) => Promise<void> = async () => undefined,
  ): Promise<number> =>
    await unitOfWork.run(scope, async (tx) => {
      const allotted = await allotNumber(tx, { register, direction: 'incoming', request: null, subject: 'S' });
      await meanwhile(allotted);
      return allotted.number;
    });
  const entered = async () =>
    (
      await unitOfWork.run(
        scope,
        async (tx) => await tx.query<{ number: number }>('select number from register_entries order by number'),
      )
    ).map((row) => row.number);

  it('have no gap and no double, however many are taken together and given up', async () => {
    scope = await enter();
    const givenUp = new Error('given up on purpose');
    const taken = await Promise.allSettled(
      Array.from({ length: MANY }, async (_, index) =>
        take('general', async () => {
          if (index % 3 === 0) throw givenUp;
        }),
      ),
    );
    const kept = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failures = taken.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(new Set(failures)).toEqual(new Set([givenUp]));
    const expected = Array.from({ length: MANY - Math.ceil(MANY / 3) }, (_, index) => index + 1);
    expect(kept.sort((a, b) => a - b)).toEqual(expected);
    expect(await entered()).toEqual(expected);
  });

  it('follow the order of commits: the next is known only when the one before is decided', async () => {
    scope = await enter();
    const order: string[] = [];
    let decide: () => void = () => undefined;
    const decision = new Promise<void>((resolve) => (decide = resolve));
    let holds: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (holds = resolve));
    const first = take('general', async () => {
      holds();
      await decision;
      order.push('decided');
      throw new Error('given up');
    });
    const ended = expect(first).rejects.toThrow('given up');
    await held;
    const second = take('general', async ({ number }) => void order.push(`number ${number}`));
    await new Promise((resolve) => setTimeout(resolve, 150));
    decide();
    await ended;
    expect(await second).toBe(1);
    expect(order).toEqual(['decided', 'number 1']);
  });

  it('begin at 1 in each institution, register and year of Bucharest', async () => {
    scope = await enter();
    expect([await take(), await take(), await take('another')]).toEqual([1, 2, 1]);
    // Two hours before midnight in Greenwich, it is the next year in Bucharest.
    clock.set('2026-12-31T22:00:00Z');
    expect([await take(), await take()]).toEqual([1, 2]);
    scope = await enter();
    expect(await take()).toBe(1);
  });
});
