import type { FileDiagnostic } from '../../api/designer-api.ts';
import type { ProcessFiles } from '../../model/process-files.ts';

export interface CheckQuestion {
  readonly id: number;
  readonly files: ProcessFiles;
}
export interface CheckAnswer {
  readonly id: number;
  readonly diagnostics: readonly FileDiagnostic[];
}

/** What the engine says of the files; `failed` when it could not be asked. */
export type CheckResult =
  | { readonly kind: 'checked'; readonly diagnostics: readonly FileDiagnostic[] }
  | { readonly kind: 'failed' };

/** Milliseconds of quiet before the engine is asked again. */
const DELAY = 300;

/** Asks the engine, in a worker, what it makes of the files. Only the newest question is answered. */
export class Checker {
  readonly #onResult: (result: CheckResult) => void;
  #worker: Worker | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onResult: (result: CheckResult) => void) {
    this.#onResult = onResult;
  }

  check(files: ProcessFiles): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(files), DELAY);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #ask(files: ProcessFiles): void {
    this.#asked += 1;
    this.#started().postMessage({ id: this.#asked, files } satisfies CheckQuestion);
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
      if (data.id === this.#asked) this.#onResult({ kind: 'checked', diagnostics: data.diagnostics });
    };
    worker.onerror = () => {
      this.stop();
      this.#onResult({ kind: 'failed' });
    };
    this.#worker = worker;
    return worker;
  }
}
