import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import pg from 'pg';

/** A message of the PostgreSQL protocol as PGlite's parser gives it. */
type BackendMessage = { readonly name: string; readonly length: number };
type PortableMessage = BackendMessage & { readonly isError?: boolean; readonly message?: string };

type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'notification'; readonly channel: string; readonly payload: string }
  | { readonly type: 'answer'; readonly id: number; readonly messages: readonly PortableMessage[] }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

interface Waiting {
  readonly resolve: (messages: BackendMessage[]) => void;
  readonly reject: (error: Error) => void;
}

/** Messages of the extended protocol that nothing answers before a Sync: Parse, Bind, Describe, Execute, Close. */
const UNANSWERED = new Set(['P', 'B', 'D', 'E', 'C'].map((letter) => letter.charCodeAt(0)));

/**
 * PGlite in a worker thread, with the part of PGlite's interface that its node-postgres adapter uses: `waitReady`,
 * `execProtocolStream` and `notification` events.
 */
export class PGliteThread extends EventEmitter {
  readonly waitReady: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Messages that travel with the next one that is answered: each way to the thread costs more than a small statement. */
  #held: Uint8Array[] = [];
  #lastId = 0;
  #fault: Error | null = null;

  /** `folder` is created when it is missing. */
  constructor(folder: string) {
    super();
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { folder } });
    this.waitReady = new Promise((resolve, reject) => {
      this.#worker.once('error', (error: Error) => {
        this.#fail(error);
        reject(error);
      });
      this.#worker.once('exit', (code) => this.#fail(new Error(`The embedded database ended with code ${code}.`)));
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve();
        else this.#receive(message);
      });
    });
    // Whoever opens the database awaits `waitReady`; this keeps an early failure from ending the process first.
    this.waitReady.catch(() => undefined);
  }

  /** Sends protocol bytes, answers the messages that came back; database errors are among them, not thrown. */
  async execProtocolStream(bytes: Uint8Array, options: { syncToFs?: boolean } = {}): Promise<BackendMessage[]> {
    this.#held.push(bytes);
    if (UNANSWERED.has(bytes[0] ?? 0)) return [];
    const messages = this.#held.length === 1 ? bytes : Buffer.concat(this.#held);
    this.#held = [];
    return await this.#send({ type: 'exec', bytes: messages, syncToFs: options.syncToFs });
  }

  /** Writes everything to the folder and ends the thread. */
  async close(): Promise<void> {
    if (!this.#fault) await this.#send({ type: 'close' });
    await this.#worker.terminate();
  }

  async #send(request: Record<string, unknown>): Promise<BackendMessage[]> {
    if (this.#fault) throw this.#fault;
    this.#lastId += 1;
    const id = this.#lastId;
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  #receive(message: Exclude<FromWorker, { type: 'ready' }>): void {
    if (message.type === 'notification') {
      this.emit('notification', message.channel, message.payload);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'failure') waiting?.reject(new Error(message.message));
    else waiting?.resolve(message.messages.map(revive));
  }

  #fail(error: Error): void {
    this.#fault ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#fault);
    this.#waiting.clear();
  }
}

function revive(message: PortableMessage): BackendMessage {
  if (!message.isError) return message;
  const { isError: _, message: text, ...fields } = message;
  const error = new pg.DatabaseError(
    text ?? '',
    message.length,
    message.name as ConstructorParameters<typeof pg.DatabaseError>[2],
  );
  return Object.assign(error, fields) as unknown as BackendMessage;
}
