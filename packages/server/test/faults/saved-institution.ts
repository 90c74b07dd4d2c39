import pg from 'pg';
import { readTables } from '../../src/persistence/tables.ts';

/** An institution's rows at one moment, to go back to as often as wanted. */
export interface SavedInstitution {
  restore(): Promise<void>;
  /** Leaves no work behind that runners of other institutions would find. */
  clear(): Promise<void>;
}

/** Tables that commands do not touch: what is published, and who works where. */
const SETTLED = ['institutions', 'request_types', 'definitions', 'memberships', 'calendars'];

/** Saves what commands may change; `client` is a superuser's. */
export async function saveInstitution(client: pg.Client, institution: string): Promise<SavedInstitution> {
  const query = async <R>(sql: string, params: readonly unknown[] = []): Promise<R[]> =>
    (await client.query(sql, [...params])).rows as R[];
  const tables = (await readTables(query)).filter(
    ({ name, ofInstitution }) => ofInstitution && !SETTLED.includes(name),
  );
  const id = pg.escapeLiteral(institution);
  // Triggers and foreign keys have had their say when the rows were written first.
  const restoring = ['begin', 'set local session_replication_role = replica'];
  for (const { name, columns } of tables) {
    const [row] = await query<{ rows: string | null }>(
      `select json_agg(t)::text as rows from ${name} t where institution_id = ${id}`,
    );
    restoring.push(`delete from ${name} where institution_id = ${id}`);
    if (typeof row?.rows !== 'string') continue;
    const names = columns.join(', ');
    restoring.push(
      `insert into ${name} (${names}) select ${names} from json_populate_recordset(null::${name}, ${pg.escapeLiteral(row.rows)})`,
    );
  }
  const sql = [...restoring, 'commit'].join(';\n');
  return {
    async restore() {
      await client.query(sql);
    },
    async clear() {
      await client.query(
        `delete from jobs where institution_id = ${id}; delete from timers where institution_id = ${id}`,
      );
    },
  };
}
