import type pg from 'pg';
import type { DataSource } from 'typeorm';

/** How the connections of this server are used. */
export interface PoolUsage {
  readonly open: number;
  readonly idle: number;
  /** Transactions that wait for a connection. */
  readonly waiting: number;
}

export function poolUsage(dataSource: DataSource): PoolUsage {
  const { totalCount, idleCount, waitingCount } = poolOf(dataSource);
  return { open: totalCount, idle: idleCount, waiting: waitingCount };
}

/** How much the newest transaction counts in the mean of how long they take. */
const NEWEST = 0.1;

/** Foretells how long a new transaction will wait for a connection. */
export class PoolForecast {
  readonly #dataSource: DataSource;
  #pool: pg.Pool | null = null;
  /** Connections in use, and since when (milliseconds). */
  readonly #held = new Map<object, number>();
  #meanMs = 0;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /**
   * Milliseconds: those who wait already, each for as long as transactions take, spread over the connections. Ones that
   * are still going on count with their age, so that a database that stands still is noticed.
   */
  waitMs(): number {
    const pool = this.#watch();
    if (pool === null || pool.waitingCount === 0) return 0;
    const { waitingCount, options } = pool;
    const now = performance.now();
    const ages = [...this.#held.values()].reduce((sum, since) => sum + now - since, 0);
    const each = Math.max(this.#meanMs, ages / Math.max(1, this.#held.size));
    return (waitingCount * each) / options.max;
  }

  /** From the first question on: the pool is there once the database is open. */
  #watch(): pg.Pool | null {
    if (this.#pool !== null || !this.#dataSource.isInitialized) return this.#pool;
    const pool = poolOf(this.#dataSource);
    pool.on('acquire', (client) => this.#held.set(client, performance.now()));
    pool.on('release', (_error, client) => this.#released(client));
    pool.on('remove', (client) => this.#held.delete(client));
    this.#pool = pool;
    return pool;
  }

  #released(client: object): void {
    const since = this.#held.get(client);
    this.#held.delete(client);
    if (since !== undefined) this.#meanMs += (performance.now() - since - this.#meanMs) * NEWEST;
  }
}

// TypeORM keeps the pool of the driver under this name and has no other door to it.
const poolOf = (dataSource: DataSource): pg.Pool => (dataSource.driver as unknown as { master: pg.Pool }).master;
