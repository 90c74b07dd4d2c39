import { processVariables, type State } from '@circula/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { ManualClock } from '../../src/persistence/clock.ts';
import type { Transaction } from '../../src/persistence/unit-of-work.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, eventually, publishModel } from '../support/test-app.ts';
import { CALLED, CALLER, MESSAGES, model, SERVICE, TIMER, TWO_TASKS, WORKING_DAYS } from './models.ts';

describeOnBothDatabases('the runner', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  const attempts: number[] = [];
  let app: App;
  let institution: string;

  beforeAll(async () => {
    const probe = {
      name: 'probe',
      setUp: () => ({
        jobHandlers: [
          {
            jobType: 'double',
            async handle(job: { variables: Record<string, unknown>; attempt: number }) {
              attempts.push(job.attempt);
              if (job.variables.poison === true) throw new Error('poisoned');
              return { variables: { doubled: Number(job.variables.n) * 2 } };
            },
          },
        ],
      }),
    };
    app = await createTestApp(database(), created(), { clock, domains: [identity, probe as never] });
    institution = (await createInstitution(app.services.unitOfWork)).id;
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, fn);
  const start = async (definition: string, variables = {}, businessKey = 'b') =>
    (
      await inside((tx) =>
        app.services.runner.start(tx, { definition: { id: definition }, businessKey, variables, actor: 'test' }),
      )
    ).instance;
  const rows = async <R>(sql: string, ...params: unknown[]): Promise<R[]> =>
    await inside((tx) => tx.query<R>(sql, params));
  const statusOf = async (instance: string) =>
    (await rows<{ status: string }>('select status from instances where id = $1', instance))[0]?.status;

  it('counts working days by the calendar of the institution, from the next step after it has changed', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(WORKING_DAYS) });
    const instance = await start(definition);
    const settings = JSON.stringify({ extraDaysOff: ['2026-12-24'] });
    const change = async (json: string) =>
      await app.services.unitOfWork.run({ kind: 'platform' }, (tx) =>
        tx.query('update institutions set settings = $2 where id = $1', [institution, json]),
      );
    await change(settings);
    const [task] = await rows<{ key: string }>('select key from tasks where instance_id = $1', instance);
    await inside((tx) =>
      app.services.runner.execute(tx, instance, { type: 'completeTask', key: Number(task?.key), actor: 'a' }),
    );
    await change('{}');
    const [row] = await rows<{ state: State }>('select state from instances where id = $1', instance);
    expect(row && processVariables(row.state)).toMatchObject({ first: '2026-12-24', second: '2026-12-28' });
  });

  it('writes state, journal and tasks of a step together', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(TWO_TASKS) });
    const instance = await start(definition, { name: 'Ana' });
    const [task] = await rows<{ key: string; element: string; candidate_groups: string[]; status: string }>(
      'select * from tasks where instance_id = $1',
      instance,
    );
    expect(task).toMatchObject({ element: 'first', candidate_groups: ['registratura'], status: 'created' });
    await inside((tx) =>
      app.services.runner.execute(tx, instance, {
        type: 'completeTask',
        key: Number(task?.key),
        variables: { ok: true },
        actor: 'ana',
      }),
    );
    const tasks = await rows<{ element: string; status: string; completed_by: string | null }>(
      'select element, status, completed_by from tasks where instance_id = $1 order by key',
      instance,
    );
    expect(tasks).toEqual([
      { element: 'first', status: 'completed', completed_by: 'ana' },
      { element: 'second', status: 'created', completed_by: null },
    ]);
    const journal = await rows<{ seq: string; type: string }>(
      'select seq, type from journal where instance_id = $1 order by seq',
      instance,
    );
    expect(journal.map((row) => Number(row.seq))).toEqual(journal.map((_, index) => index + 1));
    const { state } = await inside((tx) => app.services.runner.look(tx, instance));
    expect(state.seq).toBe(journal.length);
  });

  it('changes nothing when a command is impossible', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(TWO_TASKS) });
    const instance = await start(definition);
    const before = await rows('select revision, state from instances where id = $1', instance);
    await expect(
      inside((tx) => app.services.runner.execute(tx, instance, { type: 'completeTask', key: 999 })),
    ).rejects.toMatchObject({ code: 'step-impossible', status: 409 });
    expect(await rows('select revision, state from instances where id = $1', instance)).toEqual(before);
  });

  it('carries out jobs after commit and goes on with what they give', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(SERVICE) });
    const instance = await start(definition, { n: 21 });
    await eventually(async () => (await statusOf(instance)) === 'completed', 'the instance is completed');
    const [row] = await rows<{ state: { elements: unknown } }>('select state from instances where id = $1', instance);
    expect(JSON.stringify(row)).toContain('"doubled":42');
  });

  it('retries a failing job, then raises an incident, while others go on', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(SERVICE) });
    attempts.length = 0;
    const poisoned = await start(definition, { n: 1, poison: true });
    const healthy = await start(definition, { n: 2 });
    await eventually(async () => (await statusOf(healthy)) === 'completed', 'the healthy instance is completed');
    const [incident] = await eventually(async () => {
      clock.advance(120_000);
      app.runtime.wake();
      const found = await rows<{ key: string; message: string }>(
        'select * from incidents where instance_id = $1',
        poisoned,
      );
      return found.length > 0 && found;
    }, 'there is an incident');
    expect(incident?.message).toBe('poisoned');
    expect(attempts.filter((attempt) => attempt === 3)).toHaveLength(1);
    await inside(async (tx) => {
      await app.services.runner.execute(tx, poisoned, { type: 'setVariables', variables: { poison: false } });
      await app.services.runner.execute(tx, poisoned, { type: 'retryIncident', key: Number(incident?.key) });
    });
    await eventually(
      async () => (await statusOf(poisoned)) === 'completed',
      'the instance is completed after the retry',
    );
    expect(await rows('select key from incidents where instance_id = $1 and resolved_at is null', poisoned)).toEqual(
      [],
    );
  });

  it('fires a timer once, not early, also after nobody ran', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(TIMER) });
    const instance = await start(definition);
    clock.advance(3_599_000);
    app.runtime.wake();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await statusOf(instance)).toBe('active');
    clock.advance(1_000);
    await eventually(async () => (await statusOf(instance)) === 'completed', 'the timer has fired');
    const fired = await rows("select seq from journal where instance_id = $1 and type = 'waitClosed'", instance);
    expect(fired).toHaveLength(1);
    expect(await rows('select key from timers where instance_id = $1', instance)).toEqual([]);
  });

  it('runs a called process and hands its variables back', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(CALLER + CALLED) });
    const instance = await start(definition, { n: 5 });
    const [child] = await rows<{ id: string; root_instance: string }>(
      'select id, root_instance from instances where parent_instance = $1',
      instance,
    );
    expect(child?.root_instance).toBe(instance);
    const [task] = await rows<{ key: string }>('select key from tasks where instance_id = $1', child?.id);
    await inside((tx) =>
      app.services.runner.execute(tx, child?.id ?? '', {
        type: 'completeTask',
        key: Number(task?.key),
        variables: { answer: 7 },
      }),
    );
    expect(await statusOf(instance)).toBe('completed');
    expect(JSON.stringify(await rows('select state from instances where id = $1', instance))).toContain('"answer":7');
  });

  it('ends a called process with its caller', async () => {
    const definition = await publishModel(app, institution, { bpmn: model(CALLER + CALLED) });
    const instance = await start(definition);
    await inside((tx) => app.services.runner.execute(tx, instance, { type: 'cancel', reason: 'no more' }));
    const called = await rows('select status from instances where parent_instance = $1', instance);
    expect(called).toEqual([{ status: 'terminated' }]);
    const open = await rows(
      'select t.key from tasks t join instances i on i.id = t.instance_id where i.parent_instance = $1 and t.completed_at is null',
      instance,
    );
    expect(open).toEqual([]);
  });

  describe('messages', () => {
    const message = { name: 'paid', messageId: null, timeToLive: 0, variables: { sum: 10 } };

    it('reach the instance that waits with the key, once per message id', async () => {
      const definition = await publishModel(app, institution, { bpmn: model(MESSAGES) });
      const one = await start(definition, { ref: 'one' });
      const two = await start(definition, { ref: 'two' });
      const sent = { ...message, correlationKey: 'two', messageId: 'm1' };
      const receipt = await inside((tx) => app.services.runner.publish(tx, sent));
      expect(receipt).toEqual({ duplicate: false, instances: [two], buffered: false });
      expect([await statusOf(one), await statusOf(two)]).toEqual(['active', 'completed']);
      expect(await inside((tx) => app.services.runner.publish(tx, sent))).toMatchObject({
        duplicate: true,
        instances: [],
      });
    });

    it('wait for a receiver as long as they live', async () => {
      const definition = await publishModel(app, institution, { bpmn: model(MESSAGES) });
      const early = { ...message, correlationKey: 'early', timeToLive: 60_000 };
      expect(await inside((tx) => app.services.runner.publish(tx, early))).toMatchObject({ buffered: true });
      const instance = await start(definition, { ref: 'early' });
      expect(await statusOf(instance)).toBe('completed');
      await inside((tx) => app.services.runner.publish(tx, { ...early, correlationKey: 'late' }));
      clock.advance(61_000);
      expect(await statusOf(await start(definition, { ref: 'late' }))).toBe('active');
    });

    it('start an instance at a message start event, one at a time for a key', async () => {
      await publishModel(app, institution, { bpmn: model(MESSAGE_START), type: 'started' });
      const first = { ...message, name: 'begin', correlationKey: 'k1' };
      const receipt = await inside((tx) => app.services.runner.publish(tx, first));
      expect(receipt.instances).toHaveLength(1);
      expect((await inside((tx) => app.services.runner.publish(tx, first))).instances).toEqual([]);
    });

    it('with any key reach a wait whose correlation nothing has settled, sent before or after', async () => {
      const definition = await publishModel(app, institution, { bpmn: model(CORRELATED), type: 'correlated' });
      const paid = { ...message, name: 'settled', timeToLive: 60_000, variables: {} };
      const first = await start(definition, {});
      const receipt = await inside((tx) => app.services.runner.publish(tx, { ...paid, correlationKey: 'k1' }));
      expect(receipt).toMatchObject({ instances: [first], buffered: false });
      expect(await inside((tx) => app.services.runner.publish(tx, { ...paid, correlationKey: 'k2' }))).toMatchObject({
        buffered: true,
      });
      const second = await start(definition, {});
      expect(await statusOf(second)).toBe('completed');
      // They carry nothing that gives the key, so the one that they came with is kept.
      const keyOf = async (instance: string) =>
        processVariables((await inside((tx) => app.services.runner.look(tx, instance))).state)['correlation:k'];
      expect([await keyOf(first), await keyOf(second)]).toEqual(['k1', 'k2']);
    });

    it('go between pools, each answer to the instance that asked', async () => {
      const definition = await publishModel(app, institution, { bpmn: model(POOLS), type: 'pools' });
      const one = await start(definition, { what: 'one' });
      const two = await start(definition, { what: 'two' });
      await eventually(async () => {
        const ended = [await statusOf(one), await statusOf(two)];
        return ended.every((status) => status === 'completed');
      }, 'both are answered');
      const answerOf = async (instance: string) =>
        processVariables((await inside((tx) => app.services.runner.look(tx, instance))).state).answer;
      expect([await answerOf(one), await answerOf(two)]).toEqual(['one!', 'two!']);
    });
  });

  it('starts instances at timer start events of the newest version only', async () => {
    const bpmn = model(TIMER_START);
    await publishModel(app, institution, { bpmn, type: 'nightly' });
    const definition = await publishModel(app, institution, { bpmn, type: 'nightly' });
    clock.advance(3_600_000);
    await eventually(async () => {
      const found = await rows<{ definition_id: string }>(
        "select definition_id from instances where process_id = 'p' and business_key like 'tick %'",
      );
      return found.length === 1 && found[0]?.definition_id === definition;
    }, 'one instance was started');
  });
});

const CORRELATED = `
  <bpmn:message id="m" name="settled"/>
  <bpmn:correlationProperty id="number"><bpmn:correlationPropertyRetrievalExpression messageRef="m">
    <bpmn:messagePath>sum</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
  <bpmn:collaboration id="c"><bpmn:participant id="us" processRef="p"/>
    <bpmn:correlationKey id="k"><bpmn:correlationPropertyRef>number</bpmn:correlationPropertyRef></bpmn:correlationKey>
  </bpmn:collaboration>
  <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:receiveTask id="t" messageRef="m"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/></bpmn:process>`;

const carrying = (name: string, source: string): string => `
  <bpmn:dataInput id="${name}-in" name="${name}"/><bpmn:dataInputAssociation><bpmn:targetRef>${name}-in</bpmn:targetRef>
    <bpmn:assignment><bpmn:from>${source}</bpmn:from><bpmn:to>${name}</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation>
  <bpmn:messageEventDefinition/>`;

const POOLS = `
  <bpmn:collaboration id="c"><bpmn:participant id="a" processRef="p"/><bpmn:participant id="b" processRef="answers"/>
    <bpmn:messageFlow id="there" sourceRef="ask" targetRef="asked"/>
    <bpmn:messageFlow id="back" sourceRef="reply" targetRef="replied"/></bpmn:collaboration>
  <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
    <bpmn:intermediateThrowEvent id="ask">${carrying('question', 'what')}</bpmn:intermediateThrowEvent>
    <bpmn:intermediateCatchEvent id="replied"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="ask"/><bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="replied"/>
  </bpmn:process>
  <bpmn:process id="answers" isExecutable="true">
    <bpmn:startEvent id="asked"><bpmn:messageEventDefinition/></bpmn:startEvent>
    <bpmn:endEvent id="reply">${carrying('answer', 'question + "!"')}</bpmn:endEvent>
    <bpmn:sequenceFlow id="f3" sourceRef="asked" targetRef="reply"/>
  </bpmn:process>`;

const MESSAGE_START = `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing><bpmn:messageEventDefinition messageRef="begin"/></bpmn:startEvent>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:incoming>f</bpmn:incoming></bpmn:userTask>
  </bpmn:process>
  <bpmn:message id="begin" name="begin"/>`;

const TIMER_START = `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="tick"><bpmn:outgoing>f</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
    <bpmn:sequenceFlow id="f" sourceRef="tick" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:incoming>f</bpmn:incoming></bpmn:userTask>
  </bpmn:process>`;
