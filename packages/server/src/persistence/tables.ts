/** A table as backup, restore and verification see it. */
export interface TableShape {
  readonly name: string;
  /** Columns that carry data: neither generated nor dropped. */
  readonly columns: readonly string[];
  /** Columns of the primary key, in order. */
  readonly key: readonly { readonly name: string; readonly isText: boolean }[];
  /** Whether its rows belong to institutions. */
  readonly ofInstitution: boolean;
  /** Tables that its foreign keys point to, itself left out. */
  readonly needs: readonly string[];
}

/** Runs one statement and answers its rows. */
export type Query = <R>(sql: string, params?: readonly unknown[]) => Promise<R[]>;

/** Where a database says which schema it has. Migrations fill these; a backup carries the first in its head. */
export const MIGRATIONS_TABLE = 'migrations';
const SCHEMA_TABLES = [MIGRATIONS_TABLE, 'schema_floor'];

/** The content of files: rows too big to travel in batches. `bytes` is read one at a time, by `sha256`. */
export const BLOBS_TABLE = 'blobs';

/** Every table but those of the schema itself, those that others point to first. Partitions count as their parents. */
export async function readTables(query: Query): Promise<TableShape[]> {
  const rows = await query<{
    name: string;
    columns: string[];
    key: { name: string; isText: boolean }[] | null;
    of_institution: boolean;
    needs: string[];
  }>(
    `select c.relname as name, row_security.of_institution,
        (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
        (select json_agg(json_build_object('name', a.attname, 'isText', a.atttypid in ('text'::regtype, 'varchar'::regtype))
            order by k.place)
           from pg_index i, unnest(i.indkey) with ordinality k (number, place), pg_attribute a
          where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.number) as key,
        (select coalesce(array_agg(distinct f.confrelid::regclass::text), '{}') from pg_constraint f
          where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
       from pg_class c, lateral (select c.relrowsecurity as of_institution) row_security
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> all ($1)
      order by c.relname`,
    [SCHEMA_TABLES],
  );
  const shapes = rows.map(({ name, columns, key, of_institution: ofInstitution, needs }): TableShape => {
    if (key === null) throw new Error(`The table ${name} has no primary key.`);
    return { name, columns, key, ofInstitution, needs };
  });
  return inOrder(shapes);
}

function inOrder(shapes: readonly TableShape[]): TableShape[] {
  const done = new Set<string>();
  const ordered: TableShape[] = [];
  while (ordered.length < shapes.length) {
    const next = shapes.find(({ name, needs }) => !done.has(name) && needs.every((other) => done.has(other)));
    if (!next) throw new Error('Foreign keys of the tables form a circle.');
    done.add(next.name);
    ordered.push(next);
  }
  return ordered;
}
