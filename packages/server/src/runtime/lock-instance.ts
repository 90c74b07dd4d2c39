import type { State } from '@circula/engine';
import { type Call, institutionOf, type Transaction } from '../persistence/transaction.ts';
import { notFound } from '../problems.ts';
import type { InstanceHead } from './step-tables.ts';

/** A process instance that this transaction has locked. */
export interface LockedInstance extends InstanceHead {
  readonly state: State;
  readonly processId: string;
}

interface Row {
  id: string;
  definition_id: string;
  process_id: string;
  business_key: string;
  state: State;
  revision: string;
  root_instance: string;
  parent_instance: string | null;
  parent_key: string | null;
}

const LOCK = {
  name: 'circula-lock-instance',
  plannedOnce: true,
  text: `select id, definition_id, process_id, business_key, state, revision, root_instance, parent_instance, parent_key
    from instances
   where institution_id = $1 and id in ($2, (select root_instance from instances where institution_id = $1 and id = $2))
   order by (id = root_instance) desc for update`,
};

const LOCK_ALL = {
  name: 'circula-lock-instances',
  plannedOnce: true,
  text: `select id, definition_id, process_id, business_key, state, revision, root_instance, parent_instance, parent_key
    from instances
   where institution_id = $1 and id = any (
     select unnest($2::uuid[]) union
     select root_instance from instances where institution_id = $1 and id = any ($2::uuid[]))
   order by root_instance, (id = root_instance) desc, id for update`,
};

/** What `lockInstance` asks, for `UnitOfWork.run` to send ahead. */
export const lockAhead = (institution: string, instance: string): Call => ({
  statement: LOCK,
  params: [institution, instance],
});

/**
 * Locks an instance until the transaction ends, before any row that its steps write. The instance at the top of its tree
 * of calls is locked first, so callers and called never wait for each other. 404 when the institution has none such.
 */
export async function lockInstance(tx: Transaction, instance: string): Promise<LockedInstance> {
  const institution = institutionOf(tx);
  const rows = await tx.execute<Row>(LOCK, [institution, instance]);
  const row = rows.find((one) => one.id === instance);
  if (!row) throw notFound();
  return lockedOf(institution, row);
}

/** What `lockInstances` asks, for `UnitOfWork.run` to send ahead. */
export const lockAllAhead = (institution: string, instances: readonly string[]): Call => ({
  statement: LOCK_ALL,
  params: [institution, instances],
});

/** The same for several instances, tree by tree in one order for everyone; those that do not exist are left out. */
export async function lockInstances(
  tx: Transaction,
  instances: readonly string[],
): Promise<ReadonlyMap<string, LockedInstance>> {
  const institution = institutionOf(tx);
  const rows = await tx.execute<Row>(LOCK_ALL, [institution, instances]);
  return new Map(rows.map((row) => [row.id, lockedOf(institution, row)]));
}

const lockedOf = (institution: string, row: Row): LockedInstance => ({
  institution,
  instance: row.id,
  definition: row.definition_id,
  processId: row.process_id,
  businessKey: row.business_key,
  root: row.root_instance,
  parent: row.parent_instance === null ? null : { instance: row.parent_instance, key: Number(row.parent_key) },
  revision: Number(row.revision),
  state: row.state,
});
