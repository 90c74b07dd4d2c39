import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import type { Scope } from '../../src/persistence/unit-of-work.ts';
import { readBacklog } from '../../src/runtime/backlog.ts';
import { lockInstance } from '../../src/runtime/lock-instance.ts';
import type { Projection } from '../../src/runtime/projection.ts';
import { fireStartEvent } from '../../src/runtime/start-events.ts';
import { createDatabase, describeOnBothDatabases, type TestDatabase } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';
import { model, TIMER } from './models.ts';

const HOUR = 3_600_000;
/** Rings every hour beside a task, and each time asks somebody to answer. */
const RINGING = `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
    <bpmn:userTask id="work"><bpmn:incoming>f1</bpmn:incoming></bpmn:userTask>
    <bpmn:boundaryEvent id="ring" attachedToRef="work" cancelActivity="false"><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="ring" targetRef="answer"/>
    <bpmn:userTask id="answer"><bpmn:incoming>f2</bpmn:incoming></bpmn:userTask>
  </bpmn:process>`;
/** Starts by itself every hour. */
const HOURLY = `
  <bpmn:process id="hourly" isExecutable="true">
    <bpmn:startEvent id="tick"><bpmn:outgoing>f</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    <bpmn:sequenceFlow id="f" sourceRef="tick" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:incoming>f</bpmn:incoming></bpmn:userTask>
  </bpmn:process>`;

const startOf = (definition: string) =>
  ({ definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' }) as const;

describe('a timer that two runners have claimed', () => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  let created: TestDatabase;
  let database: Database;
  let runners: App[];
  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
    const options = { clock, domains: [identity] };
    runners = await Promise.all([0, 1].map(async () => await createTestApp(database, created, options)));
  });
  afterAll(async () => {
    await Promise.all(runners.map(async (one) => await one.stop()));
    await database.close();
    await created.drop();
  });

  it('fires once, also when it repeats', async () => {
    const [first] = runners as [App, App];
    const { unitOfWork, runner } = first.services;
    const scope: Scope = { kind: 'institution', institution: (await createInstitution(unitOfWork)).id };
    const definition = await publishModel(first, scope.institution, { bpmn: model(RINGING) });
    const { instance } = await unitOfWork.run(scope, async (tx) => await runner.start(tx, startOf(definition)));
    const ask = async <R>(sql: string) => await unitOfWork.run(scope, async (tx) => await tx.query<R>(sql, [instance]));
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let holds: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (holds = resolve));
    const holding = unitOfWork.run(scope, async (tx) => {
      await lockInstance(tx, instance);
      holds();
      await gate;
    });
    await held;
    clock.advance(HOUR);
    for (const one of runners) await one.runtime.start();
    const claimed = async (times: number) =>
      await eventually(async () => {
        const [timer] = await ask<{ attempts: number }>('select attempts from timers where instance_id = $1');
        return timer?.attempts === times;
      }, `the timer is claimed ${times} times`);
    await claimed(1);
    // The first one is slow, and its lease runs out.
    clock.advance(31_000);
    for (const one of runners) one.runtime.wake();
    await claimed(2);
    release();
    await holding;
    const rung = async () => await ask("select key from tasks where instance_id = $1 and element = 'answer'");
    await eventually(async () => (await rung()).length > 0, 'it has rung');
    await Promise.all(runners.map(async (one) => await one.stop()));
    expect(await rung()).toHaveLength(1);
    const [again] = await ask<{ due: Date }>('select due from timers where instance_id = $1');
    expect(again?.due.toISOString()).toBe('2026-03-02T10:00:00.000Z');
  });
});

describeOnBothDatabases('timers', (database, created) => {
  it('of a start event start one instance each time, and none early', async () => {
    const clock = new ManualClock('2026-03-02T08:00:00Z');
    const app = await createTestApp(database(), created(), { clock, domains: [identity] });
    const { unitOfWork } = app.services;
    const institution = (await createInstitution(unitOfWork)).id;
    await publishModel(app, institution, { bpmn: model(HOURLY), process: 'hourly' });
    await app.runtime.start();
    const started = async () =>
      (
        await unitOfWork.run(
          { kind: 'institution', institution },
          async (tx) => await tx.query('select business_key from instances'),
        )
      ).length;
    for (const times of [1, 2]) {
      clock.advance(HOUR - 1_000);
      for (let round = 0; round < 3; round += 1) {
        app.runtime.wake();
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      expect(await started()).toBe(times - 1);
      clock.advance(1_000);
      app.runtime.wake();
      await eventually(async () => (await started()) >= times, `it has started ${times} times`);
      for (let round = 0; round < 3; round += 1) {
        app.runtime.wake();
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      expect(await started()).toBe(times);
    }
    // It is passed over while the institution is suspended, and not failed again and again.
    const suspend = async (at: Date | null) =>
      await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
        await tx.query('update institutions set suspended_at = $2 where id = $1', [institution, at]);
      });
    await suspend(clock.now());
    clock.advance(HOUR);
    app.runtime.wake();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const tries = await unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await tx.query('select attempts from start_events'),
    );
    expect([await started(), tries]).toEqual([2, [{ attempts: 0 }]]);
    await suspend(null);
    app.runtime.wake();
    await eventually(async () => (await started()) >= 3, 'it starts once the institution goes on');
    await app.stop();
  });

  it('of a start event that fails again and again are counted for the operator until one begins', async () => {
    const clock = new ManualClock('2026-03-02T08:00:00Z');
    let broken = true;
    const projection: Projection = {
      name: 'broken',
      apply: async () => {
        if (broken) throw new Error('the projection is broken');
        return await Promise.resolve([]);
      },
    };
    const app = await createTestApp(database(), created(), {
      clock,
      domains: [identity, { name: 'broken', setUp: () => ({ projections: [projection] }) }],
    });
    const { unitOfWork } = app.services;
    const { id } = await createInstitution(unitOfWork);
    await publishModel(app, id, { bpmn: model(HOURLY), process: 'hourly' });
    await app.runtime.start();
    clock.advance(HOUR);
    const failing = async () => (await readBacklog(unitOfWork, new Set())).failingStarts;
    const counted: number[] = [];
    const again = async () => {
      clock.advance(61_000);
      app.runtime.wake();
      await new Promise((resolve) => setTimeout(resolve, 100));
      counted.push(await failing());
      return counted.at(-1);
    };
    await eventually(async () => (await again()) === 1, 'it is counted');
    expect(counted[0]).toBe(0);
    broken = false;
    await eventually(async () => (await again()) === 0, 'it has begun');
    await app.stop();
  });

  it('of a start event count for the runner that holds them, and for nobody who held them before', async () => {
    const clock = new ManualClock('2026-03-02T08:00:00Z');
    const app = await createTestApp(database(), created(), { clock, domains: [identity] });
    const { unitOfWork, runner } = app.services;
    const scope: Scope = { kind: 'institution', institution: (await createInstitution(unitOfWork)).id };
    const definition = await publishModel(app, scope.institution, { bpmn: model(HOURLY), process: 'hourly' });
    clock.advance(HOUR);
    const claim = async () =>
      await unitOfWork.run(scope, async (tx) => {
        const [row] = await tx.query<{ lease_token: string }>(
          'update start_events set lease_token = gen_random_uuid() where definition_id = $1 returning lease_token',
          [definition],
        );
        return row?.lease_token ?? '';
      });
    const started = async () =>
      (await unitOfWork.run(scope, async (tx) => await tx.query('select id from instances'))).length;
    const fire = async (token: string) => {
      const start = { definition, process: 'hourly', element: 'tick', token };
      await unitOfWork.run(scope, async (tx) => await fireStartEvent(unitOfWork, tx, runner, start));
      return await started();
    };
    const [slow, quick] = [await claim(), await claim()];
    expect([await fire(slow), await fire(quick), await fire(quick), await fire(slow)]).toEqual([0, 1, 1, 1]);
    await app.stop();
  });

  it('fire within five seconds, by the clock of the database, and none early', { timeout: 60_000 }, async () => {
    // One session serves the embedded database, also while the instances are started.
    const many = database().kind === 'postgres' ? 100 : 30;
    const app = await createTestApp(database(), created(), { domains: [identity] });
    const { unitOfWork, runner } = app.services;
    const institution = (await createInstitution(unitOfWork)).id;
    const scope: Scope = { kind: 'institution', institution };
    const definition = await publishModel(app, institution, { bpmn: model(TIMER.replace('PT1H', 'PT1S')) });
    await app.runtime.start();
    for (let count = 0; count < many; count += 1) {
      await unitOfWork.run(scope, async (tx) => await runner.start(tx, startOf(definition)));
    }
    const late = async () =>
      (
        await unitOfWork.run(
          scope,
          async (tx) =>
            await tx.query<{ seconds: number }>(
              `select extract(epoch from j.at - i.created_at)::float8 - 1 as seconds from journal j
                 join instances i on i.institution_id = j.institution_id and i.id = j.instance_id
                where j.type = 'waitClosed' order by 1`,
            ),
        )
      ).map((row) => row.seconds);
    await eventually(async () => (await late()).length === many, 'all have fired');
    const found = await late();
    // Instants of the journal have milliseconds only.
    expect(found[0]).toBeGreaterThan(-0.002);
    expect(found[Math.floor(many * 0.99)]).toBeLessThan(5);
    await app.stop();
  });
});
