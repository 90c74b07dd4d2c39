import type { Key } from '../kernel/types.ts';

interface Item {
  readonly instance: string;
  readonly key: Key;
}

/** Things by the instance that they belong to and their key there. What is in one instance costs nothing to others. */
export class ByInstance<T extends Item> {
  readonly #items = new Map<string, Map<Key, T>>();

  get(instance: string, key: Key): T | undefined {
    return this.#items.get(instance)?.get(key);
  }

  set(item: T): void {
    const own = this.#items.get(item.instance);
    if (own === undefined) this.#items.set(item.instance, new Map([[item.key, item]]));
    else own.set(item.key, item);
  }

  delete(instance: string, key: Key): T | undefined {
    const own = this.#items.get(instance);
    const item = own?.get(key);
    if (own === undefined || item === undefined) return undefined;
    own.delete(key);
    if (own.size === 0) this.#items.delete(instance);
    return item;
  }

  /** In the order in which they came; of all instances when none is named. */
  list(instance?: string): T[] {
    if (instance !== undefined) return [...(this.#items.get(instance)?.values() ?? [])];
    return [...this.#items.values()].flatMap((own) => [...own.values()]);
  }

  load(items: readonly T[]): void {
    for (const item of items) this.set(item);
  }
}
