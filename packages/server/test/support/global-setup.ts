import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/persistence/data-source.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a throw-away PostgreSQL with the migrated database `template_circula`. */
    postgresUrl: string;
    /** A folder with a migrated embedded database, to be copied. */
    embeddedTemplate: string;
  }
}

export const TEMPLATE = 'template_circula';

/**
 * Once per run: a PostgreSQL and one migrated database of each kind, which test files then copy. A run inside a run
 * (the mutants) is told of those that are there already.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { CIRCULA_TEST_POSTGRES: known, CIRCULA_TEST_EMBEDDED: knownFolder } = process.env;
  if (known !== undefined && knownFolder !== undefined) {
    project.provide('postgresUrl', known);
    project.provide('embeddedTemplate', knownFolder);
    return async () => undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'circula-embedded-'));
  const [postgres] = await Promise.all([startPostgres(), prepareEmbedded(folder)]);
  const admin = await openDatabase({ kind: 'postgres', url: postgres.url, connections: 2 });
  // The superuser's own database is migrated first, which makes the roles; the template is a copy of it.
  await admin.close();
  const { default: pg } = await import('pg');
  const maintenance = new pg.Client({ connectionString: postgres.url.replace(/postgres$/, 'template1') });
  await maintenance.connect();
  await maintenance.query(`create database ${TEMPLATE} template postgres`);
  await maintenance.end();
  project.provide('postgresUrl', postgres.url);
  project.provide('embeddedTemplate', folder);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function prepareEmbedded(folder: string): Promise<void> {
  const database = await openDatabase({ kind: 'embedded', folder });
  await database.close();
}
