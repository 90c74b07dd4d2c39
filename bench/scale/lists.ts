import { loadavg } from 'node:os';
import { DEMO_PASSWORD } from '../../packages/server/src/demo/index.ts';
import { ApiClient } from '../../packages/server/test/support/client.ts';
import { bar, median, ms, option, percentile, progress, table, whole } from '../figures.ts';
import { fillCounty } from './county.ts';
import { createInstallation, type Installation } from './installation.ts';

const COUNCIL = '/institutions/cj-cluj';
/** How much slower the largest installation may be than the smallest, for a page of as many rows. */
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

/** What one question gave at one size. */
interface Answers {
  readonly taken: number[];
  rows: number;
}

/**
 * What one more row of a page costs at the smallest size, in milliseconds: the slope of the p50 over the rows, of all questions
 * to the same list.
 */
function costOfRow(answers: readonly Answers[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const points = answers.map(({ rows, taken }) => ({ x: rows, y: median(taken) }));
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = mean(points.map((point) => (point.x - x) ** 2));
  return spread === 0 ? 0 : Math.max(0, mean(points.map((point) => (point.x - x) * (point.y - y))) / spread);
}

/**
 * Asks every question on all sizes in turn, in several rounds, so that a busy moment of the machine falls on each; says what
 * grows. A page of a small installation may hold fewer rows: the largest is compared with what the smallest would take for as
 * many, because a row costs its time wherever it comes from.
 */
export async function measureLists(server: { url: string }, sizes: readonly number[]): Promise<void> {
  const asked = await prepareCounties(server, sizes);
  const rounds = Number(option('rounds', '4'));
  const times = Math.ceil(Number(option('answers', '100')) / rounds);
  const asking = QUESTIONS.filter(({ name }) => name.includes(option('question', '')));
  const answers = asking.map((question) => ({ question, at: asked.map((): Answers => ({ taken: [], rows: 0 })) }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { question, at } of answers) await ask(question, { asked, at, times: round === 0 ? 3 : times });
    // The first round warms up.
    if (round === 0) for (const { at } of answers) for (const { taken } of at) taken.length = 0;
    progress(`round ${round} of ${rounds}, load ${loadavg()[0]?.toFixed(1)}`);
  }
  const list = ({ path }: Question) => path.split('?')[0];
  const slow = { p50: [] as string[], p99: [] as string[] };
  const rows = answers.map(({ question, at }) => {
    const [first, last] = [at[0], at.at(-1)];
    if (first === undefined || last === undefined) throw new Error('There is no size to ask.');
    const same = answers.filter((one) => list(one.question) === list(question));
    const more = costOfRow(same.flatMap((one) => one.at[0] ?? [])) * Math.max(0, last.rows - first.rows);
    const growth = (share: number) => percentile(last.taken, share) / (percentile(first.taken, share) + more);
    const [p50, p99] = [growth(0.5), growth(0.99)];
    if (p50 >= MOST_GROWTH) slow.p50.push(question.name);
    if (p99 >= MOST_GROWTH) slow.p99.push(question.name);
    const figures = at.map((one) => `${ms(median(one.taken))} / ${ms(percentile(one.taken, 0.99))} (${one.rows})`);
    return [question.name, ...figures, `${p50.toFixed(1)}×`, `${p99.toFixed(1)}×`];
  });
  console.log('\nLists of the council: p50 / p99 (rows of the page); growth for as many rows\n');
  table(['question', ...asked.map(({ size }) => `${whole(size)} files`), 'p50 grows', 'p99 grows'], rows);
  for (const share of ['p50', 'p99'] as const) {
    bar(
      `${share} of ${rounds * times} answers grows less than ${MOST_GROWTH} times from ${whole(asked[0]?.size ?? 0)} to ${whole(asked.at(-1)?.size ?? 0)} files`,
      slow[share].length === 0,
      slow[share].length === 0 ? `all ${rows.length} questions` : slow[share].join(', '),
    );
  }
  for (const { installation } of asked) await installation.close();
}

async function ask(
  { who, path }: Question,
  { asked, at, times }: { asked: readonly Asked[]; at: readonly Answers[]; times: number },
): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    for (const [index, { clients }] of asked.entries()) {
      const began = performance.now();
      const { status, body } = await clients[who].get(`${COUNCIL}/${path}`);
      const took = performance.now() - began;
      if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
      const one = at[index];
      if (one === undefined) continue;
      one.taken.push(took);
      one.rows = body.items.length;
    }
  }
}
