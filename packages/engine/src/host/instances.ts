import type { Key } from '../kernel/types.ts';
import type { Instance } from './saved-engine.ts';

/** The instances that an engine knows: those that run, and the last of those that have ended. */
export class Instances {
  readonly #all = new Map<string, Instance>();
  /** Called instances, by who calls them. */
  readonly #called = new Map<string, Map<Key, Instance>>();
  readonly #ended = new Set<string>();
  readonly #keepEnded: number;

  constructor(keepEnded: number) {
    this.#keepEnded = keepEnded;
  }

  get(id: string): Instance | undefined {
    return this.#all.get(id);
  }

  has(id: string): boolean {
    return this.#all.has(id);
  }

  add(instance: Instance): void {
    const { id, caller, state } = instance;
    this.#all.set(id, instance);
    if (state.status !== 'active') this.ended(instance);
    else if (caller !== null) {
      const own = this.#called.get(caller.instance);
      if (own === undefined) this.#called.set(caller.instance, new Map([[caller.key, instance]]));
      else own.set(caller.key, instance);
    }
  }

  /** The running instance that a call activity has started. */
  calledBy(caller: string, key: Key): Instance | undefined {
    return this.#called.get(caller)?.get(key);
  }

  /** Notes that it has ended; the oldest of those that have are forgotten when there are too many. */
  ended({ id, caller }: Instance): void {
    if (caller !== null) {
      const own = this.#called.get(caller.instance);
      own?.delete(caller.key);
      if (own?.size === 0) this.#called.delete(caller.instance);
    }
    this.#ended.add(id);
    if (this.#ended.size <= this.#keepEnded) return;
    for (const oldest of this.#ended) {
      this.forget(oldest);
      return;
    }
  }

  /** Forgets an instance that has ended; false for one that runs or is not known. */
  forget(id: string): boolean {
    return this.#ended.delete(id) && this.#all.delete(id);
  }

  ids(): string[] {
    return [...this.#all.keys()];
  }

  list(): Instance[] {
    return [...this.#all.values()];
  }
}
