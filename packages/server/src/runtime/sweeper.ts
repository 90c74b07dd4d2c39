import type { FastifyBaseLogger } from 'fastify';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { describe } from '../platform/error-answers.ts';
import { KEPT_DAYS } from './idempotency.ts';
import { WorkLoop } from './work-loop.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** For how long the id of a message is remembered, so that a late repetition counts for nothing. */
const MESSAGE_DAYS = 30;
/** No message may live longer than it is remembered; this many more days cover the clocks of senders. */
const MARGIN_DAYS = 30;

/** Clears what has expired, every hour: sessions, idempotency keys, messages, and what domains add. Many runners may do so at once. */
export class Sweeper {
  readonly #unitOfWork: UnitOfWork;
  readonly #sweeps: (() => Promise<void>)[] = [];
  readonly #loop: WorkLoop;

  constructor(options: { unitOfWork: UnitOfWork; log: FastifyBaseLogger }) {
    this.#unitOfWork = options.unitOfWork;
    this.#loop = new WorkLoop({
      round: async () => {
        await this.sweep();
        return false;
      },
      pollMs: EVERY_MS,
      onError: (error) => options.log.error({ failure: describe(error) }, 'expired rows could not be cleared'),
    });
  }

  /** What else is swept in every round. */
  add(sweep: () => Promise<void>): void {
    this.#sweeps.push(sweep);
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One round, now. */
  async sweep(): Promise<void> {
    await this.#unitOfWork.run({ kind: 'worker' }, async (tx) => {
      const ago = (days: number) => new Date(tx.now.getTime() - days * DAY_MS);
      await tx.query('delete from sessions where expires_at < $1', [tx.now]);
      await tx.query('delete from idempotency_keys where created_at < $1', [ago(KEPT_DAYS)]);
      await tx.query('delete from messages where published_at < $1', [ago(MESSAGE_DAYS + MARGIN_DAYS)]);
    });
    for (const sweep of this.#sweeps) await sweep();
  }
}
