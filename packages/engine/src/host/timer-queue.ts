import type { Key } from '../kernel/types.ts';
import { ByInstance } from './by-instance.ts';

interface Due {
  readonly instance: string;
  readonly key: Key;
  /** Milliseconds since the epoch. */
  readonly due: number;
}

/** What is due at a time, the earliest first: a heap whose replaced and dropped entries are skipped when they come up. */
export class TimerQueue<T extends Due> {
  readonly #current = new ByInstance<T>();
  readonly #heap: T[] = [];

  set(timer: T): void {
    this.#current.set(timer);
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
  }

  delete(instance: string, key: Key): void {
    this.#current.delete(instance, key);
  }

  /** The earliest; undefined when nothing is planned. */
  first(): T | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#current.get(top.instance, top.key) === top) return top;
      this.#dropTop();
    }
    return undefined;
  }

  list(instance?: string): T[] {
    return this.#current.list(instance);
  }

  load(timers: readonly T[]): void {
    for (const timer of timers) this.set(timer);
  }

  #dropTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, above)) return;
      at = above;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const [one, other] = [this.#heap[left], this.#heap[left + 1]];
      if (one === undefined) return;
      const earlier = other !== undefined && other.due < one.due ? left + 1 : left;
      if (!this.#swapIfEarlier(earlier, at)) return;
      at = earlier;
    }
  }

  #swapIfEarlier(below: number, above: number): boolean {
    const [child, parent] = [this.#heap[below], this.#heap[above]];
    if (child === undefined || parent === undefined || child.due >= parent.due) return false;
    this.#heap[below] = parent;
    this.#heap[above] = child;
    return true;
  }
}
