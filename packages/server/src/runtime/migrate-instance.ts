import type { MigrationPlan, ProcessNode } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { lockInstance } from './lock-instance.ts';
import type { Outcome, Runner } from './runner.ts';

/** Rows that name the element of the model they stand for; keys stay when an instance goes over. */
const NAMED_ROWS = ['tasks', 'jobs', 'timers', 'subscriptions', 'incidents'] as const;

export interface Migration {
  readonly instance: string;
  /** Id of the version to follow from now on; the plan leads to a process of it. */
  readonly definition: string;
  readonly plan: MigrationPlan;
  readonly reason?: string;
  readonly actor: string;
}

/**
 * Lets an instance follow another version. Rows keep their keys and take the names and forms of the new model. A problem
 * (`step-impossible` with what stands in the way) rolls everything back.
 */
export async function migrateInstance(tx: Transaction, runner: Runner, migration: Migration): Promise<Outcome> {
  const { instance, definition, plan, reason, actor } = migration;
  const place = [institutionOf(tx), instance];
  await lockInstance(tx, instance);
  // First, so that the step is made by the process that the plan leads to.
  await tx.query('update instances set definition_id = $3, process_id = $4 where institution_id = $1 and id = $2', [
    ...place,
    definition,
    plan.to,
  ]);
  const command = { type: 'migrate', plan, actor, ...(reason === undefined ? {} : { reason }) } as const;
  const outcome = await runner.execute(tx, instance, command);
  const renamed = outcome.events.filter((event) => event.type === 'elementMigrated');
  const keys = renamed.map((event) => event.key);
  const elements = renamed.map((event) => event.element);
  for (const table of NAMED_ROWS) {
    await tx.query(
      `update ${table} t set element = m.element from unnest($3::bigint[], $4::text[]) as m (key, element)
        where t.institution_id = $1 and t.instance_id = $2 and t.key = m.key`,
      [...place, keys, elements],
    );
  }
  const tasks = [...outcome.process.nodes.values()].filter(({ task }) => task !== null);
  await tx.query(
    `update tasks t set name = m.name, form = case when m.settled then m.form else t.form end
      from unnest($3::text[], $4::text[], $5::text[], $6::boolean[]) as m (element, name, form, settled)
      where t.institution_id = $1 and t.instance_id = $2 and t.element = m.element and t.completed_at is null
        and (t.name, t.form) is distinct from (m.name, case when m.settled then m.form else t.form end)`,
    [
      ...place,
      tasks.map(({ id }) => id),
      tasks.map(({ name }) => name),
      tasks.map(formOf),
      tasks.map(({ task }) => (task?.form?.reads.length ?? 0) === 0),
    ],
  );
  await tx.query('update subscriptions set process_id = $3 where institution_id = $1 and instance_id = $2', [
    ...place,
    plan.to,
  ]);
  return outcome;
}

/** The form that the model names; one that depends on variables was chosen when the task was made, and stays. */
function formOf({ task }: ProcessNode): string | null {
  const form = task?.form ?? null;
  if (form === null || form.reads.length > 0) return null;
  const named = form.evaluate({}, { at: 0 });
  return named.ok && typeof named.value === 'string' ? named.value : null;
}
