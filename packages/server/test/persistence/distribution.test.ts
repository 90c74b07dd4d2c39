import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../support/databases.ts';

/**
 * The rules by which a cluster distributes tables (Citus: "distributed", "reference" and "local" tables), read from the
 * catalogue: the distribution column is `institution_id`; what has none must be named here, with the reason.
 */
const REFERENCE: Readonly<Record<string, string>> = {
  institutions: 'the list by which everything else is distributed; small, read everywhere',
  accounts: 'a person deals with many institutions',
  sessions: 'of an account, asked for before the institution is known',
  applicant_requests: 'leads a citizen from the account to the institutions where something is filed',
  tracking_codes: 'leads from a code to the institution; asked for before that is known',
  migrations: 'of the schema itself',
  schema_floor: 'of the schema itself',
};

describeOnBothDatabases('a cluster could distribute the tables', (database) => {
  const query = async <R>(sql: string): Promise<R[]> => (await database().dataSource.query(sql)) as R[];
  const names = Object.keys(REFERENCE).map((name) => `'${name}'`);
  const distributed = `select oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and c.relname <> all (array[${names.join(', ')}])`;
  const has = (table: string, numbers: string) =>
    `exists (select from pg_attribute a where a.attrelid = ${table} and a.attname = 'institution_id' and a.attnum = any (${numbers}))`;

  it('each of which is distributed by institution_id or named as reference table', async () => {
    const rows = await query<{ name: string; distributed: boolean }>(
      `select c.relname as name, a.attnotnull and a.atttypid = 'uuid'::regtype as distributed
         from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'institution_id'
        where c.oid in (${distributed})`,
    );
    expect(rows.length).toBeGreaterThan(28);
    expect(rows.filter((row) => !row.distributed)).toEqual([]);
    const there = await query<{ relname: string }>(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    expect(Object.keys(REFERENCE).filter((name) => !there.some((row) => row.relname === name))).toEqual([]);
  });

  it('with the distribution column in every primary key, unique constraint and unique index', async () => {
    const rows = await query(
      `select i.indexrelid::regclass::text as name from pg_index i
        where i.indisunique and i.indrelid in (${distributed}) and not ${has('i.indrelid', 'i.indkey::int2[]')}`,
    );
    expect(rows).toEqual([]);
  });

  it('with foreign keys that stay on the shard: from the institution to the same institution, or to a reference table', async () => {
    const rows = await query<{ name: string }>(
      `select f.conrelid::regclass || ' ' || f.conname as name from pg_constraint f
        where f.contype = 'f' and f.conrelid in (${distributed})
          and (case when f.confrelid in (${distributed}) then not exists (
                 select from unnest(f.conkey, f.confkey) k (own, theirs)
                   join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.own and a.attname = 'institution_id'
                   join pg_attribute b on b.attrelid = f.confrelid and b.attnum = k.theirs and b.attname = 'institution_id')
               else false end)`,
    );
    expect(rows).toEqual([]);
    const backwards = await query(
      `select f.conrelid::regclass || ' ' || f.conname as name from pg_constraint f
        where f.contype = 'f' and f.conrelid not in (${distributed}) and f.confrelid in (${distributed})`,
    );
    expect(backwards, 'a reference table that points to a distributed one').toEqual([]);
  });

  it('without triggers and sequences, which a cluster would have to ask one node for', async () => {
    expect(await query(`select tgname from pg_trigger where not tgisinternal and tgrelid in (${distributed})`)).toEqual(
      [],
    );
    const sequences = await query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace`,
    );
    expect(sequences.map((row) => row.name)).toEqual(['migrations_id_seq']);
  });

  it('and without views that would see more than who asks', async () => {
    const rows = await query(
      `select c.relname from pg_class c where c.relkind in ('v', 'm') and c.relnamespace = 'public'::regnamespace
          and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
    );
    expect(rows).toEqual([]);
  });
});

it('has a reason for each table that is not distributed', () => {
  expect(Object.values(REFERENCE).every((reason) => reason.length > 10)).toBe(true);
});
