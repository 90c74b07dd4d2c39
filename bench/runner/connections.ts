import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Connection } from './limit.ts';

// What the server itself uses: drivers installed for the benchmark would be of other versions.
const server = createRequire(new URL('../../packages/server/package.json', import.meta.url));

interface Rows {
  rows: Record<string, unknown>[];
}

/** Connections to PostgreSQL through node-postgres. */
export async function connectPostgres(
  url: string,
  count: number,
): Promise<(Connection & { close(): Promise<void> })[]> {
  const { Client } = server('pg') as {
    Client: new (options: {
      connectionString: string;
    }) => {
      connect(): Promise<void>;
      query(query: { name: string; text: string; values: unknown[] }): Promise<Rows>;
      end(): Promise<void>;
    };
  };
  const clients = Array.from({ length: count }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map(async (client) => await client.connect()));
  return clients.map((client) => ({
    query: async (name, text, values) => (await client.query({ name, text, values })).rows,
    close: async () => await client.end(),
  }));
}

/** An embedded database, in this thread and without a driver between: its own fastest way. */
export async function openEmbedded(folder: string): Promise<Connection & { close(): Promise<void> }> {
  const { PGlite } = (await import(pathToFileURL(server.resolve('@electric-sql/pglite')).href)) as {
    PGlite: {
      create(
        folder: string,
      ): Promise<{ query(text: string, values: unknown[]): Promise<Rows>; close(): Promise<void> }>;
    };
  };
  const database = await PGlite.create(folder);
  return {
    query: async (_name, text, values) => (await database.query(text, values)).rows,
    close: async () => await database.close(),
  };
}
