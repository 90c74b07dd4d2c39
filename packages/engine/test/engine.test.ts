import { describe, expect, it } from 'vitest';
import { BpmnError, compile, Engine, read, step } from '../src/index.ts';
import { brokenInvariants, ModelBuilder } from '../src/testing/index.ts';

const JOB = new ModelBuilder('p').node('startEvent', 's').node('serviceTask', 'work').node('endEvent', 'e');
const XML = JOB.path('s', 'work', 'e').toXml();

async function engineWith(xml: string): Promise<Engine> {
  const engine = new Engine({ clock: () => 1_767_600_000_000 });
  const { processes, diagnostics } = await engine.deploy(xml);
  expect(diagnostics).toEqual([]);
  expect(processes.length).toBe(1);
  return engine;
}

function started(engine: Engine): string {
  const result = engine.start('p');
  if (!result.ok) throw new Error(result.failure.message);
  return result.instance;
}

describe('Engine', () => {
  it('waits for asynchronous handlers', async () => {
    const engine = await engineWith(XML);
    engine.handle('work', async () => ({ done: true }));
    const instance = started(engine);
    expect(engine.state(instance)?.status).toBe('active');
    await engine.settled();
    expect(engine.state(instance)?.status).toBe('completed');
    expect(engine.variables(instance)).toEqual({ done: true });
  });

  it('tries failing jobs again, then raises an incident that a retry resolves', async () => {
    const engine = await engineWith(XML);
    let calls = 0;
    engine.handle('work', () => {
      calls += 1;
      if (calls < 5) throw new Error('no line');
      return undefined;
    });
    const instance = started(engine);
    expect(calls).toBe(3);
    const [incident] = engine.incidents(instance);
    expect(incident).toMatchObject({ element: 'work', code: 'job-failed', message: 'no line' });
    expect(engine.waits(instance)).toMatchObject([{ reason: 'incident', for: 'no line' }]);
    engine.execute(instance, { type: 'retryIncident', key: incident?.key ?? 0 });
    expect(engine.state(instance)?.status).toBe('completed');
    expect(engine.incidents()).toEqual([]);
  });

  it('holds an error that nothing catches as an incident', async () => {
    const engine = await engineWith(XML);
    engine.handle('work', () => {
      throw new BpmnError('odd');
    });
    expect(engine.incidents(started(engine))).toMatchObject([{ element: 'work', code: 'unhandled-error' }]);
  });

  it('goes on from what it saved', async () => {
    const engine = await engineWith(XML);
    const instance = started(engine);
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())), { clock: () => 0 });
    expect(restored.jobs(instance)).toEqual(engine.jobs(instance));
    restored.handle('work', () => undefined);
    expect(restored.state(instance)?.status).toBe('completed');
  });

  it('refuses commands that fit nothing and leaves the state alone', async () => {
    const engine = await engineWith(XML);
    const instance = started(engine);
    const before = engine.state(instance);
    expect(engine.execute(instance, { type: 'completeTask', key: 99 })).toMatchObject({
      failure: { code: 'unknown-key' },
    });
    const key = engine.jobs(instance)[0]?.key ?? 0;
    expect(engine.execute(instance, { type: 'completeTask', key })).toMatchObject({ failure: { code: 'wrong-kind' } });
    expect(engine.execute('nobody', { type: 'cancel' })).toMatchObject({ failure: { code: 'instance-missing' } });
    expect(engine.state(instance)).toBe(before);
  });
});

describe('step', () => {
  it('ends a loop without a wait with a failure', async () => {
    const model = new ModelBuilder('p').node('startEvent', 's').node('task', 'a').node('task', 'b');
    const { definitions } = await read(model.path('s', 'a', 'b', 'a').toXml());
    // a new model is refused; one that was published before is not
    const [process] = definitions === null ? [] : compile(definitions, { check: false }).processes;
    if (process === undefined) throw new Error('no process');
    const result = step(process, null, { type: 'start', instance: 'i', at: 0 });
    expect(result).toMatchObject({ ok: false, failure: { code: 'budget-exceeded' } });
  });

  it('keeps the excess of tokens at a parallel join', async () => {
    const model = new ModelBuilder('p').node('startEvent', 's').node('task', 'twice').node('userTask', 'other');
    model.node('parallelGateway', 'fork').node('parallelGateway', 'join').node('userTask', 'after');
    model.path('s', 'fork', 'twice').flow('fork', 'twice').path('twice', 'join', 'after').path('fork', 'other', 'join');
    const engine = await engineWith(model.toXml());
    const instance = started(engine);
    const tasks = () => engine.tasks(instance).map(({ element }) => element);
    expect(tasks()).toEqual(['other']);
    for (const task of engine.tasks(instance)) engine.complete(task);
    expect(tasks()).toEqual(['after']);
    expect(engine.waits(instance).find(({ reason }) => reason === 'join')).toMatchObject({ element: 'join' });
    const process = engine.process(instance);
    const state = engine.state(instance);
    expect(process && state && brokenInvariants(process, state)).toEqual([]);
  });

  it('keeps the cost of a step when 10,000 others wait', async () => {
    const model = new ModelBuilder('p')
      .node('startEvent', 's')
      .node(
        'boundaryEvent',
        'more',
        { attachedToRef: 'hub', cancelActivity: 'false' },
        '<bpmn:messageEventDefinition messageRef="m"/>',
      );
    model
      .root('<bpmn:message id="m" name="m"/>')
      .node('userTask', 'hub')
      .node('userTask', 'work')
      .path('s', 'hub')
      .flow('more', 'work');
    const { definitions } = await read(model.toXml());
    const [process] = definitions === null ? [] : compile(definitions).processes;
    if (process === undefined) throw new Error('no process');
    const result = step(process, null, { type: 'start', instance: 'i', at: 0 });
    if (!result.ok) throw new Error('not started');
    let state = result.state;
    const run = (command: Parameters<typeof step>[2]) => {
      const next = step(process, state, command);
      if (!next.ok) throw new Error(next.failure.message);
      state = next.state;
    };
    const key = result.effects.find((effect) => effect.type === 'openSubscription')?.key ?? 0;
    for (let count = 0; count < 10_000; count += 1) run({ type: 'correlateMessage', key, at: count });
    const began = performance.now();
    const open = state.nextKey - 1;
    for (let count = 0; count < 1_000; count += 1) run({ type: 'completeTask', key: open - count * 2, at: 20_000 });
    expect((performance.now() - began) / 1_000).toBeLessThan(0.5);
  });
});
