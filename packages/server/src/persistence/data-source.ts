import type { EventEmitter } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type EntitySchema, type Logger, type QueryRunner } from 'typeorm';
import type { DatabaseConfig } from '../config.ts';
import { isTransient } from './failures.ts';
import { migrations } from './migrations/index.ts';
import { lockFolder } from './pglite/directory-lock.ts';
import { pgliteDriver } from './pglite/driver.ts';
import { makeFolder } from './pglite/make-folder.ts';
import { PGliteThread } from './pglite/thread.ts';
import { SCHEMA_VERSION, SchemaTooNew, schemaFloor } from './schema-floor.ts';

/** An open, migrated database. */
export interface Database {
  readonly kind: DatabaseConfig['kind'];
  readonly dataSource: DataSource;
  /** Runs `fn` while no other server on this database does the same: what servers that start together must not do at once. */
  exclusively<T>(fn: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database cannot be used; the message is one line for the person who starts the server. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
}

const nothing = (): void => undefined;
const SILENT: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};

/** For how long a transaction may send nothing before the database ends it. */
const SILENT_TRANSACTION_MS = 5_000;
/** Two runners that start together must not migrate together; the number only has to be the same in all. */
const MIGRATION_LOCK = 7_261_001;
const PREPARATION_LOCK = 7_261_002;
const MIGRATION_ATTEMPTS = 20;

/**
 * Opens PostgreSQL or the embedded database and brings its schema up to date. `report` gets a progress line for what
 * takes long. Throws DatabaseUnusable, FolderInUse or MissingRoles with a message for people.
 */
export async function openDatabase(
  config: DatabaseConfig,
  options: {
    entities?: readonly EntitySchema[];
    report?: (line: string) => void;
    /** Names of the migrations to carry out, for a restore; default: all. */
    upTo?: readonly string[];
  } = {},
): Promise<Database> {
  const report = options.report ?? (() => undefined);
  const { upTo } = options;
  const wanted = migrations.filter((migration) => upTo?.includes(new migration().name) ?? true);
  const shared = {
    type: 'postgres' as const,
    entities: [...(options.entities ?? [])],
    migrations: wanted,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each' as const,
    installExtensions: false,
    synchronize: false,
    // TypeORM would print a failed migration by itself; whoever starts the server gets the error.
    logging: false,
    logger: SILENT,
  };
  if (config.kind === 'postgres') {
    const dataSource = new DataSource({
      ...shared,
      url: config.url,
      extra: {
        max: config.connections,
        // Statements are sent as they come; the database answers them in turn.
        pipeline: true,
        connectionTimeoutMillis: 5_000,
        application_name: 'circula',
        // A server that is paused or cut off in the middle of a transaction must not hold its locks against the others.
        idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS,
        // One that is cut off between its first moment and the first that listens to it must not end the process.
        onConnect: (client: EventEmitter) => void client.on('error', nothing),
      },
      // Lost connections are replaced by the pool; the next query tells its own caller.
      poolErrorHandler: () => undefined,
    });
    try {
      await dataSource.initialize();
    } catch (error) {
      throw new DatabaseUnusable(`DATABASE_URL cannot be used: ${reason(error)}.`);
    }
    return await migrated(dataSource, 'postgres', report, async () => undefined);
  }

  const { folder } = config;
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DatabaseUnusable(`The data folder ${folder} cannot be written: ${reason(error)}.`);
  }
  let unlock: () => void;
  try {
    unlock = lockFolder(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EROFS' && code !== 'EACCES' && code !== 'EPERM' && code !== 'ENOSPC') throw error;
    throw new DatabaseUnusable(`The data folder ${folder} cannot be written: ${reason(error)}.`);
  }
  const thread = new PGliteThread(join(folder, 'database'));
  const close = async () => {
    await thread.close().finally(unlock);
  };
  try {
    report('Opening the embedded database');
    await thread.waitReady;
    const dataSource = new DataSource({ ...shared, driver: pgliteDriver(thread) });
    await dataSource.initialize();
    return await migrated(dataSource, 'embedded', report, close);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

async function migrated(
  dataSource: DataSource,
  kind: DatabaseConfig['kind'],
  report: (line: string) => void,
  closeBelow: () => Promise<void>,
): Promise<Database> {
  const close = async () => {
    await dataSource.destroy();
    await closeBelow();
  };
  const queryRunner = dataSource.createQueryRunner();
  try {
    if (kind === 'postgres') await queryRunner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const floor = await schemaFloor(queryRunner);
    if (floor > SCHEMA_VERSION) throw new DatabaseUnusable(new SchemaTooNew(floor).message);
    if (await hasPendingMigrations(queryRunner)) {
      report('Preparing the database');
      if (kind === 'embedded') await queryRunner.release();
      await runMigrations(dataSource);
    }
    if (kind === 'postgres') await queryRunner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    await queryRunner.release();
    await close();
    throw error;
  } finally {
    if (!queryRunner.isReleased) await queryRunner.release();
  }
  return { kind, dataSource, close, exclusively: (fn) => exclusively(dataSource, kind, fn) };
}

/**
 * Servers of the release before are at work meanwhile: one may hold what a migration wants and want what it holds. Whoever
 * of the two is chosen to give way tries again.
 */
async function runMigrations(dataSource: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await dataSource.runMigrations();
      return;
    } catch (error) {
      if (attempt >= MIGRATION_ATTEMPTS || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100 * attempt));
    }
  }
}

/** One process has an embedded database for itself anyway. */
async function exclusively<T>(dataSource: DataSource, kind: DatabaseConfig['kind'], fn: () => Promise<T>): Promise<T> {
  if (kind === 'embedded') return await fn();
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.query('select pg_advisory_lock($1)', [PREPARATION_LOCK]);
    try {
      return await fn();
    } finally {
      await queryRunner.query('select pg_advisory_unlock($1)', [PREPARATION_LOCK]);
    }
  } finally {
    await queryRunner.release();
  }
}

/** Names of the migrations this release has. */
export const migrationNames = (): string[] => migrations.map((migration) => new migration().name);

async function hasPendingMigrations(queryRunner: QueryRunner): Promise<boolean> {
  const [table] = (await queryRunner.query("select to_regclass('migrations') is not null as there")) as {
    there: boolean;
  }[];
  if (!table?.there) return true;
  const done = (await queryRunner.query('select name from migrations')) as { name: string }[];
  const names = new Set(done.map((row) => row.name));
  return queryRunner.connection.migrations.some(({ name }) => name !== undefined && !names.has(name));
}

function reason(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  const text = error instanceof Error && error.message !== '' ? error.message : String(error);
  return text.split('\n')[0]?.replace(/\.$/, '') ?? '';
}
