import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { DataSource } from 'typeorm';

interface PooledClient extends EventEmitter {
  readonly connection: { readonly stream: Socket };
  /** Number of the database's process at the other end. */
  readonly processID: number;
  /** False while an answer is waited for. */
  readonly readyForQuery: boolean;
}

interface Heard {
  readonly bytes: number;
  readonly since: number;
}

/** For how long nothing has come before a line may be dead, in milliseconds. */
const SILENT_MS = 3_000;

/**
 * The lines of a pool to its database, of which each can die without being closed (half-open TCP, a host that vanished).
 * When one is dropped, what was in flight on it fails at once as a lost connection, and the pool makes new ones.
 */
export class PoolLines {
  readonly #lines = new Map<PooledClient, Heard>();

  constructor(dataSource: DataSource) {
    const pool = (dataSource.driver as unknown as { master: EventEmitter }).master;
    // Tests build several servers on one pool.
    pool.setMaxListeners(0);
    pool.on('acquire', (client: PooledClient) => {
      if (!this.#lines.has(client)) this.#lines.set(client, heardOn(client));
    });
    pool.on('remove', (client: PooledClient) => this.#lines.delete(client));
  }

  /**
   * The database's processes that owe an answer and have sent nothing for three seconds. To be asked for regularly. They
   * may be at work; whether they are is for the database to say.
   */
  unanswered(): number[] {
    const silent: number[] = [];
    for (const [client, heard] of this.#lines) {
      const now = heardOn(client);
      if (client.readyForQuery || now.bytes !== heard.bytes) this.#lines.set(client, now);
      else if (now.since - heard.since >= SILENT_MS) silent.push(client.processID);
    }
    return silent;
  }

  /** Drops the lines to these processes, except where something has come meanwhile. */
  drop(processes: readonly number[]): void {
    const silent = new Set(this.unanswered());
    for (const client of [...this.#lines.keys()]) {
      const { processID } = client;
      if (processes.includes(processID) && silent.has(processID)) client.connection.stream.destroy();
    }
  }

  dropAll(): void {
    for (const client of [...this.#lines.keys()]) client.connection.stream.destroy();
  }
}

function heardOn({ connection }: PooledClient): Heard {
  return { bytes: connection.stream.bytesRead, since: performance.now() };
}
