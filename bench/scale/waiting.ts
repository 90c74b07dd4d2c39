import { randomUUID } from 'node:crypto';
import type { App } from '../../packages/server/src/app.ts';
import { createInstitution, publishModel } from '../../packages/server/test/support/test-app.ts';
import type { Installation } from './installation.ts';

/** An institution with one published model. */
export async function institutionWith(
  app: App,
  bpmn: string,
): Promise<{ institution: string; slug: string; definition: string }> {
  const { id: institution, slug } = await createInstitution(app.services.unitOfWork);
  return { institution, slug, definition: await publishModel(app, institution, { bpmn }) };
}

/** Starts an instance in a transaction of its own. */
export async function startOne(
  app: App,
  { institution, definition }: { institution: string; definition: string },
  variables: Record<string, string | number> = {},
): Promise<string> {
  return await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    const start = { definition: { id: definition }, businessKey: randomUUID(), variables, actor: 'bench' };
    return (await app.services.runner.start(tx, start)).instance;
  });
}

/** Makes many that wait out of one, by copying its rows: of instances and of the named tables. */
export async function copyWaiting(
  { sql }: Installation,
  institution: string,
  instance: string,
  copies: number,
  tables: readonly ('journal' | 'timers' | 'tasks')[],
): Promise<void> {
  await sql.query('set synchronous_commit = off');
  await sql.query('drop table if exists copies');
  await sql.query(`create unlogged table copies as select gen_random_uuid() as id from generate_series(1, ${copies})`);
  const given = [institution, instance];
  await sql.query(
    `insert into instances (institution_id, id, definition_id, process_id, business_key, status, state, revision, root_instance,
       created_at, ended_at)
     select institution_id, n.id, definition_id, process_id, n.id::text, status, replace(state::text, $2::text, n.id::text)::jsonb,
            revision, n.id, created_at, ended_at
       from instances, copies n where institution_id = $1 and instances.id = $2::uuid`,
    given,
  );
  for (const table of tables) {
    const { rows } = await sql.query(
      `select string_agg(quote_ident(column_name), ', ') as names, string_agg('t.' || quote_ident(column_name), ', ') as values
         from information_schema.columns where table_name = $1 and is_generated = 'NEVER'
          and column_name not in ('institution_id', 'instance_id')`,
      [table],
    );
    await sql.query(
      `insert into ${table} (institution_id, instance_id, ${rows[0].names})
       select t.institution_id, n.id, ${rows[0].values} from ${table} t, copies n where t.institution_id = $1 and t.instance_id = $2`,
      given,
    );
  }
  await sql.query('drop table copies');
  await sql.query('vacuum (analyze)');
  await sql.query('set synchronous_commit = on');
}
