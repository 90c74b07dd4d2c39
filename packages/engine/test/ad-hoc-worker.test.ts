import { describe, expect, it } from 'vitest';
import { compile, type Effect, Engine, JobCompletion, read, type State, step, type WithoutTime } from '../src/index.ts';
import type { Command } from '../src/kernel/types.ts';

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"';
const WORKER = '<zeebe:taskDefinition type="decide"/>';

const model = (extensions: string, attributes = '', inside = '<userTask id="a"/><userTask id="b"/>') =>
  `<definitions ${NAMESPACES}><process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="it"/>
   <adHocSubProcess id="it"${attributes}><extensionElements>${extensions}</extensionElements>${inside}</adHocSubProcess></process></definitions>`;

async function errorsOf(xml: string): Promise<string[]> {
  const { definitions, diagnostics } = await read(xml);
  if (definitions === null) throw new Error(JSON.stringify(diagnostics));
  return compile(definitions).diagnostics.flatMap((one) => (one.severity === 'error' ? [one.message] : []));
}

/** One instance, command by command. */
class Instance {
  state: State | null = null;
  effects: readonly Effect[] = [];
  readonly #process;

  constructor(process: Parameters<typeof step>[0]) {
    this.#process = process;
  }

  send(command: WithoutTime<Command>): string {
    const result = step(this.#process, this.state, { ...command, at: 0 } as Command);
    if (!result.ok) return result.failure.code;
    this.state = result.state;
    this.effects = result.effects;
    return 'done';
  }

  /** The key of the job or task that was asked for in the last step. */
  asked(type: 'createJob' | 'createTask'): number {
    return this.effects.findLast((effect) => effect.type === type)?.key ?? 0;
  }
}

async function begun(xml = model(WORKER)): Promise<Instance> {
  const { definitions } = await read(xml);
  const [process] = definitions === null ? [] : compile(definitions).processes;
  if (process === undefined) throw new Error('the model does not compile');
  const instance = new Instance(process);
  instance.send({ type: 'start', instance: 'one' });
  return instance;
}

const beginning = (...elements: string[]) =>
  ({ type: 'adHocSubProcess', activate: elements.map((element) => ({ element })) }) as const;

describe('the job of an ad-hoc subprocess', () => {
  it('cannot be answered late when another one has been asked for', async () => {
    const instance = await begun();
    const first = instance.asked('createJob');
    expect(instance.send({ type: 'completeJob', key: first, result: beginning('a', 'b') })).toBe('done');
    const tasks = instance.effects.flatMap((effect) => (effect.type === 'createTask' ? [effect.key] : []));
    instance.send({ type: 'completeTask', key: tasks[0] ?? 0 });
    const second = instance.asked('createJob');
    instance.send({ type: 'completeTask', key: tasks[1] ?? 0 });
    const third = instance.asked('createJob');
    expect(instance.effects).toContainEqual({ type: 'cancelJob', key: second });
    expect(new Set([first, second, third]).size).toBe(3);
    for (const late of [first, second]) {
      for (const type of ['completeJob', 'failJob', 'throwError', 'throwEscalation'] as const) {
        expect(instance.send({ type, key: late, retries: 0, message: '', code: 'x' } as WithoutTime<Command>)).toBe(
          'unknown-key',
        );
      }
    }
    const over = { type: 'adHocSubProcess', completed: true } as const;
    expect(instance.send({ type: 'completeJob', key: third, result: over })).toBe('done');
    expect(instance.state?.status).toBe('completed');
  });

  it('is no scope that variables or people could be sent to', async () => {
    const instance = await begun();
    const key = instance.asked('createJob');
    expect(instance.send({ type: 'setVariables', scope: key, variables: { x: 1 } })).toBe('wrong-kind');
    expect(instance.send({ type: 'activateAdHoc', key, elements: [] })).toBe('wrong-kind');
    expect(instance.send({ type: 'completeTask', key })).toBe('wrong-kind');
  });

  it('given up, ends what nothing else runs in', async () => {
    const instance = await begun();
    const key = instance.asked('createJob');
    expect(instance.send({ type: 'modify', terminate: [key] })).toBe('done');
    expect(instance.effects).toContainEqual({ type: 'cancelJob', key });
    expect(instance.state?.status).toBe('terminated');
  });

  it('given up, leaves what has begun beside it', async () => {
    const late = `<boundaryEvent id="late" attachedToRef="it"><timerEventDefinition><timeDuration>PT1H</timeDuration>
      </timerEventDefinition></boundaryEvent>`;
    const instance = await begun(model(WORKER).replace('</process>', `${late}</process>`));
    const key = instance.asked('createJob');
    expect(instance.send({ type: 'modify', activate: [{ element: 'b' }] })).toBe('done');
    expect(instance.send({ type: 'modify', terminate: [key] })).toBe('done');
    expect(instance.effects).toEqual([{ type: 'cancelJob', key }]);
    expect(instance.send({ type: 'completeTask', key: key + 1 })).toBe('done');
    expect(instance.asked('createJob')).toBeGreaterThan(key);
  });

  it('is asked for when something ends in a subprocess that was opened by hand', async () => {
    const before = '<userTask id="before"/><sequenceFlow id="g" sourceRef="s" targetRef="before"/>';
    const xml = model(WORKER).replace('sourceRef="s"', 'sourceRef="before"');
    const instance = await begun(xml.replace('<adHocSubProcess', `${before}<adHocSubProcess`));
    const moved = { from: instance.asked('createTask'), to: 'b' };
    expect(instance.send({ type: 'modify', move: [moved] })).toBe('done');
    expect(instance.effects.filter(({ type }) => type === 'createJob')).toEqual([]);
    instance.send({ type: 'completeTask', key: instance.asked('createTask') });
    const key = instance.asked('createJob');
    expect(instance.send({ type: 'completeJob', key, result: { type: 'adHocSubProcess', completed: true } })).toBe(
      'done',
    );
    expect(instance.state?.status).toBe('completed');
  });

  it('is done by a handler that decides', async () => {
    const engine = new Engine();
    await engine.deploy(model(WORKER, '', '<serviceTask id="a"/><serviceTask id="b"/>'));
    const seen: string[] = [];
    for (const type of ['a', 'b']) engine.handle(type, ({ variables }) => void seen.push(`${type}${variables.of}`));
    engine.handle('decide', async () => {
      if (seen.length === 2) return new JobCompletion({ type: 'adHocSubProcess', completed: true }, { count: 2 });
      const element = seen.length === 0 ? 'a' : 'b';
      return new JobCompletion({ type: 'adHocSubProcess', activate: [{ element, variables: { of: 'worker' } }] });
    });
    const started = engine.start('p');
    if (!started.ok) throw new Error(started.failure.message);
    await engine.settled();
    expect(seen).toEqual(['aworker', 'bworker']);
    expect(engine.state(started.instance)?.status).toBe('completed');
    expect(engine.variables(started.instance)).toEqual({ count: 2 });
  });

  it('fails with a handler that decides what cannot be', async () => {
    for (const handler of [
      () => new JobCompletion(beginning('nowhere')),
      async () => new JobCompletion(beginning('nowhere')),
    ]) {
      const engine = new Engine({ clock: () => 0, random: () => 0 });
      await engine.deploy(model(WORKER));
      engine.handle('decide', handler);
      engine.start('p');
      await engine.settled();
      engine.advance({ by: 60_000 });
      await engine.settled();
      engine.advance({ by: 60_000 });
      await engine.settled();
      expect(engine.incidents()).toMatchObject([
        { code: 'job-failed', message: 'Nothing in it can begin with nowhere.' },
      ]);
    }
  });

  it('survives that the engine is saved', async () => {
    const engine = new Engine();
    await engine.deploy(model(WORKER));
    const started = engine.start('p');
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())));
    if (!started.ok) throw new Error(started.failure.message);
    restored.handle('decide', () => new JobCompletion(beginning('b')));
    await restored.settled();
    expect(restored.tasks(started.instance).map(({ element }) => element)).toEqual(['b']);
  });
});

describe('what can begin', () => {
  const tool = (source: string) =>
    `<userTask id="a"><extensionElements><zeebe:ioMapping><zeebe:input source="${source}" target="url"/></zeebe:ioMapping></extensionElements></userTask>`;

  it('tells a worker what a language model has to fill in', async () => {
    const engine = new Engine();
    const source = '=&quot;https://&quot; + fromAi(toolCall.host, &quot;The host&quot;)';
    await engine.deploy(model(WORKER, '', tool(source)));
    const seen: unknown[] = [];
    engine.handle('decide', ({ variables }) => {
      seen.push(variables.adHocSubProcessElements);
      return new JobCompletion({
        type: 'adHocSubProcess',
        activate: [{ element: 'a', variables: { toolCall: { host: 'example.org' } } }],
      });
    });
    engine.start('p');
    await engine.settled();
    const parameters = [{ name: 'toolCall.host', description: 'The host' }];
    expect(seen).toEqual([[{ elementId: 'a', parameters }]]);
    expect(engine.tasks().map(({ variables }) => variables.url)).toEqual(['https://example.org']);
  });

  it('is refused when nobody could tell the worker', async () => {
    expect(await errorsOf(model(WORKER, '', tool('=fromAi(&quot;x&quot;)')))).toEqual([
      expect.stringContaining('The mapping of url: fromAi("x"): the value has to be a variable'),
    ]);
  });
});

describe('what a worker decides', () => {
  it('the model does not', async () => {
    const { length } = await errorsOf(
      model(
        `<zeebe:adHoc activeElementsCollection="=x"/>${WORKER}`,
        ' ordering="Sequential" cancelRemainingInstances="false"',
        '<task id="a"/><completionCondition>=true</completionCondition>',
      ),
    );
    expect(length).toBe(4);
    expect(await errorsOf(model(`<zeebe:adHoc activeElementsCollection=""/>${WORKER}`))).toEqual([]);
    expect(await errorsOf(model(WORKER, '', ''))).toEqual([expect.stringContaining('no activity')]);
    expect(await errorsOf(model('<zeebe:taskDefinition retries="1"/>'))).toEqual([expect.stringContaining('no type')]);
  });

  it('is nothing where there is no job', async () => {
    const headers = '<zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders>';
    expect(await errorsOf(model(headers))).toEqual([expect.stringContaining('TaskHeaders')]);
    expect(await errorsOf(model(headers + WORKER))).toEqual([]);
  });
});
