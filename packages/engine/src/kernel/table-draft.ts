import {
  changeTable,
  emptyTable,
  FLAT,
  findRecord,
  isFlat,
  type Keyed,
  placeOf,
  recordsOf,
  type Table,
} from './table.ts';
import type { Key } from './types.ts';

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

/**
 * A table being changed. What is changed is copied once; all else is shared with the table it came from, which stays as
 * it is. A small table is worked on as the sorted array that it is, a large one as a list of changes.
 */
export class TableDraft<T extends Keyed> {
  readonly #base: Table<T>;
  /** The records in ascending order, once something has changed and while they are few. */
  #few: T[] | null = null;
  /** What has changed, once there are many; null: removed. */
  #changes: Map<Key, T | null> | null = null;

  readonly #copy: (record: T) => T;

  constructor(base: Table<T>, copy: (record: T) => T) {
    this.#base = base;
    this.#copy = copy;
    if (!isFlat(base)) this.#changes = new Map();
  }

  find(key: Key): T | undefined {
    if (this.#few !== null) return this.#few[placeOf(this.#few, key)];
    const changed = this.#changes?.get(key);
    if (changed !== undefined) return changed ?? undefined;
    return findRecord(this.#base, key);
  }

  /** The record to write to; undefined when there is none. */
  edit(key: Key): Mutable<T> | undefined {
    if (this.#changes !== null) return this.#editOfMany(key, this.#changes);
    const few = this.#own();
    const index = placeOf(few, key);
    const record = few[index];
    if (record === undefined || record !== findRecord(this.#base, key)) return record;
    const copy = this.#copy(record);
    few[index] = copy;
    return copy;
  }

  #editOfMany(key: Key, changes: Map<Key, T | null>): Mutable<T> | undefined {
    const changed = changes.get(key);
    if (changed !== undefined) return changed ?? undefined;
    const found = findRecord(this.#base, key);
    if (found === undefined) return undefined;
    const copy = this.#copy(found);
    changes.set(key, copy);
    return copy;
  }

  put(record: T): void {
    if (this.#changes !== null) {
      this.#changes.set(record.key, record);
      return;
    }
    const few = this.#own();
    const last = few[few.length - 1];
    if (last !== undefined && last.key >= record.key) {
      const index = placeOf(few, record.key);
      if (index >= 0) few[index] = record;
      else few.splice(-index - 1, 0, record);
    } else {
      few.push(record);
    }
    if (few.length > FLAT) this.#becomeMany(few);
  }

  #becomeMany(few: readonly T[]): void {
    const changes = new Map<Key, T | null>();
    for (const record of few) if (findRecord(this.#base, record.key) !== record) changes.set(record.key, record);
    for (const { key } of recordsOf(this.#base)) if (placeOf(few, key) < 0) changes.set(key, null);
    this.#few = null;
    this.#changes = changes;
  }

  remove(key: Key): void {
    if (this.#changes === null) {
      const few = this.#own();
      const index = placeOf(few, key);
      if (index === few.length - 1) few.pop();
      else if (index >= 0) few.splice(index, 1);
    } else if (findRecord(this.#base, key) === undefined) {
      this.#changes.delete(key);
    } else {
      this.#changes.set(key, null);
    }
  }

  /** All records in ascending order of keys, in an array of the caller's own. */
  records(): T[] {
    return this.#few !== null ? this.#few.slice() : recordsOf(this.finish());
  }

  /** The table as it is now; the draft must not be written to afterwards. */
  finish(): Table<T> {
    const few = this.#few;
    if (few !== null) return few.length === 0 ? emptyTable() : few;
    return this.#changes === null ? this.#base : changeTable(this.#base, this.#changes);
  }

  #own(): T[] {
    this.#few ??= recordsOf(this.#base);
    return this.#few;
  }
}
