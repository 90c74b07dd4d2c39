import { clearHistory } from '../../packages/server/src/domains/instances/clear-history.ts';
import { model, TWO_TASKS } from '../../packages/server/test/runtime/models.ts';
import { bar, median, option, progress, table, whole } from '../figures.ts';
import { createInstallation, type Installation } from './installation.ts';
import { steadyLoad } from './load.ts';
import { copyWaiting, institutionWith } from './waiting.ts';

const ROWS = `(select count(*) from instances) + (select count(*) from journal) + (select count(*) from tasks)`;

async function rowsOf({ sql }: Installation): Promise<number> {
  return (await sql.query(`select (${ROWS})::float8 as n`)).rows[0].n;
}

/** How fast ended instances are cleared, alone and beside a full load, against how fast that load writes. */
export async function measureHistory(server: { url: string }): Promise<void> {
  const ended = Number(option('ended', '20000'));
  const seconds = Number(option('load-seconds', '15'));
  const rounds = Number(option('rounds', '5'));
  const installation = await createInstallation(server, { connections: 20 });
  const { app, sql } = installation;
  const { unitOfWork } = app.services;
  const place = await institutionWith(app, model(TWO_TASKS));
  const warm = steadyLoad(app, place);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await warm.stop();
  const [first] = (await sql.query(`select id from instances where ended_at is not null limit 1`)).rows;
  const found = { written: [] as number[], alone: [] as number[], beside: [] as number[], besides: [] as number[] };
  const each = (
    await sql.query(
      `select 1 + (select count(*) from journal where instance_id = $1) + (select count(*) from tasks where instance_id = $1) as n`,
      [first.id],
    )
  ).rows[0].n;
  for (let round = 0; round < rounds; round += 1) {
    const before = await rowsOf(installation);
    const load = steadyLoad(app, place);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    await load.stop();
    found.written.push(((await rowsOf(installation)) - before) / seconds);
    for (const beside of [false, true]) {
      await sql.query('delete from journal where instance_id <> $1', [first.id]);
      await sql.query('delete from tasks where instance_id <> $1', [first.id]);
      await sql.query('delete from instances where id <> $1', [first.id]);
      await copyWaiting(installation, place.institution, first.id, ended, ['journal', 'tasks']);
      await sql.query(
        `update instances set ended_at = now() - interval '2 years', created_at = now() - interval '2 years' where id <> $1`,
        [first.id],
      );
      const running = beside ? steadyLoad(app, place) : null;
      const began = performance.now();
      const cleared = await clearHistory(unitOfWork);
      const took = (performance.now() - began) / 1000;
      const done = (await running?.stop()) ?? 0;
      if (cleared.instances !== ended) throw new Error(`Only ${cleared.instances} of ${ended} were cleared.`);
      (beside ? found.beside : found.alone).push((ended * Number(each)) / took);
      if (beside) found.besides.push((done * Number(each)) / took);
    }
    progress(
      `round ${round + 1}: ${Object.entries(found)
        .map(([name, values]) => `${name} ${whole(values.at(-1) ?? 0)}`)
        .join(', ')}`,
    );
  }
  const [written, alone, beside, besides] = [found.written, found.alone, found.beside, found.besides].map(median);
  console.log('\nHistory: rows a second of instances, journal and tasks\n');
  table(
    ['what', 'rows/s'],
    [
      ['written by a full load alone', whole(written ?? 0)],
      ['cleared alone', whole(alone ?? 0)],
      ['written while clearing', whole(besides ?? 0)],
      ['cleared beside the load', whole(beside ?? 0)],
    ],
  );
  bar(
    'clearing keeps up with the load beside it',
    (beside ?? 0) > (besides ?? 0),
    `${((beside ?? 0) / (besides ?? 1)).toFixed(1)} rows cleared for each written`,
  );
  await installation.close();
}
