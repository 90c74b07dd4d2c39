import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * What goes wrong at one call to the database.
 * - `before`: the connection is lost before the call is sent.
 * - `after`: the call is carried out, and the connection is lost before its answer comes.
 * - `idle`: the call is carried out and answered, and the connection is lost before the next one.
 * - `error`: the database answers with an error, as when its disk is full.
 */
export const FAULTS = ['before', 'after', 'idle', 'error'] as const;
export type Fault = (typeof FAULTS)[number];

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const original = pg.Client.prototype.query as Query;

/** Counts the calls to PostgreSQL of this process and lets one of them fail. For tests: it changes the driver itself. */
export class FaultyDriver {
  #armed: { fault: Fault; at: number } | null = null;
  #calls = 0;
  /** How often a fault has struck. */
  struck = 0;

  install(): void {
    const driver = this;
    pg.Client.prototype.query = function query(this: pg.Client, ...args: unknown[]) {
      return driver.#query(this, args);
    } as typeof pg.Client.prototype.query;
  }

  uninstall(): void {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }

  /** The next call but `at - 1` fails. */
  arm(fault: Fault, at: number): void {
    this.#armed = { fault, at };
    this.#calls = 0;
  }

  /** Nothing fails any more; how many calls were made since `arm`. */
  disarm(): number {
    this.#armed = null;
    return this.#calls;
  }

  #query(client: pg.Client, args: unknown[]): unknown {
    const armed = this.#armed;
    if (armed === null) return original.apply(client, args);
    this.#calls += 1;
    if (this.#calls !== armed.at) return original.apply(client, args);
    this.struck += 1;
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    switch (armed.fault) {
      case 'before':
        stream.destroy();
        return original.apply(client, args);
      case 'after': {
        // TypeORM calls back, we await: the answer is swallowed either way.
        const callback = args.findIndex((arg) => typeof arg === 'function');
        const sent = original.apply(client, callback < 0 ? args : args.slice(0, callback)) as Promise<unknown>;
        const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
        const cutOff = sent.then(
          () => undefined,
          () => undefined,
        );
        const failing = cutOff.then(() => {
          stream.destroy();
          throw lost;
        });
        if (callback < 0) return failing;
        failing.catch((error: unknown) => (args[callback] as (error: unknown) => void)(error));
        return undefined;
      }
      case 'idle': {
        const gone = new Promise<void>((resolve) => client.once('end', () => resolve()));
        const callback = args.findIndex((arg) => typeof arg === 'function');
        const sent = original.apply(client, callback < 0 ? args : args.slice(0, callback)) as Promise<unknown>;
        const answered = sent.then(async (answer) => {
          stream.destroy();
          await gone;
          return answer;
        });
        if (callback < 0) return answered;
        const call = args[callback] as (error: unknown, answer?: unknown) => void;
        answered.then((answer) => call(null, answer), call);
        return undefined;
      }
      case 'error': {
        const text = "do $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$";
        const callback = args.find((arg) => typeof arg === 'function');
        return original.apply(client, callback === undefined ? [text] : [text, callback]);
      }
      default:
        throw new Error(`An unknown fault: ${String(armed.fault satisfies never)}`);
    }
  }
}
