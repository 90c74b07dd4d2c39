import type { App } from '../../packages/server/src/app.ts';
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts';
import { Turns } from '../../packages/server/src/runtime/claim.ts';
import { TIMERS } from '../../packages/server/src/runtime/timers.ts';
import { model, TIMER } from '../../packages/server/test/runtime/models.ts';
import { ApiClient } from '../../packages/server/test/support/client.ts';
import { bar, median, ms, option, percentile, progress, table, whole } from '../figures.ts';
import { createInstallation } from './installation.ts';
import { copyWaiting, institutionWith, startOne } from './waiting.ts';

const SLOWEST_ANSWER_MS = 500;
const MOST_GROWTH = 2;

class Undone extends Error {}

/** What a look for work and a claim of fifty due timers take, undone each time. */
async function claims(app: App, times: number): Promise<{ look: number[]; claim: number[] }> {
  const [look, claim]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    const turns = new Turns(TIMERS, 30_000);
    await app.services.unitOfWork
      .run({ kind: 'worker' }, async (tx) => {
        let began = performance.now();
        await tx.query('select exists (select from timers where due <= $1)', [tx.now]);
        look.push(performance.now() - began);
        began = performance.now();
        const rows = await turns.claim(tx, 50);
        claim.push(performance.now() - began);
        if (rows.length < 50) throw new Error(`Only ${rows.length} timers were due.`);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
  }
  return { look, claim };
}

/** Timers that wait, and timers that are due together. */
export async function measureTimers(server: { url: string }): Promise<void> {
  const pending = Number(option('pending', '1000000'));
  const together = Number(option('together', '100000'));
  const rounds = Number(option('rounds', '5'));
  const installation = await createInstallation(server, { config: { demo: true }, connections: 20 });
  const { app, sql } = installation;
  // A second after its start it is due; the runner's loops do not run yet.
  const busy = await institutionWith(app, model(TIMER.replace('PT1H', 'PT1S')));
  const first = await startOne(app, busy);
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  await copyWaiting(installation, busy.institution, first, 500, ['journal', 'timers']);
  const rows: string[][] = [];
  const found: { look: number; claim: number }[] = [];
  const measure = async (name: string) => {
    await claims(app, 20);
    const all = { look: [] as number[], claim: [] as number[], worst: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const { look, claim } = await claims(app, 100);
      all.look.push(median(look));
      all.claim.push(median(claim));
      all.worst.push(percentile(claim, 0.99));
    }
    found.push({ look: median(all.look), claim: median(all.claim) });
    rows.push([name, ms(median(all.look)), ms(median(all.claim)), ms(median(all.worst))]);
    progress(rows.at(-1)?.join('  ') ?? '');
  };
  await measure('0 pending');
  const calm = await institutionWith(app, model(TIMER));
  const later = await startOne(app, calm);
  await copyWaiting(installation, calm.institution, later, pending, ['timers']);
  await sql.query(
    `update timers set due = now() + interval '1 day' + random() * interval '300 days' where institution_id = $1`,
    [calm.institution],
  );
  await sql.query('vacuum (analyze) timers');
  await measure(`${whole(pending)} pending`);
  console.log('\nTimers: claiming 50 that are due, 500 due\n');
  table(['beside', 'look p50', 'claim p50', 'claim p99'], rows);
  const [none, many] = found;
  if (none && many) {
    const growth = many.claim / none.claim;
    bar(`${whole(pending)} pending timers cost a claim nothing`, growth < MOST_GROWTH, `${growth.toFixed(2)}×`);
  }

  await copyWaiting(installation, busy.institution, first, together - 501, ['journal', 'timers']);
  await sql.query('delete from timers where institution_id = $1', [calm.institution]);
  await sql.query('vacuum (analyze) timers');
  const client = await ApiClient.logIn(app.server, 'inspector@cj-cluj.example', DEMO_PASSWORD);
  const left = async () => (await sql.query('select count(*)::int as n from timers')).rows[0].n as number;
  const waits: number[] = [];
  progress(`${whole(await left())} timers are due`);
  const began = performance.now();
  await app.runtime.start();
  for (let asked = 0; ; asked += 1) {
    const start = performance.now();
    const { status } = await client.get('/institutions/cj-cluj/tasks');
    waits.push(performance.now() - start);
    if (status !== 200) throw new Error(`The inbox answered ${status}.`);
    if (asked % 50 === 49 && (await left()) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seconds = (performance.now() - began) / 1000;
  const [once] = (
    await sql.query(
      `select count(*)::int as fired, count(distinct instance_id)::int as instances from journal
        where institution_id = $1 and type = 'waitClosed' and event ->> 'wait' = 'timer'`,
      [busy.institution],
    )
  ).rows;
  console.log(
    `\n${whole(together)} timers due together: ${seconds.toFixed(1)} s, ${whole(together / seconds)}/s; inbox meanwhile p50 ${ms(median(waits))}, p99 ${ms(percentile(waits, 0.99))} of ${waits.length}`,
  );
  bar('each is taken once', once.fired === together && once.instances === together, `${whole(once.fired)} taken`);
  bar(
    `the inbox answers within ${SLOWEST_ANSWER_MS} ms (p99) meanwhile`,
    percentile(waits, 0.99) < SLOWEST_ANSWER_MS,
    ms(percentile(waits, 0.99)),
  );
  await installation.close();
}
