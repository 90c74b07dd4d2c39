/**
 * Records by key, as plain JSON that can be shared between states. Up to 32 records are one sorted array; more become a
 * tree over the base-32 digits of the key. The shape depends on the content alone, never on the order of changes, so
 * equal tables are equal texts. Finding and changing a record cost O(log n).
 */
import type { Key } from './types.ts';

export interface Keyed {
  readonly key: Key;
}

export interface Table<T extends Keyed> {
  readonly size: number;
  /** 0: `items` is an array sorted by key. Otherwise the number of digits of the tree's keys. */
  readonly depth: number;
  readonly items: readonly T[] | Branch<T>;
}

/** One digit of the key; the last one leads to the record. */
export interface Branch<T extends Keyed> {
  readonly [digit: number]: Branch<T> | T;
}

type MutableBranch<T extends Keyed> = { [digit: number]: MutableBranch<T> | T };

const FLAT = 32;
const BASE = 32;

const EMPTY: Table<never> = Object.freeze({ size: 0, depth: 0, items: Object.freeze([]) });

export function emptyTable<T extends Keyed>(): Table<T> {
  return EMPTY;
}

export function findRecord<T extends Keyed>(table: Table<T>, key: Key): T | undefined {
  if (isFlat(table.items)) {
    const { items } = table;
    let low = 0;
    let high = items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const record = items[middle] as T;
      if (record.key === key) return record;
      if (record.key < key) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
  if (key >= BASE ** table.depth) return undefined;
  let node: Branch<T> | T | undefined = table.items;
  for (let level = table.depth - 1; level >= 0 && node !== undefined; level -= 1) {
    node = (node as Branch<T>)[digit(key, level)];
  }
  return node as T | undefined;
}

/** Visits the records in ascending order of keys. */
export function eachRecord<T extends Keyed>(table: Table<T>, visit: (record: T) => void): void {
  if (isFlat(table.items)) {
    for (const record of table.items) visit(record);
  } else {
    eachBelow(table.items, table.depth - 1, visit);
  }
}

/** The record with the highest key. */
export function lastRecord<T extends Keyed>(table: Table<T>): T | undefined {
  if (isFlat(table.items)) return table.items.at(-1);
  let node: Branch<T> | T = table.items;
  for (let level = table.depth; level > 0; level -= 1) {
    node = Object.values(node as Branch<T>).at(-1) as Branch<T> | T;
  }
  return node as T;
}

export function recordsOf<T extends Keyed>(table: Table<T>): T[] {
  const records: T[] = [];
  eachRecord(table, (record) => records.push(record));
  return records;
}

/** The table with the changes: a record is written, null removes. The given table stays as it is. */
export function changeTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>): Table<T> {
  if (changes.size === 0) return table;
  let size = table.size;
  for (const [key, record] of changes) {
    const existed = table.size > 0 && findRecord(table, key) !== undefined;
    if (record === null) size -= existed ? 1 : 0;
    else if (!existed) size += 1;
  }
  if (size === 0) return EMPTY;
  return size <= FLAT ? flatTable(table, changes, size) : treeTable(table, changes, size);
}

function flatTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>, size: number): Table<T> {
  const items: T[] = [];
  eachRecord(table, (record) => {
    const change = changes.get(record.key);
    if (change === undefined) items.push(record);
  });
  let sorted = true;
  for (const record of changes.values()) {
    if (record === null) continue;
    const last = items.at(-1);
    if (last !== undefined && last.key > record.key) sorted = false;
    items.push(record);
  }
  if (!sorted) items.sort((a, b) => a.key - b.key);
  return { size, depth: 0, items };
}

function treeTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>, size: number): Table<T> {
  const owned = new Set<object>();
  let depth = table.depth;
  let root: MutableBranch<T>;
  if (isFlat(table.items)) {
    depth = 1;
    root = {};
    owned.add(root);
    for (const record of table.items) {
      [root, depth] = grown(root, depth, record.key, owned);
      writeRecord(root, depth - 1, record.key, record, owned);
    }
  } else {
    root = { ...(table.items as MutableBranch<T>) };
    owned.add(root);
  }
  for (const [key, record] of changes) {
    if (record !== null) {
      [root, depth] = grown(root, depth, key, owned);
      writeRecord(root, depth - 1, key, record, owned);
    } else if (key < BASE ** depth) {
      removeRecord(root, depth - 1, key, owned);
    }
  }
  while (depth > 1 && hasOnlyZero(root)) {
    root = root[0] as MutableBranch<T>;
    depth -= 1;
  }
  return { size, depth, items: root };
}

function grown<T extends Keyed>(
  root: MutableBranch<T>,
  depth: number,
  key: Key,
  owned: Set<object>,
): [MutableBranch<T>, number] {
  let node = root;
  let levels = depth;
  while (key >= BASE ** levels) {
    node = isEmpty(node) ? node : { 0: node };
    owned.add(node);
    levels += 1;
  }
  return [node, levels];
}

function writeRecord<T extends Keyed>(
  root: MutableBranch<T>,
  top: number,
  key: Key,
  record: T,
  owned: Set<object>,
): void {
  let node = root;
  for (let level = top; level > 0; level -= 1) node = ownedChild(node, digit(key, level), owned);
  node[digit(key, 0)] = record;
}

/** Removes the record and the branches that it leaves empty; answers whether `node` is empty now. */
function removeRecord<T extends Keyed>(node: MutableBranch<T>, level: number, key: Key, owned: Set<object>): boolean {
  const at = digit(key, level);
  if (node[at] === undefined) return false;
  if (level === 0 || removeRecord(ownedChild(node, at, owned), level - 1, key, owned)) delete node[at];
  return isEmpty(node);
}

function ownedChild<T extends Keyed>(node: MutableBranch<T>, at: number, owned: Set<object>): MutableBranch<T> {
  const child = node[at] as MutableBranch<T> | undefined;
  if (child !== undefined && owned.has(child)) return child;
  const copy: MutableBranch<T> = child === undefined ? {} : { ...child };
  owned.add(copy);
  node[at] = copy;
  return copy;
}

function eachBelow<T extends Keyed>(branch: Branch<T>, level: number, visit: (record: T) => void): void {
  for (const child of Object.values(branch)) {
    if (level === 0) visit(child as T);
    else eachBelow(child as Branch<T>, level - 1, visit);
  }
}

function digit(key: Key, level: number): number {
  return Math.floor(key / BASE ** level) % BASE;
}

function isFlat<T extends Keyed>(items: readonly T[] | Branch<T>): items is readonly T[] {
  return Array.isArray(items);
}

function isEmpty(node: object): boolean {
  for (const _ in node) return false;
  return true;
}

function hasOnlyZero(node: object): boolean {
  for (const at in node) if (at !== '0') return false;
  return true;
}
