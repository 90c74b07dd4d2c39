import { randomUUID } from 'node:crypto';
import { type App, buildApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Domain } from '../../src/domain.ts';
import type { Clock } from '../../src/persistence/clock.ts';
import type { Database } from '../../src/persistence/data-source.ts';
import type { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { newAnchorKey } from '../../src/platform/anchor.ts';
import type { TestDatabase } from './databases.ts';

const ANCHOR_KEY = newAnchorKey();

/** Settings for a test: quiet, no limits, no demo. */
export function testConfig(database: TestDatabase['config'], more: Partial<Config> = {}): Config {
  const base = readConfig({ NODE_ENV: 'test', CIRCULA_DEMO: '0', CIRCULA_RATE_LIMIT: '0', CIRCULA_LOG: 'silent' });
  return {
    ...base,
    database,
    stopSeconds: 5,
    audit: { key: ANCHOR_KEY, anchorFolder: null },
    // A busy machine must not change what a test is told.
    shedding: { delayMs: 0, waitMs: 0, heapPercent: 0 },
    ...more,
  };
}

export interface TestAppOptions {
  readonly clock?: Clock;
  readonly domains?: readonly Domain[];
  readonly config?: Partial<Config>;
}

/** The server over a test database; its background loops run only after `runtime.start()`. */
export async function createTestApp(
  database: Database,
  created: TestDatabase,
  options: TestAppOptions = {},
): Promise<App> {
  const { clock, domains } = options;
  return await buildApp({
    config: testConfig(created.config, options.config),
    dataSource: database.dataSource,
    ...(clock === undefined ? {} : { clock }),
    ...(domains === undefined ? {} : { domains }),
  });
}

/** An institution of its own, so that tests on one database do not meet. */
export async function createInstitution(
  unitOfWork: UnitOfWork,
  slug = `t${randomUUID().slice(0, 8)}`,
): Promise<{ id: string; slug: string }> {
  const id = randomUUID();
  await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    await tx.query('insert into institutions (id, slug, name, kind, county) values ($1, $2, $2, $3, $4)', [
      id,
      slug,
      'town-hall',
      'Cluj',
    ]);
  });
  return { id, slug };
}

/** Publishes a version that consists of one BPMN file (and others, by path) and arms its start events. */
export async function publishModel(
  app: App,
  institution: string,
  model: { bpmn: string; process?: string; type?: string; files?: Record<string, string> },
): Promise<string> {
  const { process = 'p', type = 'test' } = model;
  return await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
    await tx.query('insert into request_types (institution_id, id) values ($1, $2) on conflict do nothing', [
      institution,
      type,
    ]);
    const [row] = await tx.query<{ id: string }>(
      `insert into definitions (institution_id, request_type, version, content, process_id, published_at)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from definitions
        where institution_id = $1 and request_type = $2 returning id`,
      [institution, type, JSON.stringify({ files: { 'process.bpmn': model.bpmn, ...model.files } }), process, tx.now],
    );
    if (!row) throw new Error('The definition was not written.');
    await app.services.runner.deployed(tx, row.id);
    return row.id;
  });
}

/** Mutants wait in vain, so their run is less patient. */
const PATIENCE_SECONDS = Number(process.env.CIRCULA_TEST_PATIENCE ?? 10);

/** Waits until `check` gives something other than null or false; fails after ten seconds. */
export async function eventually<T>(check: () => Promise<T | null | false>, what: string): Promise<T> {
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const found = await check();
    if (found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`Still not so after ${PATIENCE_SECONDS} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
