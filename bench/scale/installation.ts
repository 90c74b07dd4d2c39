import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { type App, buildApp } from '../../packages/server/src/app.ts';
import { type Config, readConfig } from '../../packages/server/src/config.ts';
import type { Domain } from '../../packages/server/src/domain.ts';
import { domains as all } from '../../packages/server/src/domains.ts';
import { type Database, openDatabase } from '../../packages/server/src/persistence/data-source.ts';
import { newAnchorKey } from '../../packages/server/src/platform/anchor.ts';
import { type PostgresServer, startPostgres } from '../../packages/server/test/support/postgres-server.ts';

/** What is used here of the driver, which is installed for the server alone. */
interface Client {
  connect(): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: rows of every shape
  query(sql: string, params?: readonly unknown[]): Promise<{ rows: any[]; rowCount: number | null }>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}
const { Client } = createRequire(new URL('../../packages/server/package.json', import.meta.url))('pg') as {
  Client: new (options: { connectionString: string }) => Client;
};

/** A durable PostgreSQL as an installation of this size has it: nothing that is answered is lost. */
export async function startDurablePostgres(): Promise<PostgresServer> {
  return await startPostgres({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '2GB',
    effective_cache_size: '4GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    work_mem: '16MB',
    maintenance_work_mem: '512MB',
  });
}

/** One installation: its database, a server on it, and a superuser's connection for counting and filling. */
export interface Installation {
  readonly app: App;
  readonly sql: Client;
  readonly config: Config;
  /** A further server on the same database. */
  another(more?: Partial<Config>): Promise<App>;
  close(): Promise<void>;
}

export interface InstallationOptions {
  readonly config?: Partial<Config>;
  readonly domains?: readonly Domain[];
  readonly connections?: number;
  /** Name of its database, which may be there already; else a new one is made. */
  readonly name?: string;
}

export async function createInstallation(
  server: { readonly url: string },
  options: InstallationOptions = {},
): Promise<Installation> {
  const url = await createDatabase(
    server.url,
    options.name ?? `scale_${randomUUID().replaceAll('-', '').slice(0, 12)}`,
  );
  const database = { kind: 'postgres', url, connections: options.connections ?? 10 } as const;
  const base = readConfig({
    NODE_ENV: 'test',
    CIRCULA_DEMO: '0',
    CIRCULA_RATE_LIMIT: '0',
    CIRCULA_LOG: process.env.CIRCULA_LOG ?? 'silent',
  });
  const config: Config = {
    ...base,
    database,
    audit: { key: newAnchorKey(), anchorFolder: null },
    publicUrl: 'https://circula.example',
    session: { idleMinutes: 1e6, hours: 1e5 },
    // What is measured here is how long an answer takes, so none is refused.
    shedding: { delayMs: 0, waitMs: 0, heapPercent: 0 },
    ...options.config,
  };
  const domains = options.domains ?? all;
  const opened: Database[] = [];
  const apps: App[] = [];
  const open = async (more: Partial<Config> = {}) => {
    const one = await openDatabase(database, { entities: domains.flatMap((domain) => domain.entities ?? []) });
    opened.push(one);
    const app = await buildApp({ config: { ...config, ...more }, dataSource: one.dataSource, domains });
    apps.push(app);
    return app;
  };
  const app = await open();
  await app.prepare(() => undefined);
  const sql = new Client({ connectionString: url });
  // The server's end at the end is no news.
  sql.on('error', () => undefined);
  await sql.connect();
  return {
    app,
    sql,
    config,
    another: open,
    async close() {
      await Promise.all(apps.map((one) => one.stop()));
      await sql.end();
      for (const one of opened) await one.close();
    },
  };
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query('select from pg_database where datname = $1', [name]);
  if (rows.length === 0) await client.query(`create database ${name}`);
  await client.end();
  return server.replace(/postgres$/, name);
}
