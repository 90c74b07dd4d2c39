import type { DataSource, QueryRunner } from 'typeorm';
import { APP_ROLE } from './roles.ts';
import { BLOBS_TABLE, MIGRATIONS_TABLE, type Query, readTables, type TableShape } from './tables.ts';

/** How much of a table is in memory at a time, about, and the most rows. */
const BATCH_BYTES = 2_000_000;
const BATCH_ROWS = 5_000;

/** The whole installation at one moment, however long the reading takes and whatever is written meanwhile. */
export interface Snapshot {
  readonly at: Date;
  /** Names of the migrations that made the schema, oldest first. */
  readonly migrations: readonly string[];
  readonly tables: readonly TableShape[];
  readonly institutions: readonly { readonly id: string; readonly slug: string }[];
  /**
   * Rows as JSON texts in batches, in the order of the primary key, texts by their bytes; of a table of institutions, one
   * institution's. The bytes of files are left out.
   */
  rows(table: TableShape, institution: string | null): AsyncGenerator<readonly string[]>;
  /** The content of a file; null when there is none of that hash. */
  blob(institution: string, sha256: string): Promise<Buffer | null>;
}

/**
 * Opens a snapshot: one read-only transaction in which nothing changes. It reads through row-level security like everyone
 * else, one institution after the other, so it needs no right that the server does not have. On the embedded
 * database, which has one session, other work waits meanwhile.
 */
export async function withSnapshot<T>(dataSource: DataSource, read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction('REPEATABLE READ');
    const query: Query = async <R>(sql: string, params: readonly unknown[] = []) =>
      (await queryRunner.query(sql, [...params])) as R[];
    const result = await read(await open(query));
    await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    if (queryRunner.isTransactionActive) await rollBack(queryRunner);
    throw error;
  } finally {
    await queryRunner.release();
  }
}

async function rollBack(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.rollbackTransaction().catch(() => undefined);
}

async function open(query: Query): Promise<Snapshot> {
  await query('set transaction read only');
  // It holds no locks that others wait for, and whoever reads may take its time between two rows.
  await query('set local idle_in_transaction_session_timeout = 0');
  // Instants travel in UTC, whatever the database server's zone.
  await query("set local timezone to 'UTC'");
  await query("set local bytea_output to 'hex'");
  await query(`set local role ${APP_ROLE}`);
  const [now] = await query<{ at: Date }>('select now() as at');
  const migrations = await query<{ name: string }>(`select name from ${MIGRATIONS_TABLE} order by "timestamp"`);
  const tables = await readTables(query);
  const institutions = await query<{ id: string; slug: string }>('select id, slug from institutions order by id');
  const enter = async (institution: string) =>
    await query("select set_config('circula.institution', $1, true)", [institution]);
  let cursors = 0;
  return {
    at: now?.at ?? new Date(),
    migrations: migrations.map((row) => row.name),
    tables,
    institutions,
    async *rows(table, institution) {
      await enter(institution ?? '');
      cursors += 1;
      const cursor = `snapshot_${cursors}`;
      const columns = table.name === BLOBS_TABLE ? table.columns.filter((name) => name !== 'bytes') : table.columns;
      const order = table.key.map(({ name, isText }) => `t.${quote(name)}${isText ? ' collate "C"' : ''}`).join(', ');
      // The cursor keeps the institution it was opened for: settings are read once, when the query starts.
      await query(
        `declare ${cursor} no scroll cursor for
         select row_to_json(line)::text as line from (
           select ${columns.map((name) => `t.${quote(name)}`).join(', ')} from ${quote(table.name)} t
            ${table.ofInstitution ? `where t.institution_id = '${uuid(institution)}'` : ''} order by ${order}) line`,
      );
      let size = 20;
      for (;;) {
        if (table.ofInstitution) await enter(uuid(institution));
        const batch = await query<{ line: string }>(`fetch ${size} from ${cursor}`);
        if (batch.length === 0) break;
        yield batch.map((row) => row.line);
        const bytes = batch.reduce((sum, row) => sum + row.line.length, 0);
        size = Math.max(1, Math.min(BATCH_ROWS, Math.floor((BATCH_BYTES * batch.length) / (bytes + 1))));
      }
      await query(`close ${cursor}`);
    },
    async blob(institution, sha256) {
      await enter(uuid(institution));
      const [row] = await query<{ bytes: Buffer }>(
        `select bytes from ${BLOBS_TABLE} where institution_id = $1 and sha256 = $2`,
        [institution, sha256],
      );
      return row?.bytes ?? null;
    },
  };
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function uuid(text: string | null): string {
  if (text === null || !/^[0-9a-f-]{36}$/.test(text)) throw new Error('An institution is named by its uuid.');
  return text;
}
