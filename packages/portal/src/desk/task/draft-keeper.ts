import type { Answers } from '@circula/client';
import { type ApiErrorKind, asApiError } from '../api/api-error.ts';

/** Where the unfinished answers are: as loaded, only here, on their way, on the server, or refused. */
export type DraftStatus = 'untouched' | 'changed' | 'saving' | 'saved' | 'offline' | 'failed';

/** A place in this browser that survives a reload of the page. */
export interface LocalCopy {
  read(): Answers | null;
  write(answers: Answers): void;
  clear(): void;
}

export interface DraftKeeperOptions {
  /**
   * Sends the answers to the server; rejects with an `ApiError`. Tells whether all of them could be sent: an answer
   * that is not yet of its kind (half a date) stays in the local copy only.
   */
  save: (answers: Answers) => Promise<'all' | 'part'>;
  copy: LocalCopy;
  onStatus: (status: DraftStatus) => void;
  /** Quiet time after the last change before saving, ms. */
  quiet?: number;
  /** The longest a change may wait while the person keeps typing, ms. */
  longest?: number;
  /** How long to wait after a broken line before trying again, ms. */
  retry?: number;
}

/**
 * Keeps a draft: at once in this browser, within two seconds on the server. One save is under way at a time; what was
 * changed meanwhile is sent after it. A broken line loses nothing: the local copy stays until the server has it.
 */
export class DraftKeeper {
  readonly #options: Required<DraftKeeperOptions>;
  #answers: Answers | null = null;
  #status: DraftStatus = 'untouched';
  #timer: ReturnType<typeof setTimeout> | null = null;
  #changedAt: number | null = null;
  #sending: Promise<void> | null = null;
  #closed = false;

  constructor(options: DraftKeeperOptions) {
    this.#options = { quiet: 700, longest: 1_500, retry: 5_000, ...options };
  }

  get status(): DraftStatus {
    return this.#status;
  }

  /** Answers that a reload or a broken line left here and the server never got; null when there are none. */
  recovered(): Answers | null {
    return this.#options.copy.read();
  }

  /** True while something typed is not yet on the server. */
  get pending(): boolean {
    return this.#answers !== null;
  }

  change(answers: Answers): void {
    if (this.#closed) return;
    this.#answers = answers;
    this.#options.copy.write(answers);
    this.#changedAt ??= Date.now();
    if (this.#sending === null) this.#report('changed');
    const waited = Date.now() - this.#changedAt;
    this.#schedule(Math.max(0, Math.min(this.#options.quiet, this.#options.longest - waited)));
  }

  /** Sends what waits now; resolves when it was answered. Never rejects: the status tells. */
  async flush(): Promise<void> {
    this.#cancelTimer();
    if (this.#sending) await this.#sending;
    if (this.#answers === null || this.#closed) return;
    this.#sending = this.#send(this.#answers).finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  /** The task was completed or given back: nothing is sent any more and the local copy goes. */
  close(): void {
    this.#closed = true;
    this.#answers = null;
    this.#cancelTimer();
    this.#options.copy.clear();
  }

  /** The page goes away: stop timers, keep the local copy for the next visit. */
  suspend(): void {
    this.#closed = true;
    this.#cancelTimer();
  }

  async #send(answers: Answers): Promise<void> {
    this.#report('saving');
    this.#changedAt = null;
    let sent: 'all' | 'part';
    try {
      sent = await this.#options.save(answers);
    } catch (thrown) {
      this.#refused(asApiError(thrown).kind);
      return;
    }
    if (this.#closed) return;
    if (this.#answers === answers) {
      this.#answers = null;
      if (sent === 'all') this.#options.copy.clear();
      this.#report('saved');
    } else {
      this.#schedule(this.#options.quiet);
    }
  }

  #refused(kind: ApiErrorKind): void {
    if (this.#closed) return;
    const lineBroken = kind === 'offline' || kind === 'busy';
    // A log-in that ran out leads to the log-in page and back here; the local copy waits for that.
    this.#report(lineBroken ? 'offline' : kind === 'signed-out' ? 'changed' : 'failed');
    if (lineBroken) this.#schedule(this.#options.retry);
  }

  #schedule(delay: number): void {
    this.#cancelTimer();
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #report(status: DraftStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#options.onStatus(status);
  }
}
