import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { model, TWO_TASKS } from '../../packages/server/test/runtime/models.ts';
import { createInstallation } from './installation.ts';
import { steadyLoad } from './load.ts';
import { copyWaiting, institutionWith, startOne } from './waiting.ts';

/**
 * A runner under steady load in a process of its own: `memory-child.ts <server> <waiting> <seconds>`. Instances start and end
 * while `waiting` others wait. Prints the heap after collection and the resident memory every two seconds, as JSON.
 */
const [url = '', waiting = '100', seconds = '60'] = process.argv.slice(2);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const installation = await createInstallation({ url });
const { app } = installation;
const place = await institutionWith(app, model(TWO_TASKS));
const first = await startOne(app, place);
await copyWaiting(installation, place.institution, first, Number(waiting) - 1, ['tasks', 'timers']);
await app.runtime.start();
const samples: { at: number; heap: number; resident: number }[] = [];
const began = performance.now();
const load = steadyLoad(app, place);
while (performance.now() - began < Number(seconds) * 1000) {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  samples.push({ at: (performance.now() - began) / 1000, heap: heapUsed, resident: rss });
}
const done = await load.stop();
await installation.close();
console.log(JSON.stringify({ done, samples }));
process.exit(0);
