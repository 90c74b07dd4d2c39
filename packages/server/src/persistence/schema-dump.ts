import type { DataSource } from 'typeorm';

interface Line {
  line: string;
}

/** What the catalogue says of one kind of object, as statements; sorted, and the same on every kind of database. */
const CATALOGUE: readonly { title: string; sql: string }[] = [
  {
    title: 'tables',
    sql: `select format(E'table %I (\\n%s\\n)', c.relname, string_agg(format('  %I %s%s%s', a.attname,
            format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
            coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), E',\\n' order by a.attnum)) as line
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') group by c.relname`,
  },
  {
    title: 'constraints',
    sql: `select format('%I: %I %s', conrelid::regclass::text, conname, pg_get_constraintdef(oid)) as line
          from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'`,
  },
  {
    title: 'indexes',
    sql: `select indexdef as line from pg_indexes where schemaname = 'public'`,
  },
  {
    title: 'row-level security',
    sql: `select format('%I%s%s', relname, case when relrowsecurity then ' enabled' else '' end,
            case when relforcerowsecurity then ' forced' else '' end) as line
          from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`,
  },
  {
    title: 'policies',
    sql: `select format('%I: %I for %s to %s using (%s)%s', tablename, policyname, lower(cmd),
            array_to_string(roles, ', '), qual, coalesce(' with check (' || with_check || ')', '')) as line
          from pg_policies where schemaname = 'public'`,
  },
  {
    title: 'rights',
    sql: `select format('%I: %s to %s', table_name, string_agg(lower(privilege_type), ', ' order by privilege_type),
            grantee) as line
          from information_schema.role_table_grants where table_schema = 'public' and grantee like 'circula\\_%'
         group by table_name, grantee
        union all
        select format('%I (%s): %s to %s', c.table_name, string_agg(c.column_name, ', ' order by c.column_name),
            lower(c.privilege_type), c.grantee)
          from information_schema.role_column_grants c where c.table_schema = 'public' and c.grantee like 'circula\\_%'
           and not exists (select from information_schema.role_table_grants t where t.table_schema = 'public'
             and t.table_name = c.table_name and t.grantee = c.grantee and t.privilege_type = c.privilege_type)
         group by c.table_name, c.privilege_type, c.grantee`,
  },
];

/** The schema as text, for schema.sql: what the migrations really made, row-level security and rights included. */
export async function dumpSchema(dataSource: DataSource): Promise<string> {
  const parts: string[] = ['-- Written from a migrated database; a test compares it. To renew it: UPDATE_SCHEMA=1.'];
  for (const { title, sql } of CATALOGUE) {
    const rows = (await dataSource.query(sql)) as Line[];
    const lines = rows.map((row) => row.line).sort((a, b) => (a < b ? -1 : 1));
    parts.push(`-- ${title}\n${lines.map((line) => `${line};`).join('\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}
