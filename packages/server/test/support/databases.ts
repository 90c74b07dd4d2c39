import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { DatabaseConfig } from '../../src/config.ts';
import { domains } from '../../src/domains.ts';
import { type Database, openDatabase } from '../../src/persistence/data-source.ts';
import { TEMPLATE } from './global-setup.ts';

export type DatabaseKind = DatabaseConfig['kind'];

/** A migrated, empty database of a test file's own. */
export interface TestDatabase {
  readonly kind: DatabaseKind;
  readonly config: DatabaseConfig;
  /** Opens it; the second opening of an embedded one needs the first to be closed. */
  readonly open: () => Promise<Database>;
  /** Deletes it; everything opened must be closed. */
  readonly drop: () => Promise<void>;
}

/** Copies the migrated template. */
export async function createDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'postgres' ? await createPostgresDatabase() : createEmbeddedDatabase();
}

/** One in which nothing was done yet, not even a migration. */
export async function createEmptyDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'postgres' ? await createPostgresDatabase('template0') : createEmbeddedDatabase(false);
}

async function createPostgresDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${template}`);
  const config = { kind: 'postgres', url: server.replace(/postgres$/, name), connections: 10 } as const;
  return {
    kind: 'postgres',
    config,
    open: async () => await openDatabase(config, { entities: entities() }),
    drop: async () => await onServer(server, `drop database ${name} with (force)`),
  };
}

function createEmbeddedDatabase(migrated = true): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'circula-test-'));
  if (migrated) cpSync(inject('embeddedTemplate'), folder, { recursive: true });
  const config = { kind: 'embedded', folder } as const;
  return {
    kind: 'embedded',
    config,
    open: async () => await openDatabase(config, { entities: entities() }),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs the same tests on PostgreSQL and on the embedded database, each with a fresh database for the whole block; migrated, unless `create` says otherwise. */
export function describeOnBothDatabases(
  name: string,
  tests: (database: () => Database, created: () => TestDatabase) => void,
  create: (kind: DatabaseKind) => Promise<TestDatabase> = createDatabase,
): void {
  for (const kind of ['postgres', 'embedded'] as const) {
    describe(`${name} on ${kind === 'postgres' ? 'PostgreSQL' : 'the embedded database'}`, () => {
      let created: TestDatabase | undefined;
      let database: Database | undefined;
      beforeAll(async () => {
        created = await create(kind);
        database = await created.open();
      });
      afterAll(async () => {
        await database?.close();
        await created?.drop();
      });
      const there = <T>(value: T | undefined): T => {
        if (value === undefined) throw new Error('The database is there inside tests and hooks only.');
        return value;
      };
      tests(
        () => there(database),
        () => there(created),
      );
    });
  }
}

const entities = () => domains.flatMap((domain) => domain.entities ?? []);

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/postgres$/, 'template1') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
