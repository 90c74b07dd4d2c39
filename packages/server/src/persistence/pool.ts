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
  readonly #pool: pg.Pool;
  /** Connections in use, and since when (milliseconds). */
  readonly #held = new Map<object, number>();
  #meanMs = 0;

  constructor(dataSource: DataSource) {
    this.#pool = poolOf(dataSource);
    this.#pool.on('acquire', (client) => this.#held.set(client, performance.now()));
    this.#pool.on('release', (_error, client) => this.#released(client));
    this.#pool.on('remove', (client) => this.#held.delete(client));
  }

  /**
   * Milliseconds: those who wait already, each for as long as transactions take, spread over the connections. Ones that
   * are still going on count with their age, so that a database that stands still is noticed.
   */
  waitMs(): number {
    const { waitingCount, options } = this.#pool;
    if (waitingCount === 0) return 0;
    const now = performance.now();
    const ages = [...this.#held.values()].reduce((sum, since) => sum + now - since, 0);
    const each = Math.max(this.#meanMs, ages / Math.max(1, this.#held.size));
    return (waitingCount * each) / options.max;
  }

  #released(client: object): void {
    const since = this.#held.get(client);
    this.#held.delete(client);
    if (since !== undefined) this.#meanMs += (performance.now() - since - this.#meanMs) * NEWEST;
  }
}

// TypeORM keeps the pool of the driver under this name and has no other door to it.
const poolOf = (dataSource: DataSource): pg.Pool => (dataSource.driver as unknown as { master: pg.Pool }).master;
