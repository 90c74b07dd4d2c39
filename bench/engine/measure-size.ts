import { BpmnModdle } from 'bpmn-moddle';
import { caseNamed } from './cases.ts';
import { crowd, permit, sequence } from './models.ts';
import { services } from './peer-services.ts';
import { advance, compiled } from './subject-kernel.ts';

/** One figure other than speed, in a process of its own: prints an object of numbers. Run with `--expose-gc`. */
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const [what = ''] = process.argv.slice(2);

const MEASURES: { readonly [name: string]: () => Promise<{ readonly [figure: string]: number }> } = {
  'waiting user task': () => waiting('user', 0),
  'waiting permit': () => waiting('permit', 3),
  'waiting user task in bpmn-engine': waitingPeer,
  'model of 500 elements': large,
  'crowd of 10,000': waitingCrowd,
};

/** Median of several rounds, in microseconds for each of `count` calls. */
async function micros(count: number, work: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const began = performance.now();
    for (let index = 0; index < count; index += 1) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    rounds.push(((performance.now() - began) * 1_000) / count);
  }
  return rounds.sort((a, b) => a - b)[3] ?? Number.NaN;
}

function heapFor(count: number, make: () => unknown): number {
  const kept: unknown[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < count; index += 1) kept.push(make());
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / count;
  return kept.length === count ? bytes : Number.NaN;
}

async function waiting(name: string, completed: number) {
  const given = caseNamed(name);
  const process = await compiled(given.xml('feel'));
  const make = () => {
    let { state, effects } = advance(process, null, {
      type: 'start',
      at: 1_767_600_000_000,
      instance: '0f9c1c1e-6f5e-4a53-8f0a-0d1f2a3b4c5d',
      variables: given.variables,
    });
    for (let count = 0; count < completed; count += 1) {
      const open = effects.find(({ type }) => type === 'createTask' || type === 'createJob');
      if (open === undefined) break;
      const type = open.type === 'createTask' ? 'completeTask' : 'completeJob';
      ({ state, effects } = advance(process, state, { type, key: open.key, at: 1_767_600_000_001 }));
    }
    return state;
  };
  const held = make();
  const text = JSON.stringify(held);
  return {
    'JSON bytes': text.length,
    'heap bytes': heapFor(5_000, () => JSON.parse(JSON.stringify(make()))),
    'save µs': await micros(5_000, () => JSON.stringify(held)),
    'restore µs': await micros(5_000, () => JSON.parse(text)),
  };
}

async function waitingPeer() {
  const { Engine } = await import('bpmn-engine');
  const source = caseNamed('user').xml('javascript');
  const executions: object[] = [];
  const start = async () => {
    const engine = new Engine({ name: 'bench', source, services: services() });
    return await engine.execute({});
  };
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < 50; count += 1) executions.push(await start());
  collect();
  const heap = (process.memoryUsage().heapUsed - before) / executions.length;
  const execution = await start();
  const state = execution.getState();
  const save = await micros(20, () => JSON.stringify(execution.getState()));
  const text = JSON.stringify(state);
  const restore = await micros(20, () => new Engine({ name: 'bench' }).recover(JSON.parse(text)));
  return { 'JSON bytes': text.length, 'heap bytes': heap, 'save µs': save, 'restore µs': restore };
}

async function large() {
  const xml = sequence(498);
  const moddle = await micros(5, () => new BpmnModdle().fromXML(xml, 'bpmn:Definitions', { lax: false }));
  const ours = await micros(5, () => compiled(xml));
  const waits = xml
    .replace('<bpmn:task id="task-1">', '<bpmn:userTask id="task-1">')
    .replace('</bpmn:task>', '</bpmn:userTask>');
  const process = await compiled(waits);
  const start = await micros(2_000, () => advance(process, null, { type: 'start', at: 1, instance: 'i' }));
  const permitProcess = await compiled(permit('feel'));
  const startPermit = await micros(2_000, () => advance(permitProcess, null, { type: 'start', at: 1, instance: 'i' }));
  return {
    'bpmn-moddle alone ms': moddle / 1_000,
    'read and compile ms': ours / 1_000,
    ratio: ours / moddle,
    'start µs': start,
    'start of the permit µs': startPermit,
  };
}

/** What completing one task costs while others wait. */
async function waitingCrowd() {
  const process = await compiled(crowd());
  const cost = (count: number) => {
    let { state, effects } = advance(process, null, { type: 'start', at: 1, instance: 'i' });
    const key = effects.find(({ type }) => type === 'openSubscription')?.key ?? 0;
    const tasks: number[] = [];
    for (let index = 0; index < count; index += 1) {
      ({ state, effects } = advance(process, state, { type: 'correlateMessage', key, at: 2, variables: {} }));
      tasks.push(...effects.flatMap((effect) => (effect.type === 'createTask' ? [effect.key] : [])));
    }
    const began = performance.now();
    for (const task of tasks)
      ({ state, effects } = advance(process, state, { type: 'completeTask', key: task, at: 3 }));
    return ((performance.now() - began) * 1_000) / tasks.length;
  };
  cost(10_000);
  const few = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(() => cost(100)).sort((a, b) => a - b)[5] ?? Number.NaN;
  const many = cost(10_000);
  return { 'complete µs of 100': few, 'complete µs of 10,000': many, growth: many / few };
}

const measure = MEASURES[what];
if (measure === undefined) throw new Error(`There is no measure ${what}.`);
console.log(JSON.stringify(await measure()));
process.exit(0);
