import type pg from 'pg';

interface Column {
  table: string;
  column: string;
  type: string;
  /** Table and column that a foreign key points to. */
  target: string | null;
  target_column: string | null;
  /** Texts that a check constraint allows. */
  allowed: string | null;
}

const COLUMNS = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, f.target, f.target_column,
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    left join lateral (
      select k.confrelid::regclass::text as target, r.attname as target_column
        from pg_constraint k, unnest(k.conkey, k.confkey) as pair (own, theirs), pg_attribute r
       where k.contype = 'f' and k.conrelid = c.oid and pair.own = a.attnum and a.attname <> 'institution_id'
         and r.attrelid = k.confrelid and r.attnum = pair.theirs limit 1) f on true
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
   order by 1, a.attnum`;

/**
 * Puts a row into each table that has none, whatever it is for: values by the types of columns, foreign keys to rows that
 * are there. So a test that must know every table learns of a new one by itself. Answers the tables that stay empty.
 */
export async function fillEmptyTables(superuser: pg.Client, institution: string): Promise<string[]> {
  const { rows } = await superuser.query<Column>(COLUMNS);
  const tables = new Map<string, Column[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  let empty = [...tables.keys()];
  for (let before = -1; before !== empty.length; ) {
    before = empty.length;
    const left: string[] = [];
    for (const table of empty) {
      const { rows: found } = await superuser.query(`select 1 from ${table} limit 1`);
      if (found.length > 0) continue;
      const columns = tables.get(table) ?? [];
      const values = columns.map((column) => expressionFor(column));
      await superuser
        .query(`insert into ${table} (${columns.map(({ column }) => column).join(', ')}) select ${values.join(', ')}`, [
          institution,
        ])
        .catch(() => left.push(table));
    }
    empty = left;
  }
  return empty;
}

/** An expression; `$1` is the institution. */
function expressionFor({ column, type, target, target_column, allowed }: Column): string {
  if (column === 'institution_id') return '$1::uuid';
  if (target !== null) {
    return `(select t.${target_column} from ${target} t where to_jsonb(t) ->> 'institution_id' is null
      or to_jsonb(t) ->> 'institution_id' = $1::uuid::text limit 1)`;
  }
  const [, first] = /'([^']+)'::text/.exec(allowed ?? '') ?? [];
  if (first !== undefined) return `'${first}'`;
  switch (type) {
    case 'uuid':
      return 'case when $1::uuid is not null then gen_random_uuid() end';
    case 'bytea':
      return "'\\x01'";
    case 'jsonb':
      return "'{}'";
    case 'boolean':
      return 'true';
    case 'date':
    case 'timestamp with time zone':
      return 'now()';
    default:
      return type.endsWith('[]') ? "'{}'" : "'1'";
  }
}
