import { cpus, loadavg, totalmem } from 'node:os';
import { missedBars, option, progress } from '../figures.ts';
import { measureBounds } from './bounds.ts';
import { measureCertificates } from './certificates.ts';
import { measureHistory } from './history.ts';
import { startDurablePostgres } from './installation.ts';
import { measureLatency } from './latency.ts';
import { measureLists } from './lists.ts';
import { measureMemory } from './memory.ts';
import { measureTimers } from './timers.ts';

/**
 * How the runner scales: `npm run bench -- scale [--only lists,timers] [--rounds 5]`, and further options of each part. On a real
 * PostgreSQL of its own with fsync and synchronous_commit on, or on the one of `--server` (a superuser's URL), where databases
 * that an earlier run has filled are taken as they are. Figures are medians of the rounds; a bar that does not hold
 * fails the command. What the figures mean stands in docs/scale.md.
 */
const PARTS = ['lists', 'timers', 'latency', 'certificates', 'memory', 'history', 'bounds'] as const;
const only = option('only', PARTS.join(',')).split(',');
const unknown = only.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: ${PARTS.join(', ')}.`);
  process.exit(2);
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const given = option('server', '');
const server = given === '' ? await startDurablePostgres() : { url: given, stop: async () => undefined };
try {
  for (const part of PARTS.filter((name) => only.includes(name))) {
    progress(`${part}, load ${loadavg()[0]?.toFixed(1)}`);
    await measure(part);
  }
} finally {
  await server.stop();
}
process.exit(missedBars() > 0 ? 1 : 0);

async function measure(part: (typeof PARTS)[number]): Promise<void> {
  switch (part) {
    case 'lists':
      return await measureLists(server, option('sizes', '100,100000,1000000').split(',').map(Number));
    case 'timers':
      return await measureTimers(server);
    case 'latency':
      return await measureLatency(server);
    case 'certificates':
      return await measureCertificates(server);
    case 'memory':
      return measureMemory(server);
    case 'history':
      return await measureHistory(server);
    case 'bounds':
      return await measureBounds(server);
  }
}
