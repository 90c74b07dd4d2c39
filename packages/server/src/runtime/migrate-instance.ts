import type { MigrationPlan } from '@circula/engine';
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
 * Lets an instance follow another version. Rows keep their keys and take the names of the new model. A problem
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
  const nodes = [...outcome.process.nodes.values()];
  await tx.query(
    `update tasks t set name = m.name from unnest($3::text[], $4::text[]) as m (element, name)
      where t.institution_id = $1 and t.instance_id = $2 and t.element = m.element and t.name <> m.name
        and t.completed_at is null`,
    [...place, nodes.map(({ id }) => id), nodes.map(({ name }) => name)],
  );
  await tx.query('update subscriptions set process_id = $3 where institution_id = $1 and instance_id = $2', [
    ...place,
    plan.to,
  ]);
  return outcome;
}
