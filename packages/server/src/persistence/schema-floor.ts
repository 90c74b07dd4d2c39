import type { QueryRunner } from 'typeorm';
import { migrations } from './migrations/index.ts';

/**
 * Rolling upgrade by expand and contract. A release brings the schema forward while servers of the release before are
 * still at work, so a migration only adds (expand). What removes or renames (contract) comes a release later and calls
 * `raiseFloor`: the row `schema_floor` then names the oldest migration whose release may still run. Every transaction
 * reads it, so a server that has become too old refuses instead of guessing.
 */

/** The number at the end of a migration's name. */
export const migrationNumber = (name: string): number => Number(/\d{13}$/.exec(name)?.[0] ?? Number.NaN);

/** The newest migration this release knows. */
export const SCHEMA_VERSION = Math.max(...migrations.map((migration) => migrationNumber(new migration().name)));

/** The database has been brought to a schema that this release cannot work on. */
export class SchemaTooNew extends Error {
  override name = 'SchemaTooNew';

  constructor(floor: number) {
    super(
      `The database has been upgraded past this release: it needs one with migration ${floor} or newer, ` +
        `and this one ends at ${SCHEMA_VERSION}. Start the newer release.`,
    );
  }
}

/** Called by a contracting migration: releases that end before `migration` may no longer run. */
export async function raiseFloor(queryRunner: QueryRunner, migration: number): Promise<void> {
  await queryRunner.query('update schema_floor set floor = greatest(floor, $1)', [migration]);
}

/** The oldest migration whose release may run on this database; 0 for a database from before the floor existed. */
export async function schemaFloor(database: { query(sql: string): Promise<unknown> }): Promise<number> {
  const [table] = (await database.query("select to_regclass('schema_floor') is not null as there")) as {
    there: boolean;
  }[];
  if (!table?.there) return 0;
  const [row] = (await database.query('select floor from schema_floor')) as { floor: number }[];
  return row?.floor ?? 0;
}
