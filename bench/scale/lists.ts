import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts';
import { ApiClient } from '../../packages/server/test/support/client.ts';
import { fillCounty } from './county.ts';
import { bar, median, ms, option, percentile, progress, table, whole } from './figures.ts';
import { createInstallation, type Installation } from './installation.ts';

const COUNCIL = '/institutions/cj-cluj';
/** How much slower the largest installation may be than the smallest. */
const MOST_GROWTH = 2;

interface Question {
  readonly name: string;
  readonly who: 'inspector' | 'admin';
  readonly path: string;
}

/** Every view, order and filter that officials and administrators have. */
const QUESTIONS: readonly Question[] = [
  ...['mine', 'office', 'all'].flatMap((view) =>
    ['due', '-due', 'created', '-created', 'number', 'priority'].map((sort) =>
      official(`tasks?view=${view}&sort=${sort}`),
    ),
  ),
  official('tasks?view=all&page=10'),
  official('tasks?view=office&q=popescu'),
  official('tasks?view=all&q=popescu'),
  official('tasks?view=all&q=popescu+maria'),
  official('tasks?view=all&q=verifica'),
  official('tasks?view=all&q=50'),
  official('tasks?view=all&q=nobody'),
  official('requests'),
  official('requests?page=10'),
  ...['submitted', 'completed', 'rejected', 'withdrawn'].map((status) => official(`requests?status=${status}`)),
  official('requests?q=50'),
  official('requests?q=popescu'),
  official('requests?q=popescu+maria'),
  official('requests?q=certificat'),
  official('requests?q=nobody'),
  official('requests?q=popescu&status=submitted'),
  official('register'),
  ...['', 'state=active', 'state=suspended', 'state=incident', 'state=completed', 'state=failed'].map((query) =>
    admin(`instances?${query}`),
  ),
  admin('instances?element=verifica-inregistrarea'),
  admin('instances?element=nowhere'),
  admin('instances?businessKey=none'),
  admin('instances?variable=answers.parcel:CF50'),
  admin('instances?variable=answers.kind:house'),
  admin('instances?variable=answers.street:S7'),
  admin('instances?variable=answers.street:S7&state=completed'),
  admin('instances?variable=answers.area:10..20'),
  admin('instances?variable=answers.area:980..990'),
  admin('instances?variable=answers.area:100..&state=active'),
  admin('instances?process=certificat-urbanism&variable=answers.area:..500'),
  admin('instances?variable=answers.kind:house&state=active&element=verifica-inregistrarea'),
  admin(`instances?olderThan=${encodeURIComponent(new Date(Date.now() - 1_200_000).toISOString())}`),
  admin(`instances?youngerThan=${encodeURIComponent(new Date(Date.now() - 600_000).toISOString())}`),
  admin('incidents'),
];

function official(path: string): Question {
  return { name: path, who: 'inspector', path };
}
function admin(path: string): Question {
  return { name: path, who: 'admin', path };
}

interface Asked {
  readonly size: number;
  readonly installation: Installation;
  readonly clients: { readonly [who in Question['who']]: ApiClient };
}

/** An installation of each size, filled. */
async function prepareCounties(server: { url: string }, sizes: readonly number[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const size of sizes) {
    const installation = await createInstallation(server, {
      config: { demo: true },
      connections: 4,
      name: `county_${size}`,
    });
    const { rows } = await installation.sql.query('select count(*)::int as n from requests');
    if (rows[0].n < size) {
      await fillCounty(installation, size, (done) => {
        if (done % 100_000 === 0) progress(`${whole(done)} of ${whole(size)} files`);
      });
    }
    progress(`${whole(size)} files`);
    const logIn = async (who: string) =>
      await ApiClient.logIn(installation.app.server, `${who}@cj-cluj.example`, DEMO_PASSWORD);
    const clients = { inspector: await logIn('inspector'), admin: await logIn('admin') };
    asked.push({ size, installation, clients });
  }
  return asked;
}

/** Asks every question on all sizes in turn, so that a busy moment of the machine falls on each; says what grows. */
export async function measureLists(server: { url: string }, sizes: readonly number[]): Promise<void> {
  const asked = await prepareCounties(server, sizes);
  const rounds = Number(option('rounds', '5'));
  const times = Number(option('times', '60'));
  const rows: string[][] = [];
  const slow: string[] = [];
  const asking = QUESTIONS.filter(({ name }) => name.includes(option('question', '')));
  for (const { name, who, path } of asking) {
    const found = asked.map(() => ({ p50: [] as number[], p99: [] as number[], items: 0 }));
    for (let round = 0; round <= rounds; round += 1) {
      const taken: number[][] = asked.map(() => []);
      for (let time = 0; time < (round === 0 ? 5 : times); time += 1) {
        for (const [index, { clients }] of asked.entries()) {
          const began = performance.now();
          const { status, body } = await clients[who].get(`${COUNCIL}/${path}`);
          taken[index]?.push(performance.now() - began);
          if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
          const one = found[index];
          if (one) one.items = body.items.length;
        }
      }
      if (round === 0) continue;
      for (const [index, one] of found.entries()) {
        one.p50.push(median(taken[index] ?? []));
        one.p99.push(percentile(taken[index] ?? [], 0.99));
      }
    }
    const [first, last] = [found[0], found.at(-1)];
    const growth = median(last?.p99 ?? []) / median(first?.p99 ?? []);
    if (growth >= MOST_GROWTH) slow.push(name);
    rows.push([
      name,
      ...found.map((one) => `${ms(median(one.p50))} / ${ms(median(one.p99))} (${one.items})`),
      `${growth.toFixed(1)}×`,
    ]);
    progress(rows.at(-1)?.join('  ') ?? '');
  }
  console.log('\nLists of the council: p50 / p99 (rows of the page)\n');
  table(['question', ...asked.map(({ size }) => `${whole(size)} files`), 'p99 grows'], rows);
  bar(
    `p99 grows less than ${MOST_GROWTH} times from ${whole(asked[0]?.size ?? 0)} to ${whole(asked.at(-1)?.size ?? 0)} files`,
    slow.length === 0,
    slow.length === 0 ? `all ${rows.length} questions` : slow.join(', '),
  );
  for (const { installation } of asked) await installation.close();
}
