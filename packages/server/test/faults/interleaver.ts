import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scheduler } from 'fast-check';
import pg from 'pg';

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const original = pg.Client.prototype.query as Query;

/** One of several commands that run at the same time. A runner's round may make several calls at once. */
interface Lane {
  readonly name: string;
  isDone: boolean;
  /** Calls that wait for their turn. */
  waiting: number;
  readonly calls: Set<Call>;
}

interface Call {
  /** The database's process that carries it out. */
  readonly pid: number;
  /** It has been seen to wait for a lock, and no transaction has ended since. */
  isBlocked: boolean;
}

interface Turn {
  readonly lane: Lane;
  readonly lanes: readonly Lane[];
  readonly scheduler: Scheduler;
}

/** How long nothing moves before the database is asked who waits for a lock. */
const STILL_MS = 1;
/** How long a lane may think before it is taken to wait for another one inside this process. */
const THINKING_MS = 40;

/**
 * Runs commands at the same time and lets a scheduler decide, before each call that one of them makes to PostgreSQL, whose
 * call comes next. A call that waits for a lock of another lane stays there while the others go on, as in production. For
 * tests: it changes the driver itself.
 */
export class Interleaver {
  readonly #lanes = new AsyncLocalStorage<Turn>();
  readonly #observer: pg.Client;
  /** By connection: when its newest call has been sent. Calls of one connection keep their order. */
  readonly #sent = new WeakMap<pg.Client, Promise<void>>();
  #moved: () => void = () => undefined;

  private constructor(observer: pg.Client) {
    this.#observer = observer;
  }

  static async install(url: string): Promise<Interleaver> {
    const observer = new pg.Client({ connectionString: url });
    await observer.connect();
    const interleaver = new Interleaver(observer);
    pg.Client.prototype.query = function query(this: pg.Client, ...args: unknown[]) {
      return interleaver.#query(this, args);
    } as typeof pg.Client.prototype.query;
    return interleaver;
  }

  async uninstall(): Promise<void> {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
    await this.#observer.end();
  }

  /** Runs all to their ends; answers in their order what each has answered. */
  async run<T>(scheduler: Scheduler, commands: readonly { name: string; run: () => Promise<T> }[]): Promise<T[]> {
    const lanes = commands.map(({ name }): Lane => ({ name, isDone: false, waiting: 0, calls: new Set() }));
    const ends = commands.map(async ({ run }, index) => {
      const lane = lanes[index] as Lane;
      try {
        return await this.#lanes.run({ lane, lanes, scheduler }, run);
      } finally {
        lane.isDone = true;
        this.#moved();
      }
    });
    const all = Promise.allSettled(ends);
    while (lanes.some((lane) => !lane.isDone)) {
      await this.#settle(lanes.filter((lane) => !lane.isDone));
      if (scheduler.count() > 0) await scheduler.waitOne();
      else if (lanes.some((lane) => !lane.isDone)) await this.#move(THINKING_MS);
    }
    await all;
    return await Promise.all(ends);
  }

  #query(client: pg.Client, args: unknown[]): unknown {
    const store = this.#lanes.getStore();
    if (store === undefined) return original.apply(client, args);
    if (args.some((arg) => typeof arg === 'function'))
      throw new Error('A lane waits for answers, it is not called back.');
    return this.#inTurn(store, client, args);
  }

  async #inTurn({ lane, scheduler, lanes }: Turn, client: pg.Client, args: unknown[]): Promise<unknown> {
    lane.waiting += 1;
    this.#moved();
    const text = label(args[0]);
    const before = this.#sent.get(client);
    let send: () => void = () => undefined;
    this.#sent.set(client, new Promise((resolve) => (send = resolve)));
    await before;
    await scheduler.schedule(Promise.resolve(), `${lane.name}: ${text}`);
    const call: Call = { pid: (client as unknown as { processID: number }).processID, isBlocked: false };
    lane.waiting -= 1;
    lane.calls.add(call);
    // Who waited for this transaction goes on.
    if (/^(commit|rollback)/i.test(text)) for (const one of lanes.flatMap(callsOf)) one.isBlocked = false;
    try {
      const answer = original.apply(client, args);
      send();
      return await answer;
    } finally {
      lane.calls.delete(call);
      this.#moved();
    }
  }

  /** Until each lane asks for its turn, or can only go on when another does. */
  async #settle(lanes: readonly Lane[]): Promise<void> {
    const began = performance.now();
    let still = STILL_MS;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const thinking = lanes.some((lane) => !lane.isDone && lane.waiting === 0 && lane.calls.size === 0);
      const running = lanes.flatMap(callsOf).filter((call) => !call.isBlocked);
      if (!thinking && running.length === 0) return;
      if (await this.#move(still)) continue;
      // on a busy machine a call is more often slow than blocked
      still *= 2;
      if (running.length > 0) await this.#look(running);
      else if (performance.now() - began > THINKING_MS) return;
    }
  }

  /** Whether a lane moved on within some milliseconds. */
  async #move(within: number): Promise<boolean> {
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), within);
      this.#moved = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Finds out which of the calls wait for a lock. */
  async #look(calls: readonly Call[]): Promise<void> {
    const { rows } = await this.#observer.query<{ pid: number }>(
      "select pid from pg_stat_activity where pid = any ($1) and wait_event_type = 'Lock'",
      [calls.map((call) => call.pid)],
    );
    for (const call of calls) call.isBlocked = rows.some((row) => row.pid === call.pid);
  }
}

const callsOf = (lane: Lane): Call[] => [...lane.calls];

/** The beginning of a statement, for the report of a failure. */
function label(statement: unknown): string {
  const text = typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement;
  return String(text).trim().replace(/\s+/g, ' ').slice(0, 60);
}
