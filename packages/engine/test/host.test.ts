import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  BpmnEscalation,
  Engine,
  type EngineOptions,
  JobFailure,
  type JobHandler,
  type Variables,
} from '../src/index.ts';
import { ModelBuilder } from '../src/testing/index.ts';

const JOB = new ModelBuilder('p')
  .node('startEvent', 's')
  .node('serviceTask', 'work')
  .node('endEvent', 'e')
  .path('s', 'work', 'e')
  .toXml();

async function engineWith(xml: string, options: EngineOptions = {}): Promise<Engine> {
  const engine = new Engine({ clock: () => 1_767_600_000_000, ...options });
  expect((await engine.deploy(xml)).diagnostics).toEqual([]);
  return engine;
}

function started(engine: Engine, process = 'p'): string {
  const result = engine.start(process);
  if (!result.ok) throw new Error(result.failure.message);
  return result.instance;
}

describe('failing handlers', () => {
  it('are tried again after a back-off with jitter, then hold the place', async () => {
    const backOff = { first: 1_000, factor: 3, jitter: 0.5 };
    const engine = await engineWith(JOB, { backOff, random: () => 0.5 });
    const begun = engine.now;
    const attempts: number[] = [];
    engine.handle('work', () => {
      attempts.push(engine.now - begun);
      throw new Error('no line');
    });
    const instance = started(engine);
    expect(engine.nextDue()).toBe(begun + 750);
    expect(engine.jobs(instance)).toMatchObject([{ retries: 2, failures: 1, retryAt: begun + 750 }]);
    engine.advance({ by: 60_000 });
    expect(attempts).toEqual([0, 750, 3_000]);
    expect(engine.incidents(instance)).toMatchObject([{ code: 'job-failed', message: 'no line' }]);
    expect(engine.nextDue()).toBe(null);
  });

  it('wait for their next attempt over a restart', async () => {
    const engine = await engineWith(JOB, { backOff: { first: 5_000 } });
    engine.handle('work', () => {
      throw new Error('no line');
    });
    const instance = started(engine);
    const clock = () => 1_767_600_000_000;
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())), { clock });
    restored.handle('work', () => ({ done: true }));
    expect(restored.state(instance)?.status).toBe('active');
    restored.advance({ by: 5_000 });
    expect(restored.variables(instance)).toEqual({ done: true });
  });

  it('say themselves how it goes on', async () => {
    const engine = await engineWith(JOB);
    let calls = 0;
    engine.handle('work', async () => {
      calls += 1;
      throw calls === 1
        ? new JobFailure('busy', { retries: 9, after: 60_000 })
        : new JobFailure('gone', { retries: 0 });
    });
    const instance = started(engine);
    await engine.settled();
    expect(engine.jobs(instance)).toMatchObject([{ retries: 9, retryAt: engine.now + 60_000 }]);
    engine.advance({ by: 60_000 });
    await engine.settled();
    expect(engine.incidents(instance)).toMatchObject([{ message: 'gone' }]);
    expect(calls).toBe(2);
  });

  it('throw escalations, and the job is done unless something interrupts it', async () => {
    const model = (interrupting: boolean) =>
      new ModelBuilder('p')
        .root('<bpmn:escalation id="late" name="late" escalationCode="late"/>')
        .node('startEvent', 's')
        .node('serviceTask', 'work')
        .node('userTask', 'after')
        .node(
          'boundaryEvent',
          'b',
          { attachedToRef: 'work', cancelActivity: String(interrupting) },
          '<bpmn:escalationEventDefinition escalationRef="late"/>',
        )
        .node('userTask', 'told')
        .path('s', 'work', 'after')
        .path('b', 'told')
        .toXml();
    for (const interrupting of [false, true]) {
      const engine = await engineWith(model(interrupting));
      engine.handle('work', () => {
        throw new BpmnEscalation('late', { why: 'snow' }, { done: true });
      });
      const instance = started(engine);
      const open = engine.tasks(instance).map(({ element }) => element);
      expect(open.sort()).toEqual(interrupting ? ['told'] : ['after', 'told']);
      expect(engine.variables(instance)).toEqual(interrupting ? { why: 'snow' } : { why: 'snow', done: true });
    }
  });

  it('do not begin in an instance that stands still, and what they answer meanwhile is kept', async () => {
    const engine = await engineWith(JOB);
    let answer: (value: Variables) => void = () => undefined;
    engine.handle('work', () => new Promise((resolve) => (answer = resolve)));
    const instance = started(engine);
    engine.suspend(instance);
    answer({ done: 1 });
    await engine.settled();
    expect(engine.state(instance)).toMatchObject({ status: 'active', suspended: { held: [{ type: 'completeJob' }] } });
    expect(engine.waits(instance)).toMatchObject([{ element: 'work', suspendedSince: engine.now }]);
    engine.resume(instance);
    expect(engine.state(instance)?.status).toBe('completed');
    expect(engine.variables(instance)).toEqual({ done: 1 });
  });
});

describe('what an engine remembers', () => {
  it('is the last instances that have ended, until they are forgotten', async () => {
    const engine = await engineWith(JOB, { keepEnded: 2 });
    engine.handle('work', () => undefined);
    const ids = [1, 2, 3].map(() => started(engine));
    expect(engine.instances()).toEqual(ids.slice(1));
    expect(engine.forget(ids[1] ?? '')).toBe(true);
    expect(engine.forget('nobody')).toBe(false);
    expect(engine.instances()).toEqual(ids.slice(2));
    const waiting = await engineWith(JOB);
    expect(waiting.forget(started(waiting))).toBe(false);
  });

  it('is told to those who subscribe, until they no longer do', async () => {
    const engine = await engineWith(JOB);
    const seen: string[] = [];
    const first = started(engine);
    const all = engine.subscribe(({ instance, command }) => seen.push(`${instance} ${command.type}`));
    const one = engine.subscribe(() => seen.push('one'), first);
    const second = started(engine);
    engine.execute(first, { type: 'cancel' });
    all();
    one();
    engine.execute(second, { type: 'cancel' });
    expect(seen).toEqual([`${second} start`, `${first} cancel`, 'one']);
  });

  it('goes on when an observer throws, whose error is not lost', async () => {
    const engine = await engineWith(JOB);
    const end = engine.subscribe(() => {
      throw new Error('odd observer');
    });
    expect(() => engine.start('p', { instance: 'x' })).toThrow('odd observer');
    end();
    engine.handle('work', () => undefined);
    expect(engine.state('x')?.status).toBe('completed');
  });
});

describe('messages', () => {
  const waits = (key: string) =>
    new ModelBuilder('p')
      .root(
        `<bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=${key}"/></bpmn:extensionElements></bpmn:message>`,
      )
      .node('startEvent', 's')
      .node('intermediateCatchEvent', 'c', {}, '<bpmn:messageEventDefinition messageRef="m"/>')
      .path('s', 'c')
      .toXml();

  it('with an id count once while their time lasts', async () => {
    const engine = await engineWith(waits('order'));
    const publish = () => engine.publish('paid', { correlationKey: 'a', messageId: '7', timeToLive: 1_000 });
    engine.start('p', { instance: 'one', variables: { order: 'a' } });
    expect(publish()).toBe(1);
    engine.start('p', { instance: 'two', variables: { order: 'a' } });
    expect(publish()).toBe(0);
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())), {
      clock: () => 1_767_600_000_000,
    });
    expect(restored.publish('paid', { correlationKey: 'a', messageId: '7' })).toBe(0);
    engine.advance({ by: 1_000 });
    expect(publish()).toBe(1);
    expect(engine.state('two')?.status).toBe('completed');
  });

  it('go to one instance of each process', async () => {
    const engine = await engineWith(waits('order'));
    for (const instance of ['one', 'two']) engine.start('p', { instance, variables: { order: 'a' } });
    expect(engine.publish('paid', { correlationKey: 'a' })).toBe(1);
    expect([engine.state('one')?.status, engine.state('two')?.status]).toEqual(['completed', 'active']);
  });

  it('are there until their time runs out for a process that has not had them', async () => {
    const engine = await engineWith(waits('order'));
    await engine.deploy(waits('order').replace('<bpmn:process id="p"', '<bpmn:process id="q"'));
    const start = (process: string, instance: string) => engine.start(process, { instance, variables: { order: 'a' } });
    start('p', 'one');
    expect(engine.publish('paid', { correlationKey: 'a', timeToLive: 1_000 })).toBe(1);
    start('p', 'again');
    const saved = JSON.parse(JSON.stringify(engine.save()));
    const restored = await Engine.restore(saved, { clock: () => 1_767_600_000_000 });
    for (const one of [engine, restored]) {
      one.start('q', { instance: 'other', variables: { order: 'a' } });
      one.start('q', { instance: 'late', variables: { order: 'a' } });
      expect(['one', 'again', 'other', 'late'].map((id) => one.state(id)?.status)).toEqual([
        'completed',
        'active',
        'completed',
        'active',
      ]);
    }
    engine.publish('paid', { correlationKey: 'b', timeToLive: 1_000 });
    engine.advance({ by: 1_000 });
    engine.start('q', { instance: 'too late', variables: { order: 'b' } });
    expect(engine.state('too late')?.status).toBe('active');
  });

  it('with a key start one instance at a time, whatever their name is', async () => {
    const model = new ModelBuilder('p')
      .root('<bpmn:message id="m" name="order"/><bpmn:message id="n" name="offer"/>')
      .node('startEvent', 's', {}, '<bpmn:messageEventDefinition messageRef="m"/>')
      .node('startEvent', 't', {}, '<bpmn:messageEventDefinition messageRef="n"/>')
      .node('userTask', 'sell')
      .node('userTask', 'buy')
      .path('s', 'sell')
      .path('t', 'buy');
    const engine = await engineWith(model.toXml());
    const waiting = () => engine.tasks().map(({ element }) => element);
    for (const name of ['order', 'offer', 'order']) engine.publish(name, { correlationKey: 'a' });
    expect(waiting()).toEqual(['sell']);
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())), {
      clock: () => 1_767_600_000_000,
    });
    expect(restored.publish('offer', { correlationKey: 'a', timeToLive: 0 })).toBe(0);
    for (const next of ['buy', 'sell']) {
      for (const task of engine.tasks()) engine.complete(task);
      expect(waiting()).toEqual([next]);
    }
  });

  it('with a key start one instance at a time, and the next one when that has ended', async () => {
    const model = new ModelBuilder('p')
      .root('<bpmn:message id="m" name="order"/>')
      .node('startEvent', 's', {}, '<bpmn:messageEventDefinition messageRef="m"/>')
      .node('userTask', 'work')
      .path('s', 'work');
    const engine = await engineWith(model.toXml());
    const order = (n: number) => engine.publish('order', { correlationKey: 'a', variables: { n } });
    expect([order(1), order(2), order(3)]).toEqual([1, 0, 0]);
    expect(engine.publish('order', { correlationKey: 'b' })).toBe(1);
    for (const n of [1, 2, 3]) {
      const task = engine.tasks().find(({ instance }) => engine.variables(instance).n === n);
      if (task === undefined) throw new Error(`no instance for order ${n}`);
      engine.complete(task);
    }
    expect(engine.tasks().length).toBe(1);
  });
});

describe('timers', () => {
  it('fire in the order of their times, thousands of them', async () => {
    const model = new ModelBuilder('p')
      .node('startEvent', 's')
      .node(
        'intermediateCatchEvent',
        'c',
        {},
        '<bpmn:timerEventDefinition><bpmn:timeDate>=date</bpmn:timeDate></bpmn:timerEventDefinition>',
      )
      .path('s', 'c');
    const engine = await engineWith(model.toXml());
    const fired: number[] = [];
    engine.subscribe(({ command }) => {
      if (command.type === 'triggerTimer') fired.push(engine.now);
    });
    for (let count = 0; count < 3_000; count += 1) {
      const date = new Date(engine.now + ((count * 7_919) % 3_000) * 1_000).toISOString();
      engine.start('p', { variables: { date } });
    }
    engine.advance({ by: 10_000_000 });
    expect(fired.length).toBe(3_000);
    expect(fired).toEqual([...fired].sort((a, b) => a - b));
  });
});

describe('types', () => {
  type Orders = {
    processes: { order: { amount: number } };
    jobs: { pay: { input: { amount: number }; output: { receipt: string } } };
    messages: { paid: { at: string } };
  };

  it('come from a contract, and nothing is any', () => {
    const engine = new Engine<Orders>();
    expectTypeOf(engine.handle<'pay'>)
      .parameter(1)
      .toEqualTypeOf<JobHandler<{ amount: number }, { receipt: string }>>();
    expectTypeOf(engine.start<'order'>)
      .parameter(0)
      .toEqualTypeOf<'order'>();
    expectTypeOf(engine.variables<{ amount: number }>('i')).toEqualTypeOf<Partial<{ amount: number }>>();
    expectTypeOf(new Engine().variables('i')).toEqualTypeOf<Variables>();
    // @ts-expect-error a process that the contract does not know
    engine.start('nothing');
    // @ts-expect-error a result of another shape
    engine.handle('pay', () => ({ receipt: 5 }));
    engine.handle('pay', async (job) => ({ receipt: `for ${job.variables.amount.toFixed(2)}` }));
    expectTypeOf<Parameters<Parameters<typeof engine.subscribe>[0]>[0]>().not.toBeAny();
    for (const name of ['tasks', 'jobs', 'incidents', 'state', 'waits', 'save'] as const) {
      expectTypeOf<ReturnType<(typeof engine)[typeof name]>>().not.toBeAny();
    }
  });
});

describe('what is deployed later', () => {
  it('is called when the incident that misses it is tried again', async () => {
    const model = new ModelBuilder('p')
      .node('startEvent', 's')
      .node('callActivity', 'call', { calledElement: 'child' })
      .node('boundaryEvent', 'any', { attachedToRef: 'call' }, '<bpmn:errorEventDefinition/>')
      .path('s', 'call');
    const engine = await engineWith(model.toXml());
    const instance = started(engine);
    const [incident] = engine.incidents(instance);
    expect(incident).toMatchObject({ element: 'call', code: 'called-process-unknown' });
    await engine.deploy(new ModelBuilder('child').node('startEvent', 's').toXml());
    engine.execute(instance, { type: 'retryIncident', key: incident?.key ?? 0 });
    expect(engine.state(instance)?.status).toBe('completed');
  });
});

describe('processes that call themselves', () => {
  it('end in an incident, not in an endless chain', async () => {
    const model = new ModelBuilder('p')
      .node('startEvent', 's')
      .node('callActivity', 'call', { calledElement: 'p' })
      .path('s', 'call');
    const engine = await engineWith(model.toXml());
    started(engine);
    expect(engine.instances().length).toBe(1_001);
    expect(engine.incidents()).toMatchObject([{ element: 'call', code: 'call-too-deep' }]);
  });
});

describe('errors and escalations without a code', () => {
  it('are known by their name', async () => {
    const model = new ModelBuilder('p')
      .root('<bpmn:error id="E" name="Lost"/>')
      .node('startEvent', 's')
      .node('userTask', 'work')
      .node('boundaryEvent', 'b', { attachedToRef: 'work' }, '<bpmn:errorEventDefinition errorRef="E"/>')
      .node('userTask', 'search')
      .path('s', 'work')
      .path('b', 'search');
    const engine = new Engine();
    expect((await engine.deploy(model.toXml())).diagnostics).toMatchObject([
      { code: 'missing-definition', severity: 'warning', element: 'b' },
    ]);
    engine.start('p', { instance: 'i' });
    engine.execute('i', { type: 'throwError', key: engine.tasks('i')[0]?.key ?? 0, code: 'Lost' });
    expect(engine.tasks('i')).toMatchObject([{ element: 'search' }]);
  });
});
