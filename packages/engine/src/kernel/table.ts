/**
 * Records by key, as plain JSON that can be shared between states. Up to 32 records are one sorted array; more become a
 * tree over the base-32 digits of the key. The shape depends on the content alone, never on the order of changes, so
 * equal tables are equal texts. Finding and changing a record cost O(log n).
 */
import type { Key } from './types.ts';

export interface Keyed {
  readonly key: Key;
}

/** Records by key as plain JSON, shared between states. */
export type Table<T extends Keyed> = readonly T[] | Tree<T>;

export interface Tree<T extends Keyed> {
  readonly size: number;
  /** The number of digits of its keys. */
  readonly depth: number;
  readonly root: Branch<T>;
}

/** One digit of the key; the last one leads to the record. */
export interface Branch<T extends Keyed> {
  readonly [digit: number]: Branch<T> | T;
}

type MutableBranch<T extends Keyed> = { [digit: number]: MutableBranch<T> | T };

/** As many records are kept as one array. */
export const FLAT = 32;
const BASE = 32;

const EMPTY: readonly never[] = Object.freeze([]);

export function emptyTable<T extends Keyed>(): Table<T> {
  return EMPTY;
}

export function sizeOf(table: Table<Keyed>): number {
  return isFlat(table) ? table.length : table.size;
}

export function findRecord<T extends Keyed>(table: Table<T>, key: Key): T | undefined {
  if (isFlat(table)) return table[placeOf(table, key)];
  if (key >= BASE ** table.depth) return undefined;
  let node: Branch<T> | T | undefined = table.root;
  for (let level = table.depth - 1; level >= 0 && node !== undefined; level -= 1) {
    node = (node as Branch<T>)[digit(key, level)];
  }
  return node as T | undefined;
}

/** Visits the records in ascending order of keys. */
export function eachRecord<T extends Keyed>(table: Table<T>, visit: (record: T) => void): void {
  if (isFlat(table)) {
    for (const record of table) visit(record);
  } else {
    eachBelow(table.root, table.depth - 1, visit);
  }
}

/** The record with the highest key. */
export function lastRecord<T extends Keyed>(table: Table<T>): T | undefined {
  if (isFlat(table)) return table.at(-1);
  let node: Branch<T> | T = table.root;
  for (let level = table.depth; level > 0; level -= 1) {
    node = Object.values(node as Branch<T>).at(-1) as Branch<T> | T;
  }
  return node as T;
}

/** All records in ascending order of their keys. */
export function recordsOf<T extends Keyed>(table: Table<T>): T[] {
  if (isFlat(table)) return table.slice();
  const records: T[] = [];
  eachRecord(table, (record) => records.push(record));
  return records;
}

/** The table with the changes: a record is written, null removes. The given table stays as it is. */
export function changeTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>): Table<T> {
  if (changes.size === 0) return table;
  const before = sizeOf(table);
  let size = before;
  for (const [key, record] of changes) {
    const existed = before > 0 && findRecord(table, key) !== undefined;
    if (record === null) size -= existed ? 1 : 0;
    else if (!existed) size += 1;
  }
  if (size === 0) return EMPTY;
  return size <= FLAT ? flatTable(table, changes) : treeTable(table, changes, size);
}

function flatTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>): readonly T[] {
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
  return items;
}

function treeTable<T extends Keyed>(table: Table<T>, changes: ReadonlyMap<Key, T | null>, size: number): Tree<T> {
  const owned = new Set<object>();
  let depth = 1;
  let root: MutableBranch<T>;
  if (isFlat(table)) {
    root = {};
    owned.add(root);
    for (const record of table) {
      [root, depth] = grown(root, depth, record.key, owned);
      writeRecord(root, depth - 1, record.key, record, owned);
    }
  } else {
    depth = table.depth;
    root = { ...(table.root as MutableBranch<T>) };
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
  return { size, depth, root };
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

export function isFlat<T extends Keyed>(table: Table<T>): table is readonly T[] {
  return Array.isArray(table);
}

/** Where the key is; when it is not there, minus one minus the place where it belongs. */
export function placeOf(records: readonly Keyed[], key: Key): number {
  let low = 0;
  let high = records.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = (records[middle] as Keyed).key;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -low - 1;
}

function isEmpty(node: object): boolean {
  for (const _ in node) return false;
  return true;
}

function hasOnlyZero(node: object): boolean {
  for (const at in node) if (at !== '0') return false;
  return true;
}
