/** Waits that a server keeps open at once; who comes on top is answered without waiting. */
const MOST_WAITING = 1_000;
/** Backed-off jobs become due without a call. */
const LOOK_AGAIN_MS = 1_000;

export interface LongPollOptions<T> {
  /** Looks for work; null when there is none. */
  readonly look: () => Promise<T | null>;
  readonly waitMs: number;
  /** Ends the wait early: the caller has gone or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Waits for work without asking the database all the time: looks when jobs may have become due, and now and then. Looks
 * of one poll never overlap.
 */
export class LongPoll {
  readonly #onWork: (listener: () => void) => () => void;
  #waiting = 0;

  constructor(onWork: (listener: () => void) => () => void) {
    this.#onWork = onWork;
  }

  /** What was found, or null after `waitMs` without work. */
  async wait<T>({ look, waitMs, signal }: LongPollOptions<T>): Promise<T | null> {
    const end = Date.now() + waitMs;
    let ring: () => void = () => undefined;
    let rung = false;
    const stopListening = this.#onWork(() => {
      rung = true;
      ring();
    });
    const onAbort = () => ring();
    signal.addEventListener('abort', onAbort);
    this.#waiting += 1;
    try {
      for (;;) {
        rung = false;
        if (signal.aborted) return null;
        const found = await look();
        const left = end - Date.now();
        if (found !== null || left <= 0 || signal.aborted || this.#waiting > MOST_WAITING) return found;
        if (rung) continue;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(left, LOOK_AGAIN_MS));
          ring = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    } finally {
      this.#waiting -= 1;
      signal.removeEventListener('abort', onAbort);
      stopListening();
    }
  }
}
