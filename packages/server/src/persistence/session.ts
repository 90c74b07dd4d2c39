import type { Writable } from 'node:stream';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { PreparedStatement } from './transaction.ts';

/** What of node-postgres is not in its types. */
type Client = ClientBase & { readonly connection: { readonly stream: Partial<Pick<Writable, 'cork' | 'uncork'>> } };

const PLAN_ONCE = 'set local plan_cache_mode = force_generic_plan';

/** The driver's pool, as TypeORM hands it out. */
interface ConnectionSource {
  obtainMasterConnection(): Promise<[Client, (error?: Error) => void]>;
}

/**
 * A connection while one transaction has it. Statements are answered in the order in which they were sent; nobody needs
 * to wait for one answer before sending the next.
 */
export class Session {
  readonly #client: Client;
  readonly #giveBack: (error?: Error) => void;
  #lost: Error | undefined;
  #gathering = false;
  #plansOnce = false;

  private constructor(client: Client, giveBack: (error?: Error) => void) {
    this.#client = client;
    this.#giveBack = giveBack;
    client.on('error', this.#onError);
  }

  /** Waits for a free connection of the pool. */
  static async take(dataSource: DataSource): Promise<Session> {
    const [client, giveBack] = await (dataSource.driver as unknown as ConnectionSource).obtainMasterConnection();
    return new Session(client, giveBack);
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    this.#gather();
    const answer = await (params.length === 0 ? this.#client.query(sql) : this.#client.query(sql, [...params]));
    return answer.rows as R[];
  }

  async execute<R>({ name, text, plannedOnce }: PreparedStatement, params: readonly unknown[]): Promise<R[]> {
    this.#gather();
    const planning = plannedOnce === true && !this.#plansOnce ? this.#client.query(PLAN_ONCE) : null;
    this.#plansOnce ||= planning !== null;
    planning?.catch(() => undefined);
    try {
      return (await this.#client.query({ name, text, values: params as unknown[] })).rows as R[];
    } catch (error) {
      // What failed before says why this one failed.
      await planning;
      throw error;
    }
  }

  /** Answers what the database says that it has done, e.g. `COMMIT`. */
  async command(sql: string): Promise<string> {
    this.#gather();
    return (await this.#client.query(sql)).command;
  }

  /** Statements of one turn travel in one packet: each packet of its own costs as much as a small statement. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = this.#client.connection;
    // An embedded database has no packets.
    stream.cork?.();
    process.nextTick(() => {
      this.#gathering = false;
      stream.uncork?.();
    });
  }

  /** Gives the connection back to the pool; with `error` the pool ends it. */
  release(error?: Error): void {
    this.#client.removeListener('error', this.#onError);
    this.#giveBack(error ?? this.#lost);
  }

  readonly #onError = (error: Error): void => {
    this.#lost = error;
  };
}
