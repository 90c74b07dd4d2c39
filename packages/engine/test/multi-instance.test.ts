import { describe, expect, it } from 'vitest';
import { compile, type Process, read, recordsOf, type State, step } from '../src/index.ts';
import { ModelBuilder } from '../src/testing/index.ts';

async function processOf(loop: string): Promise<Process> {
  const model = new ModelBuilder()
    .node('startEvent', 'start')
    .node('serviceTask', 'work', {}, loop)
    .node('endEvent', 'end');
  const { definitions } = await read(model.path('start', 'work', 'end').toXml());
  const compiled = definitions === null ? null : compile(definitions);
  const [process] = compiled?.processes ?? [];
  if (process === undefined) throw new Error(JSON.stringify(compiled?.diagnostics));
  return process;
}

function ran(process: Process, state: State | null, command: Parameters<typeof step>[2]): State {
  const result = step(process, state, command);
  if (!result.ok) throw new Error(result.failure.message);
  return result.state;
}

const MANY = 10_000;
const LOOP =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=result"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';

describe('ten thousand instances of one activity', () => {
  it('begin in one step, and each completes in about the same time', async () => {
    const process = await processOf(LOOP);
    const items = Array.from({ length: MANY }, (_, index) => index);
    let state = ran(process, null, { type: 'start', instance: 'i', at: 1, variables: { items } });
    const jobs = recordsOf(state.elements).filter(({ wait }) => wait?.type === 'job');
    expect(jobs.length).toBe(MANY);
    const began = performance.now();
    for (const { key, run } of jobs) {
      state = ran(process, state, { type: 'completeJob', key, at: 2, variables: { result: run ?? 0 } });
    }
    expect((performance.now() - began) / MANY).toBeLessThan(1);
    expect(state.status).toBe('completed');
    const [root] = recordsOf(state.elements);
    expect(root?.variables?.results).toEqual(items.map((item) => item + 1));
  }, 30_000);

  it('may follow each other within one step', async () => {
    const loop = LOOP.replace('Characteristics>', 'Characteristics isSequential="true">');
    const model = new ModelBuilder().node('startEvent', 'start').node('task', 'work', {}, loop).node('endEvent', 'end');
    const { definitions } = await read(model.path('start', 'work', 'end').toXml());
    const [process] = definitions === null ? [] : compile(definitions).processes;
    if (process === undefined) throw new Error('the model does not compile');
    const items = Array.from({ length: MANY }, (_, index) => index);
    const state = ran(process, null, { type: 'start', instance: 'i', at: 1, variables: { items } });
    expect(state.status).toBe('completed');
  });

  it('are held by an incident when they are too many to count', async () => {
    const process = await processOf(
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>1000000000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
    );
    const state = ran(process, null, { type: 'start', instance: 'i', at: 1 });
    expect(recordsOf(state.incidents)).toMatchObject([{ code: 'too-many-runs' }]);
  });
});
