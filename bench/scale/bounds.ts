import { setTimeout as wait } from 'node:timers/promises';
import { STEPS_PER_TRANSACTION } from '../../packages/server/src/runtime/continuation.ts';
import { CALLED, CALLER, model } from '../../packages/server/test/runtime/models.ts';
import { bar, megabytes, ms, option, progress, table, timed, whole } from '../figures.ts';
import { createInstallation } from './installation.ts';
import { institutionWith, startOne } from './waiting.ts';

const repeated = (element: string, collected: string) =>
  element.replace(
    /<\/bpmn:(callActivity|userTask|serviceTask)>/,
    (end) => `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
      <zeebe:loopCharacteristics inputCollection="=for i in 1..n return i" inputElement="i"${collected}/>
    </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>${end}`,
  );
/** The called process does nothing. */
const PASSING = CALLED.replaceAll('bpmn:userTask', 'bpmn:task');
const CROWD = model(
  repeated(CALLED, '').replaceAll('"called', '"p').replaceAll('>called', '>p').replaceAll('p_', 'p_'),
);
const TREE = model(repeated(CALLER, '') + PASSING);

/** Activities repeated many times and trees of calls: how long, how many transactions, how much memory. */
export async function measureBounds(server: { url: string }): Promise<void> {
  const crowd = Number(option('crowd', '10000'));
  const calls = Number(option('calls', '1000'));
  const installation = await createInstallation(server, {});
  const { app, sql } = installation;
  const rows: string[][] = [];
  const peak = async (fn: () => Promise<void>) => {
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    }, 20);
    const before = process.memoryUsage().heapUsed;
    const took = await timed(fn);
    clearInterval(watch);
    return { took, grew: Math.max(0, most - before) };
  };

  const place = await institutionWith(app, CROWD);
  let instance = '';
  const opened = await peak(async () => {
    instance = await startOne(app, place, { n: crowd });
  });
  const [tasks] = (
    await sql.query('select count(*)::int as n, min(key)::text as first from tasks where instance_id = $1', [instance])
  ).rows;
  const completed = await peak(async () => {
    await app.services.unitOfWork.run({ kind: 'institution', institution: place.institution }, async (tx) => {
      const command = { type: 'completeTask', key: Number(tasks.first), variables: {}, actor: 'bench' } as const;
      await app.services.runner.execute(tx, instance, command);
    });
  });
  rows.push([`${whole(tasks.n)} tasks opened by one command`, ms(opened.took), '1', megabytes(opened.grew)]);
  rows.push(['one of them completed', ms(completed.took), '1', megabytes(completed.grew)]);
  progress(rows.map((row) => row.join('  ')).join('; '));

  await app.runtime.start();
  const tree = await institutionWith(app, TREE);
  const ended = async (id: string) =>
    (await sql.query('select status from instances where id = $1', [id])).rows[0].status === 'completed';
  const called = await peak(async () => {
    const parent = await startOne(app, tree, { n: calls });
    while (!(await ended(parent))) await wait(50);
  });
  const [made] = (
    await sql.query(
      `select count(*)::int as instances, count(distinct created_at)::int as transactions, max(n)::int as most from (
         select created_at, count(*) over (partition by created_at) as n from instances where institution_id = $1) i`,
      [tree.institution],
    )
  ).rows;
  const [steps] = (
    await sql.query(`select count(*)::int as n from jobs where institution_id = $1 and kind = 'steps'`, [
      tree.institution,
    ])
  ).rows;
  rows.push([`a tree of ${whole(calls)} calls`, ms(called.took), String(steps.n + 1), megabytes(called.grew)]);
  console.log('\nLarge instances\n');
  table(['what', 'took', 'transactions', 'heap grew by at most'], rows);
  bar(`${whole(crowd)} tasks are there`, tasks.n === crowd, whole(tasks.n));
  bar(
    `no transaction begins more than ${STEPS_PER_TRANSACTION} of the calls`,
    made.most <= STEPS_PER_TRANSACTION,
    `${made.most} of ${whole(made.instances)} instances`,
  );
  await installation.close();
}
