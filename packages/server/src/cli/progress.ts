const EVERY_MS = 500;
const EVERY_MS_IN_LOGS = 10_000;

/** A line on standard error that tells how far it is: rewritten at a terminal, from time to time elsewhere. */
export class ProgressLine {
  #last = Date.now();
  #shown = false;

  show(text: string): void {
    const isTerminal = process.stderr.isTTY;
    if (Date.now() - this.#last < (isTerminal ? EVERY_MS : EVERY_MS_IN_LOGS)) return;
    this.#last = Date.now();
    this.#shown = isTerminal;
    process.stderr.write(isTerminal ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Before the next ordinary line. */
  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
