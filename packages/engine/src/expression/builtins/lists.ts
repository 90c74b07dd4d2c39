import { integerOf, type Numeric } from '../numbers.ts';
import { equals } from '../operators.ts';
import type { Run } from '../run.ts';
import { Callable, isList, typeName, type Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type List = readonly Value[];

/** Functions of lists (DMN 1.5, 10.3.4.4 and 10.3.4.8) and those that Camunda 8 documents besides. */
export const LISTS: readonly Signature[] = [
  define('list contains(list: list, element: any): boolean', ([list, element]: readonly [List, Value], run) =>
    list.some((one) => equals(one, element, run.budget) === true),
  ),
  define('sublist(list: list, start position: number, length?: number): list', sublist),
  define('append(list: list, ...item: any): list', ([list, items]: readonly [List, List], run) =>
    joined([list, items], run),
  ),
  define('concatenate(...list: any): list', ([lists]: readonly [List], run) => joined(lists, run)),
  define('insert before(list: list, position: number, newItem: any): list', insertBefore),
  define('remove(list: list, position: number): list', ([list, position]: readonly [List, Numeric], run) => {
    const at = indexOf(list, position);
    run.budget.spend(list.length);
    return at === null ? null : list.filter((_, index) => index !== at);
  }),
  define('list replace(list: list, position: number|function, newItem: any): list', listReplace),
  define('list replace(list: list, match: number|function, newItem: any): list', listReplace),
  define('reverse(list: list): list', ([list]: readonly [List], run) => {
    run.budget.spend(list.length);
    return [...list].reverse();
  }),
  define('index of(list: list, match: any): list', ([list, match]: readonly [List, Value], run) =>
    list.flatMap((one, index) => (equals(one, match, run.budget) === true ? [index + 1] : [])),
  ),
  define('union(...list: any): list', ([lists]: readonly [List], run) => distinct(joined(lists, run), run)),
  define('distinct values(list: list): list', ([list]: readonly [List], run) => distinct(list, run)),
  define('duplicate values(list: list): list', ([list]: readonly [List], run) =>
    distinct(
      list.filter((one, index) => list.some((other, at) => at !== index && equals(one, other, run.budget) === true)),
      run,
    ),
  ),
  define('flatten(list: list): list', ([list]: readonly [List], run) => flatten(list, run)),
  define('sort(list: list, precedes: function): list', sort),
  define('is empty(list: list): boolean', ([list]: readonly [List]) => list.length === 0),
  define('partition(list: list, size: number): list', ([list, size]: readonly [List, Numeric], run) => {
    const length = integerOf(size);
    if (length === null || length < 1) return null;
    run.budget.spend(list.length);
    return Array.from({ length: Math.ceil(list.length / length) }, (_, index) =>
      list.slice(index * length, (index + 1) * length),
    );
  }),
];

/** Index of a position that counts from 1, or backwards from -1; null outside the list. */
function indexOf(list: List, position: Numeric): number | null {
  const whole = integerOf(position);
  if (whole === null || whole === 0 || Math.abs(whole) > list.length) return null;
  return whole > 0 ? whole - 1 : list.length + whole;
}

function sublist([list, start, length]: readonly [List, Numeric, Numeric | null], run: Run): Value {
  const from = indexOf(list, start);
  const count = length === null ? list.length : integerOf(length);
  if (from === null || count === null || count < 1) return null;
  if (length !== null && from + count > list.length) return null;
  run.budget.spend(list.length);
  return list.slice(from, from + count);
}

function insertBefore([list, position, item]: readonly [List, Numeric, Value], run: Run): Value {
  const at = indexOf(list, position);
  run.budget.spend(list.length);
  return at === null ? null : [...list.slice(0, at), item, ...list.slice(at)];
}

function listReplace([list, which, item]: readonly [List, Numeric | Callable, Value], run: Run): Value {
  run.budget.spend(list.length);
  if (which instanceof Callable) {
    if (which.parameters.length !== 2) return null;
    const answers = list.map((one) => which.call([one, item], run));
    if (!answers.every((answer) => typeof answer === 'boolean')) return null;
    return list.map((one, index) => (answers[index] === true ? item : one));
  }
  const at = indexOf(list, which);
  return at === null ? null : list.map((one, index) => (index === at ? item : one));
}

/** The elements of all lists; what is no list counts as a list of itself. */
function joined(lists: List, run: Run): List {
  const result: Value[] = [];
  for (const list of lists) {
    run.budget.spend(isList(list) ? list.length + 1 : 1);
    if (isList(list)) for (const one of list) result.push(one);
    else result.push(list);
  }
  return result;
}

function distinct(list: List, run: Run): List {
  const simple = new Set<Value>();
  const result: Value[] = [];
  const compound: Value[] = [];
  for (const one of list) {
    run.budget.spend(1);
    if (one === null || typeof one !== 'object') {
      if (simple.has(one)) continue;
      simple.add(one);
    } else {
      const type = typeName(one);
      if (compound.some((kept) => typeName(kept) === type && equals(kept, one, run.budget) === true)) continue;
      compound.push(one);
    }
    result.push(one);
  }
  return result;
}

function flatten(list: List, run: Run): List {
  const result: Value[] = [];
  const add = (one: Value): void => {
    run.budget.spend(1);
    if (isList(one)) for (const element of one) add(element);
    else result.push(one);
  };
  add(list);
  return result;
}

/** Stable; elements that precede each other keep their order. */
function sort([list, precedes]: readonly [List, Callable], run: Run): Value {
  if (precedes.parameters.length !== 2) return null;
  run.budget.spend(list.length);
  return mergeSort(list, (a, b) => precedes.call([a, b], run) === true);
}

/** The number of comparisons is bounded whatever the function answers. */
function mergeSort(list: List, precedes: (a: Value, b: Value) => boolean): List {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = mergeSort(list.slice(0, middle), precedes);
  const right = mergeSort(list.slice(middle), precedes);
  const result: Value[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    const a = left[l] ?? null;
    const b = right[r] ?? null;
    if (precedes(b, a) && !precedes(a, b)) {
      result.push(b);
      r += 1;
    } else {
      result.push(a);
      l += 1;
    }
  }
  return [...result, ...left.slice(l), ...right.slice(r)];
}
