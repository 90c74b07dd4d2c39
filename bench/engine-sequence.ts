import { compile, read, step } from '@circula/engine';
import { ModelBuilder } from '@circula/engine/testing';

/** Elements per second of one core on a sequence of ten tasks: the quick check while working on the kernel. */
const ROUNDS = 5;
const INSTANCES = 50_000;
const tasks = Array.from({ length: 10 }, (_, index) => `task-${index}`);

const model = new ModelBuilder().node('startEvent', 'start').node('endEvent', 'end');
for (const task of tasks) model.node('task', task);
const { definitions } = await read(model.path('start', ...tasks, 'end').toXml());
const [process] = definitions === null ? [] : compile(definitions).processes;
if (process === undefined) throw new Error('the model does not compile');

const rates: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const began = performance.now();
  for (let count = 0; count < INSTANCES; count += 1) step(process, null, { type: 'start', instance: 'i', at: 1 });
  rates.push((INSTANCES * (tasks.length + 2) * 1_000) / (performance.now() - began));
}
rates.sort((a, b) => a - b);
console.log(`sequence of 10: ${Math.round((rates[Math.floor(ROUNDS / 2)] ?? 0) / 1_000)} thousand elements/s (median)`);
