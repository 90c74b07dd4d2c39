import type { Domain } from '../../packages/server/src/domain.ts';
import { domains } from '../../packages/server/src/domains.ts';
import { model, SERVICE } from '../../packages/server/test/runtime/models.ts';
import { bar, median, ms, option, percentile, progress, table } from '../figures.ts';
import { createInstallation } from './installation.ts';
import { institutionWith, startOne } from './waiting.ts';

const TYPICAL_MS = 10;
const WORST_MS = 100;

/** From the commit of a command that asks for a job to the job's handler, at the same runner and at another. */
export async function measureLatency(server: { url: string }): Promise<void> {
  const times = Number(option('commands', '300'));
  const rounds = Number(option('rounds', '5'));
  const begun = new Map<string, (at: number) => void>();
  const probe: Domain = {
    name: 'probe',
    setUp: () => ({
      jobHandlers: [
        {
          jobType: 'double',
          handle: async ({ instance }) => {
            const at = performance.now();
            begun.get(instance)?.(at);
            return { variables: {} };
          },
        },
      ],
    }),
  };
  const rows: string[][] = [];
  for (const kind of ['the same runner', 'another runner'] as const) {
    const installation = await createInstallation(server, {
      domains: [...domains, probe],
      config: { role: kind === 'the same runner' ? 'all' : 'web' },
    });
    const { app } = installation;
    await app.runtime.start();
    if (kind === 'another runner') await (await installation.another({ role: 'worker' })).runtime.start();
    const place = await institutionWith(app, model(SERVICE));
    const [typical, worst]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const waits: number[] = [];
      for (let time = 0; time < times; time += 1) {
        let told: (at: number) => void = () => undefined;
        const handled = new Promise<number>((resolve) => {
          told = resolve;
        });
        // The handler may be there before the caller hears of the commit.
        const early = new Map<string, number>();
        const get = begun.get.bind(begun);
        begun.get = (instance) => get(instance) ?? ((at) => void early.set(instance, at));
        const instance = await startOne(app, place);
        const committed = performance.now();
        begun.get = get;
        begun.set(instance, told);
        const at = early.get(instance) ?? (await handled);
        begun.delete(instance);
        waits.push(Math.max(0, at - committed));
      }
      if (round === 0) continue;
      typical.push(median(waits));
      worst.push(percentile(waits, 0.99));
    }
    rows.push([kind, ms(median(typical)), ms(median(worst))]);
    progress(rows.at(-1)?.join('  ') ?? '');
    bar(
      `a job begins at ${kind} within ${TYPICAL_MS} ms (p50) and ${WORST_MS} ms (p99)`,
      median(typical) <= TYPICAL_MS && median(worst) <= WORST_MS,
      `${ms(median(typical))}, ${ms(median(worst))}`,
    );
    await installation.close();
  }
  console.log('\nFrom commit to the next job running\n');
  table(['at', 'p50', 'p99'], rows);
}
