import type { Socket } from 'node:net';
import pg from 'pg';
import type { PoolLines } from '../persistence/pool-lines.ts';
import type { Transaction } from '../persistence/transaction.ts';

export type WorkKind = 'jobs' | 'timers';

const CHANNEL = 'circula_work';
const NOTIFY = { name: 'circula-notify', text: 'select pg_notify($1, $2)' };
const RECONNECT_MS = 1_000;
/** How often the listener asks whether its connection is alive, and how long it waits for any answer. */
const PULSE_MS = 1_000;
const ANSWER_MS = 3_000;
/** What the driver says when no answer came in time. */
const SILENCE = 'Query read timeout';
/** A process that has answered, or has never been asked, while its client waits: the line between them is dead. */
const IDLE = {
  name: 'circula-idle',
  text: "select pid from pg_stat_activity where pid = any ($1::int[]) and state like 'idle%'",
};

/**
 * Tells the background loops that there is work, as soon as it is committed: those of this process directly, those of
 * other runners through the database's notifications. Only an optimisation: the loops also look by themselves.
 */
export class WakeUp {
  readonly #listeners = new Map<WorkKind, Set<() => void>>();
  readonly #announced = new WeakMap<Transaction, Set<WorkKind>>();
  readonly #url: string | null;
  readonly #lines: Pick<PoolLines, 'unanswered' | 'drop' | 'dropAll'> | null;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | undefined;
  #wasCutOff = false;
  #stopped = false;

  /**
   * `url`: the PostgreSQL to notify through; null where this is the only process. `lines`: the pool's, which are dropped
   * when the database is found not to answer on them, so that nobody waits for what will never come.
   */
  constructor(url: string | null, lines: Pick<PoolLines, 'unanswered' | 'drop' | 'dropAll'> | null = null) {
    this.#url = url;
    this.#lines = lines;
  }

  /** Answers what ends the listening. */
  onWork(kind: WorkKind, listener: () => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  wake(kind: WorkKind): void {
    for (const listener of [...(this.#listeners.get(kind) ?? [])]) listener();
  }

  /** Wakes once per transaction and kind, after its commit. */
  afterCommit(tx: Transaction, kind: WorkKind): void {
    const announced = this.#announced.get(tx) ?? new Set();
    if (announced.has(kind)) return;
    this.#announced.set(tx, announced.add(kind));
    if (this.#url !== null) {
      tx.beforeCommit(async () => {
        tx.send(NOTIFY, [CHANNEL, kind]);
      });
    }
    tx.afterCommit(() => this.wake(kind));
  }

  /**
   * Listens for other runners until it is stopped. A connection that dies, or that no longer answers although nobody has
   * closed it, is replaced; whatever was announced in between is looked for then.
   */
  async listen(): Promise<void> {
    if (this.#url === null || this.#stopped) return;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'circula wake-up',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    let lost = false;
    const again = () => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#client = null;
      this.#wasCutOff = true;
      clearInterval(pulse);
      drop(client);
      if (!this.#stopped) this.#retry = setTimeout(() => void this.listen(), RECONNECT_MS).unref();
    };
    // a connection is asked one thing at a time; what is not answered fails by itself
    let isAsked = true;
    const pulse = setInterval(() => {
      if (isAsked) return;
      isAsked = true;
      const silent = this.#lines?.unanswered() ?? [];
      client.query<{ pid: number }>({ ...IDLE, values: [silent] }).then(
        ({ rows }) => {
          isAsked = false;
          if (rows.length > 0) this.#lines?.drop(rows.map(({ pid }) => pid));
        },
        (error: unknown) => {
          if (!lost && error instanceof Error && error.message === SILENCE) this.#lines?.dropAll();
          again();
        },
      );
    }, PULSE_MS).unref();
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => {
      if (payload === 'jobs' || payload === 'timers') this.wake(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      // The 'error' and 'end' events do not come for a connection that never was.
      again();
      return;
    }
    if (this.#stopped) {
      again();
      return;
    }
    isAsked = false;
    this.#client = client;
    if (this.#wasCutOff) for (const kind of this.#listeners.keys()) this.wake(kind);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }
}

/** Closes a connection whose other side may never answer again. */
function drop(client: pg.Client): void {
  client.end().catch(() => undefined);
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}
