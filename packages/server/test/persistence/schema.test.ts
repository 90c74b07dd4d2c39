import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Database } from '../../src/persistence/data-source.ts';
import { dumpSchema } from '../../src/persistence/schema-dump.ts';
import { createEmptyDatabase, describeOnBothDatabases } from '../support/databases.ts';

const FILE = new URL('../../src/persistence/schema.sql', import.meta.url);
/** Tables that belong to no institution; everything else is guarded by row-level security. */
const REFERENCE = [
  'accounts',
  'applicant_requests',
  'institutions',
  'migrations',
  'schema_floor',
  'sessions',
  'tracking_codes',
];

const schema = (database: () => Database): void => {
  const query = async <R>(sql: string): Promise<R[]> => (await database().dataSource.query(sql)) as R[];
  const institutionTables = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and c.relname <> all (array[${REFERENCE.map((name) => `'${name}'`).join(', ')}])`;

  it('is what schema.sql says', async () => {
    const dump = await dumpSchema(database().dataSource);
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(FILE, dump);
    expect(dump).toBe(readFileSync(FILE, 'utf8'));
  });

  it('forces row-level security on every table of institutions, with a policy for the application role', async () => {
    const tables = await query<{
      relname: string;
      relrowsecurity: boolean;
      relforcerowsecurity: boolean;
      guarded: boolean;
    }>(
      `select t.*, exists (select from pg_policies p where p.tablename = t.relname and p.policyname = 'institution'
          and p.cmd = 'ALL' and p.with_check is not null and 'circula_app' = any (p.roles)) as guarded
         from (${institutionTables}) t`,
    );
    expect(tables.length).toBeGreaterThan(25);
    const open = tables.filter((table) => !(table.relrowsecurity && table.relforcerowsecurity && table.guarded));
    expect(open.map((table) => table.relname)).toEqual([]);
  });

  it('begins every primary key, unique constraint, unique index and foreign key with the institution', async () => {
    const others = await query<{ name: string }>(
      `select t.relname || ' ' || i.indexrelid::regclass::text as name from (${institutionTables}) t
         join pg_index i on i.indrelid = t.oid and i.indisunique
        where (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) is distinct from 'institution_id'
       union all
       select t.relname || ' ' || k.conname from (${institutionTables}) t
         join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f')
        where (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = k.conkey[1]) is distinct from 'institution_id'`,
    );
    expect(others).toEqual([]);
    const without = await query<{ relname: string }>(
      `select t.relname from (${institutionTables}) t where not exists (
         select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')`,
    );
    expect(without).toEqual([]);
  });

  it('gives the runtime roles nothing: no ownership, no bypass, no log-in', async () => {
    const roles = await query(
      `select rolname from pg_roles r where rolname in ('circula_app', 'circula_worker')
          and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole
            or exists (select from pg_class c where c.relowner = r.oid))`,
    );
    expect(roles).toEqual([]);
  });
};
// Migrated here and now, not copied from what was migrated before the tests.
describeOnBothDatabases('the schema', schema, createEmptyDatabase);
