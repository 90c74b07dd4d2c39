import type { Key } from './types.ts';

/**
 * Scopes to look at, each once, the one that was entered last first: what is inside comes to rest before what is around
 * it decides that nothing else comes. A heap, so that thousands of scopes cost little.
 */
export class DeepestFirst {
  readonly #heap: Key[] = [];
  readonly #known = new Set<Key>();

  get size(): number {
    return this.#heap.length;
  }

  add(key: Key): void {
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] as Key;
      if (other >= key) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = key;
  }

  peek(): Key | undefined {
    return this.#heap[0];
  }

  /** Forgets the one that `peek` shows. */
  drop(): void {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    this.#known.delete(first);
    const size = heap.length;
    if (size === 0) return;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && (heap[below + 1] as Key) > (heap[below] as Key)) below += 1;
      if ((heap[below] as Key) <= last) break;
      heap[at] = heap[below] as Key;
      at = below;
    }
    heap[at] = last;
  }

  clear(): void {
    this.#heap.length = 0;
    this.#known.clear();
  }
}
