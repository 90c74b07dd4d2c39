import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bar, median, megabytes, option, progress, table, whole } from '../figures.ts';

interface Measured {
  readonly done: number;
  readonly samples: readonly { readonly at: number; readonly heap: number; readonly resident: number }[];
}

/** Bytes a runner's heap may grow in a thousand instances that come and go: less than one of them has. */
const MOST_GROWTH_PER_THOUSAND = 100 * 1024;
const MOST_DIFFERENCE = 1.1;

/** The slope of a straight line through the points, by least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (index: 0 | 1) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}

/** The memory of a runner under steady load: flat, and the same however many instances wait. */
export function measureMemory(server: { url: string }): void {
  const seconds = Number(option('seconds', '60'));
  const rows: string[][] = [];
  const heaps: number[] = [];
  for (const waiting of option('waiting', '100,100000').split(',').map(Number)) {
    const child = fileURLToPath(new URL('memory-child.ts', import.meta.url));
    const given = ['--import', 'tsx', child, server.url, String(waiting), String(seconds)];
    const printed = execFileSync(process.execPath, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const { done, samples }: Measured = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
    // The first third is warming up: code is compiled, pools and caches fill.
    const steady = samples.slice(Math.floor(samples.length / 3));
    const perSecond = slope(steady.map(({ at, heap }) => [at, heap]));
    const perThousand = (perSecond * seconds * 1000) / done;
    const heap = median(steady.map((sample) => sample.heap));
    heaps.push(heap);
    rows.push([
      whole(waiting),
      whole(done),
      megabytes(heap),
      megabytes(median(steady.map((sample) => sample.resident))),
      `${((perSecond * 60) / 1024).toFixed(0)} kB`,
      `${(perThousand / 1024).toFixed(0)} kB`,
    ]);
    progress(rows.at(-1)?.join('  ') ?? '');
    bar(
      `heap stays flat beside ${whole(waiting)} waiting`,
      perThousand < MOST_GROWTH_PER_THOUSAND,
      `${(perThousand / 1024).toFixed(0)} kB a thousand instances`,
    );
  }
  console.log(`\nMemory of a runner, ${seconds} s of steady load\n`);
  table(
    ['waiting', 'instances done', 'heap after collection', 'resident', 'growth a minute', 'growth a thousand'],
    rows,
  );
  const [few, many] = [heaps[0], heaps.at(-1)];
  if (few && many) bar('waiting instances take no memory', many / few < MOST_DIFFERENCE, `${(many / few).toFixed(2)}×`);
}
