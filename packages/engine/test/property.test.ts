import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, Engine, read } from '../src/index.ts';
import { ModelBuilder, ReplayCheck } from '../src/testing/index.ts';

/** A block of a structured model: it has one way in and one way out. */
type Block =
  | { readonly type: 'task' | 'user' | 'job' | 'timer' | 'message' }
  | { readonly type: 'sequence' | 'choice' | 'parallel'; readonly blocks: readonly Block[] }
  | { readonly type: 'scope'; readonly block: Block; readonly boundary: 'none' | 'timer' | 'message' | 'error' }
  | { readonly type: 'loop'; readonly block: Block };

const leaf: fc.Arbitrary<Block> = fc
  .constantFrom('task', 'user', 'job', 'timer', 'message')
  .map((type) => ({ type }) as Block);
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constantFrom('sequence' as const, 'choice' as const, 'parallel' as const),
      blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('scope' as const),
      block: tie('block'),
      boundary: fc.constantFrom('none' as const, 'timer' as const, 'message' as const, 'error' as const),
    }),
    fc.record({ type: fc.constant('loop' as const), block: tie('block') }),
  ),
}));

class Writer {
  #count = 0;

  model(root: Block): string {
    const builder = new ModelBuilder();
    builder.root(
      '<bpmn:message id="m" name="m"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;"/></bpmn:extensionElements></bpmn:message>',
    );
    builder.root('<bpmn:error id="e" errorCode="e"/>');
    builder.raw(this.#inside(root));
    return builder.toXml();
  }

  #inside(root: Block): string {
    const [start, end] = [this.#id('start'), this.#id('end')];
    const [xml, first, last] = this.#block(root);
    const ends = `<bpmn:startEvent id="${start}"/><bpmn:endEvent id="${end}"/>`;
    return ends + xml + this.#flow(start, first) + this.#flow(last, end);
  }

  #block(one: Block): [xml: string, first: string, last: string] {
    switch (one.type) {
      case 'task':
        return this.#node('task', '');
      case 'user':
        return this.#node('userTask', '');
      case 'job':
        return this.#node('serviceTask', '');
      case 'timer':
        return this.#node(
          'intermediateCatchEvent',
          '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
        );
      case 'message':
        return this.#node('intermediateCatchEvent', '<bpmn:messageEventDefinition messageRef="m"/>');
      case 'sequence': {
        const parts = one.blocks.map((inner) => this.#block(inner));
        const flows = parts.slice(1).map(([, first], index) => this.#flow(parts[index]?.[2] ?? '', first));
        return [parts.map(([xml]) => xml).join('') + flows.join(''), parts[0]?.[1] ?? '', parts.at(-1)?.[2] ?? ''];
      }
      case 'choice':
      case 'parallel': {
        const gateway = one.type === 'choice' ? 'exclusiveGateway' : 'parallelGateway';
        const [fork, join] = [this.#id('fork'), this.#id('join')];
        const branches = one.blocks.map((inner, index) => {
          const [xml, first, last] = this.#block(inner);
          const condition = one.type === 'choice' ? `n = ${index + 1}` : null;
          return xml + this.#flow(fork, first, condition) + this.#flow(last, join);
        });
        const extra = one.type === 'choice' ? this.#default(fork, join) : ['', ''];
        const nodes = `<bpmn:${gateway} id="${fork}"${extra[0]}/><bpmn:${gateway} id="${join}"/>`;
        return [nodes + branches.join('') + extra[1], fork, join];
      }
      case 'scope': {
        const [scope, join] = [this.#id('scope'), this.#id('join')];
        const nodes = `<bpmn:subProcess id="${scope}">${this.#inside(one.block)}</bpmn:subProcess><bpmn:exclusiveGateway id="${join}"/>`;
        const boundary = this.#boundary(scope, join, one.boundary);
        return [nodes + this.#flow(scope, join) + boundary, scope, join];
      }
      case 'loop': {
        const [enter, again] = [this.#id('enter'), this.#id('again')];
        const [xml, first, last] = this.#block(one.block);
        const [count, , counted] = this.#node(
          'scriptTask',
          '<bpmn:script>{ n: if n = null then 1 else n + 1 }</bpmn:script>',
        );
        const [out] = [this.#id('out')];
        const exit = this.#id('flow');
        const nodes = `<bpmn:exclusiveGateway id="${enter}"/><bpmn:exclusiveGateway id="${again}" default="${exit}"/><bpmn:task id="${out}"/>`;
        const flows = [
          this.#flow(enter, first),
          this.#flow(last, counted),
          this.#flow(counted, again),
          this.#flow(again, enter, 'n &lt; 4'),
          `<bpmn:sequenceFlow id="${exit}" sourceRef="${again}" targetRef="${out}"/>`,
        ];
        return [nodes + xml + count + flows.join(''), enter, out];
      }
      default:
        throw new Error(String(one satisfies never));
    }
  }

  #boundary(host: string, join: string, kind: 'none' | 'timer' | 'message' | 'error'): string {
    if (kind === 'none') return '';
    const id = this.#id('boundary');
    const inside = {
      timer: '<bpmn:timerEventDefinition><bpmn:timeDuration>PT90M</bpmn:timeDuration></bpmn:timerEventDefinition>',
      message: '<bpmn:messageEventDefinition messageRef="m"/>',
      error: '<bpmn:errorEventDefinition errorRef="e"/>',
    }[kind];
    return `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}">${inside}</bpmn:boundaryEvent>${this.#flow(id, join)}`;
  }

  #default(fork: string, join: string): [string, string] {
    const id = this.#id('flow');
    return [` default="${id}"`, `<bpmn:sequenceFlow id="${id}" sourceRef="${fork}" targetRef="${join}"/>`];
  }

  #node(type: string, inside: string): [string, string, string] {
    const id = this.#id('node');
    return [`<bpmn:${type} id="${id}">${inside}</bpmn:${type}>`, id, id];
  }

  #flow(source: string, target: string, condition: string | null = null): string {
    const inside = condition === null ? '' : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`;
    return `<bpmn:sequenceFlow id="${this.#id('flow')}" sourceRef="${source}" targetRef="${target}">${inside}</bpmn:sequenceFlow>`;
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}-${this.#count}`;
  }
}

/** Does one of the things that can happen now. */
function act(engine: Engine, instance: string, choice: number): void {
  const tasks = engine.tasks(instance);
  const jobs = engine.jobs(instance);
  const actions = [
    ...tasks.map((task) => () => void engine.complete(task, { n: choice % 3 })),
    ...tasks.map(
      ({ key }) =>
        () =>
          void engine.execute(instance, { type: 'throwError', key, code: 'e' }),
    ),
    ...jobs.map(
      ({ key }) =>
        () =>
          void engine.execute(instance, { type: 'completeJob', key, variables: { n: choice % 4 } }),
    ),
    ...jobs.map(
      ({ key }) =>
        () =>
          void engine.execute(instance, { type: 'failJob', key, retries: choice % 2, message: 'x' }),
    ),
    ...engine.incidents(instance).map(
      ({ key }) =>
        () =>
          void engine.execute(instance, { type: 'retryIncident', key }),
    ),
    () => engine.advance({ by: 3_600_000 }),
    () => void engine.publish('m', { correlationKey: 'k', timeToLive: 0 }),
    () => void engine.execute(instance, { type: 'completeTask', key: choice }),
    () => void engine.execute(instance, { type: 'setVariables', variables: { n: choice % 4 } }),
  ];
  actions[choice % actions.length]?.();
}

describe('random structured models', () => {
  it('run the same directly, restored at every step, and folded from the journal', async () => {
    let steps = 0;
    let ended = 0;
    await fc.assert(
      fc.asyncProperty(block, fc.array(fc.nat(1_000), { minLength: 5, maxLength: 25 }), async (root, choices) => {
        const xml = new Writer().model(root);
        const replay = new ReplayCheck();
        const engine = new Engine({ clock: () => 1_767_600_000_000, observe: replay.observe });
        const { processes, diagnostics } = await engine.deploy(xml);
        expect(processes.length, JSON.stringify(diagnostics)).toBe(1);
        const started = engine.start('process', { variables: { n: 0 } });
        if (!started.ok) throw new Error(started.failure.message);
        for (const choice of choices) act(engine, started.instance, choice);
        expect(replay.problems).toEqual([]);
        steps += choices.length;
        ended += engine.state(started.instance)?.status === 'completed' ? 1 : 0;
      }),
      { numRuns: 1_000, seed: 20_260_105 },
    );
    expect(steps).toBeGreaterThan(5_000);
    expect(ended).toBeGreaterThan(100);
  });

  it('reads what it writes', async () => {
    const { definitions } = await read(new Writer().model({ type: 'task' }));
    expect(definitions && compile(definitions).diagnostics).toEqual([]);
  });
});
