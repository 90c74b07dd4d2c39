/** Does work whenever it is woken, and looks for some every `pollMs` anyway. One round at a time. */
export class WorkLoop {
  readonly #round: () => Promise<boolean>;
  readonly #pollMs: number;
  readonly #onError: (error: unknown) => void;
  #wakeUp: (() => void) | null = null;
  #woken = false;
  #running: Promise<void> | null = null;
  #stopped = false;

  /** `round` answers whether there may be more to do at once; what it throws goes to `onError` and ends the round only. */
  constructor(options: { round: () => Promise<boolean>; pollMs: number; onError: (error: unknown) => void }) {
    this.#round = options.round;
    this.#pollMs = options.pollMs;
    this.#onError = options.onError;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#wakeUp?.();
  }

  /** Ends after the round in progress. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      let more = false;
      try {
        more = await this.#round();
      } catch (error) {
        this.#onError(error);
      }
      if (!more && !this.#woken && !this.#stopped) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#pollMs);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wakeUp = null;
  }
}
