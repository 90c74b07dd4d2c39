import type { ProcessFiles } from '../../model/process-files.ts';

/** Where the saving of a draft stands. */
export type SaveStatus =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  /** No connection or the server is away; tried again by itself. */
  | { readonly kind: 'waiting'; readonly since: number }
  /** Someone else saved meanwhile; `revision` is theirs. */
  | { readonly kind: 'conflict' }
  /** The server refuses the draft for another reason. */
  | { readonly kind: 'refused'; readonly reason: string };

/** How one attempt to save ended. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AutosaveOptions {
  /** Revision that the first change is made on; 0 when there is no draft yet. */
  readonly revision: number;
  readonly save: (files: ProcessFiles, revision: number) => Promise<SaveOutcome>;
  readonly onStatus: (status: SaveStatus) => void;
  readonly now: () => number;
  /** Milliseconds from the last change to saving. */
  readonly delay?: number;
  /** Milliseconds until a change is saved even while others keep coming. */
  readonly atMost?: number;
}

const DELAY = 600;
const AT_MOST = 1_800;
const RETRY_FIRST = 1_000;
const RETRY_LONGEST = 15_000;

/**
 * Saves a draft soon after each change: one save at a time, the newest state only. A failure of the connection is
 * tried again with growing pauses and at once when told that the line is back; a conflict stops saving until it is
 * resolved. Nothing is ever dropped: what is not saved stays pending.
 */
export class Autosave {
  #options: AutosaveOptions;
  #revision: number;
  #pending: ProcessFiles | null = null;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #firstChange: number | null = null;
  #failures = 0;
  #blocked = false;
  #stopped = false;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#revision = options.revision;
  }

  get revision(): number {
    return this.#revision;
  }

  /** True while there is something that the server does not have. */
  get unsaved(): boolean {
    return this.#pending !== null || this.#running !== null;
  }

  changed(files: ProcessFiles): void {
    this.#pending = files;
    if (this.#blocked || this.#stopped) return;
    if (this.#running === null && this.#failures === 0) this.#options.onStatus({ kind: 'changed' });
    const { now, delay = DELAY, atMost = AT_MOST } = this.#options;
    this.#firstChange ??= now();
    if (this.#failures === 0) this.#schedule(Math.max(0, Math.min(delay, this.#firstChange + atMost - now())));
  }

  /** Saves at once what is pending; resolves when the attempt has ended. */
  async flush(): Promise<void> {
    this.#clear();
    while (this.#running !== null) await this.#running;
    if (this.#pending === null || this.#blocked || this.#stopped) return;
    this.#running = this.#attempt(this.#pending);
    await this.#running;
  }

  /** The line is back: do not wait for the next attempt. */
  retry(): void {
    if (this.#pending !== null && !this.#blocked) void this.flush();
  }

  /** Ends a conflict: what is pending (or `files`) is saved over that revision. */
  async overwrite(revision: number, files?: ProcessFiles): Promise<void> {
    this.#revision = revision;
    this.#blocked = false;
    if (files !== undefined) this.#pending = files;
    await this.flush();
  }

  stop(): void {
    this.#stopped = true;
    this.#clear();
  }

  async #attempt(files: ProcessFiles): Promise<void> {
    const { save, onStatus, now } = this.#options;
    this.#pending = null;
    this.#firstChange = null;
    onStatus({ kind: 'saving' });
    const outcome = await save(files, this.#revision);
    this.#running = null;
    switch (outcome.kind) {
      case 'saved':
        this.#revision = outcome.revision;
        this.#failures = 0;
        if (this.#pending === null) onStatus({ kind: 'saved', at: now() });
        else this.changed(this.#pending);
        return;
      case 'unreachable':
        this.#pending ??= files;
        this.#failures += 1;
        onStatus({ kind: 'waiting', since: now() });
        this.#schedule(Math.min(RETRY_LONGEST, RETRY_FIRST * 2 ** (this.#failures - 1)));
        return;
      case 'conflict':
        this.#pending ??= files;
        this.#blocked = true;
        onStatus({ kind: 'conflict' });
        return;
      case 'refused':
        // A later change may mend it; the refused state itself stays with the user.
        if (this.#pending === null) onStatus({ kind: 'refused', reason: outcome.reason });
        else this.changed(this.#pending);
        return;
    }
  }

  #schedule(milliseconds: number): void {
    this.#clear();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
