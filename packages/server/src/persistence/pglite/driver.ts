import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import type { PGliteThread } from './thread.ts';

/**
 * node-postgres as TypeORM's PostgreSQL driver wants it, over one embedded database. PGlite has one session, so the pool
 * has exactly one client; whoever needs it waits in the pool's queue.
 */
export function pgliteDriver(database: PGliteThread): unknown {
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      // The adapter's connection object belongs to one client.
      const adapter = createPgConfig(database as unknown as PGlite);
      super({
        ...config,
        pipeline: true,
        user: adapter.user,
        password: adapter.password,
        database: adapter.database,
        host: adapter.host,
        port: adapter.port,
        connection: adapter.connection,
      } as pg.ClientConfig);
    }

    override connect(): Promise<this>;
    override connect(callback: (error: Error | null, client?: this) => void): void;
    override connect(callback?: (error: Error | null, client?: this) => void): Promise<this> | undefined {
      const connected = this.#connectCleanly();
      if (!callback) return connected;
      connected.then(
        () => callback(null, this),
        (error: Error) => callback(error),
      );
      return undefined;
    }

    async #connectCleanly(): Promise<this> {
      await super.connect();
      // A client destroyed before may have left its transaction and its prepared statements in the only session.
      await this.query('ROLLBACK');
      await this.query('DISCARD ALL');
      return this;
    }
  }

  class Pool extends pg.Pool {
    constructor(options: pg.PoolConfig = {}) {
      super({ ...options, Client, max: 1, min: 0, idleTimeoutMillis: 0, connectionTimeoutMillis: 0 } as pg.PoolConfig);
    }
  }

  return { ...pg, Pool, Client, types: pg.types };
}
