import type { DatabaseConfig } from '../../config.ts';
import { type Database, migrationNames, openDatabase } from '../../persistence/data-source.ts';
import { APP_ROLE } from '../../persistence/roles.ts';
import { BLOBS_TABLE, type Query, readTables, type TableShape } from '../../persistence/tables.ts';
import type { BackupFile } from './backup-file.ts';
import { BackupUnusable } from './format.ts';
import type { BackupProgress } from './write-backup.ts';

/**
 * Restores a backup into an empty database of either kind, all or nothing: one transaction. The schema is first made as
 * it was, then, after the rows, brought up to this release. Answers the open database. Throws BackupUnusable for a
 * database that is not empty and for a backup of a newer release.
 */
export async function restore(
  backup: BackupFile,
  config: DatabaseConfig,
  progress: BackupProgress = () => undefined,
): Promise<Database> {
  const known = migrationNames();
  const unknown = backup.head.migrations.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new BackupUnusable(`The backup is of a newer release (${unknown}): restore it with that one.`);
  }
  const database = await openDatabase(config, { upTo: backup.head.migrations });
  try {
    await load(backup, database, progress);
  } finally {
    await database.close();
  }
  return await openDatabase(config);
}

async function load(backup: BackupFile, database: Database, progress: BackupProgress): Promise<void> {
  const queryRunner = database.dataSource.createQueryRunner();
  const query: Query = async <R>(sql: string, params: readonly unknown[] = []) =>
    (await queryRunner.query(sql, [...params])) as R[];
  try {
    await queryRunner.startTransaction();
    const tables = await readTables(query);
    await mustBeEmpty(query, tables);
    mustFit(backup, tables);
    await query(`set local role ${APP_ROLE}`);
    const loader = new Loader(backup, query, progress);
    for (const table of tables.filter((one) => !one.ofInstitution)) await loader.table(table, null);
    for (const institution of backup.institutions) {
      await query("select set_config('circula.institution', $1, true)", [institution.id]);
      for (const table of tables.filter((one) => one.ofInstitution)) await loader.table(table, institution);
    }
    await queryRunner.commitTransaction();
  } catch (error) {
    if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await queryRunner.release();
  }
}

/** Rows of institutions cannot be there without the institution. */
async function mustBeEmpty(query: Query, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of tables.filter((table) => !table.ofInstitution)) {
    const [row] = await query<{ filled: boolean }>(`select exists (select from "${name}") as filled`);
    if (row?.filled) {
      throw new BackupUnusable(`The database is not empty (${name} has rows): restore into a new one.`);
    }
  }
}

/** The migrations made the same tables and columns as those that were backed up; anything else is a bug of ours. */
function mustFit(backup: BackupFile, tables: readonly TableShape[]): void {
  const shape = (list: readonly { name: string; columns: readonly string[] }[]) =>
    JSON.stringify(list.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  if (shape(tables) !== shape(backup.head.tables)) {
    throw new BackupUnusable('The tables of the backup are not those that its migrations make.');
  }
}

class Loader {
  readonly #backup: BackupFile;
  readonly #query: Query;
  readonly #progress: BackupProgress;
  #rows = 0;
  #files = 0;

  constructor(backup: BackupFile, query: Query, progress: BackupProgress) {
    this.#backup = backup;
    this.#query = query;
    this.#progress = progress;
  }

  async table(table: TableShape, institution: { id: string; slug: string } | null): Promise<void> {
    const columns = table.columns.map((name) => `"${name}"`).join(', ');
    const insert = `insert into "${table.name}" (${columns}) overriding system value`;
    const rows = `json_populate_recordset(null::"${table.name}", $1::json)`;
    for await (const lines of this.#backup.lines(table.name, institution?.id ?? null)) {
      if (table.name === BLOBS_TABLE && institution) {
        const withBytes = table.columns.map((name) => (name === 'bytes' ? '$2::bytea' : `"${name}"`)).join(', ');
        for (const line of lines) {
          const { sha256 } = JSON.parse(line) as { sha256: string };
          const bytes = await this.#backup.blob(institution.id, sha256);
          if (bytes === null) throw new BackupUnusable(`The backup has no content for the file ${sha256}.`);
          await this.#query(`${insert} select ${withBytes} from ${rows}`, [`[${line}]`, bytes]);
          this.#files += 1;
        }
      } else {
        await this.#query(`${insert} select ${columns} from ${rows}`, [`[${lines.join(',')}]`]);
      }
      this.#rows += lines.length;
      this.#progress(institution?.slug ?? '', this.#rows, this.#files);
    }
  }
}
