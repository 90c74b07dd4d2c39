import { borrowedParameters, callBorrowed, dateAt, dateTimeAt } from './feelin.ts';
import { clean, compare, equals, typeName } from './operators.ts';
import { pattern, replaceAll, splitAt } from './patterns.ts';
import { type RoundingMode, round } from './rounding.ts';
import type { Run } from './run.ts';
import { Callable, entryOf, isContext, isList, type Value } from './values.ts';

/** A built-in function. A last parameter `...list` takes the rest, or one list. */
export interface Builtin {
  readonly parameters: readonly string[];
  call(args: readonly Value[], run: Run): Value;
}

/** Functions of the library that cost no more than the size of their arguments. */
const BORROWED = [
  ...['string', 'date', 'date and time', 'time', 'duration', 'years and months duration'],
  ...['not', 'substring', 'string length', 'upper case', 'lower case', 'substring before', 'substring after'],
  ...['contains', 'starts with', 'ends with', 'string join', 'count', 'all', 'any', 'sublist', 'append'],
  ...['concatenate', 'insert before', 'remove', 'reverse', 'flatten', 'sqrt', 'log', 'exp', 'odd', 'even', 'abs'],
  ...['is', 'before', 'after', 'meets', 'met by', 'overlaps', 'includes', 'day of year', 'day of week'],
  ...['month of year', 'week of year', 'get entries', 'context', 'context merge', 'context put'],
  ...['stddev', 'mode'],
];

export const DEFAULT_ZONE = 'Europe/Bucharest';

const OWN: Readonly<Record<string, Builtin>> = {
  now: { parameters: [], call: (_, run) => dateTimeAt(run.time.at, run.time.zone ?? DEFAULT_ZONE) },
  today: { parameters: [], call: (_, run) => dateAt(run.time.at, run.time.zone ?? DEFAULT_ZONE) },
  number: {
    parameters: ['from', 'grouping separator', 'decimal separator'],
    call: ([from, grouping = null, point = null]) => numberOf(from, grouping, point),
  },
  'get value': {
    parameters: ['m', 'key'],
    call: ([m, key]) => (m !== undefined && isContext(m) && typeof key === 'string' ? (entryOf(m, key) ?? null) : null),
  },
  matches: {
    parameters: ['input', 'pattern', 'flags'],
    call([input, source, flags = ''], run) {
      if (typeof input !== 'string' || typeof source !== 'string' || typeof flags !== 'string') return null;
      return pattern(source, flags, input, run.budget)?.matcher(input).find() ?? null;
    },
  },
  replace: {
    parameters: ['input', 'pattern', 'replacement', 'flags'],
    call([input, source, replacement, flags = ''], run) {
      if (typeof input !== 'string' || typeof source !== 'string') return null;
      if (typeof replacement !== 'string' || typeof flags !== 'string') return null;
      const expression = pattern(source, flags, input, run.budget);
      return expression && replaceAll(expression, input, replacement, run.budget);
    },
  },
  split: {
    parameters: ['string', 'delimiter'],
    call([text, delimiter], run) {
      if (typeof text !== 'string' || typeof delimiter !== 'string') return null;
      const expression = pattern(delimiter, '', text, run.budget);
      return expression && splitAt(expression, text, run.budget);
    },
  },
  'list contains': {
    parameters: ['list', 'element'],
    call: ([list, element = null], run) => asList(list)?.some((one) => equals(one, element, run.budget)) ?? null,
  },
  'index of': {
    parameters: ['list', 'match'],
    call: ([list, match = null], run) =>
      asList(list)?.flatMap((one, index) => (equals(one, match, run.budget) ? [index + 1] : [])) ?? null,
  },
  'distinct values': { parameters: ['list'], call: ([list], run) => distinct(asList(list), run) },
  union: { parameters: ['...list'], call: (lists, run) => distinct(lists.flatMap(listOf), run) },
  'list replace': { parameters: ['list', 'position', 'newItem', 'match'], call: listReplace },
  sort: {
    parameters: ['list', 'precedes'],
    call([list, precedes], run) {
      const items = asList(list);
      if (!items || !(precedes instanceof Callable)) return null;
      const before = (a: Value, b: Value) => run.budget.call(() => precedes.call([a, b])) === true;
      return [...items].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
    },
  },
  min: { parameters: ['...list'], call: (args) => extreme(args, -1) },
  max: { parameters: ['...list'], call: (args) => extreme(args, 1) },
  sum: numeric((list) => list.reduce((total, one) => clean(total + one) ?? Number.NaN, 0)),
  product: numeric((list) => list.reduce((total, one) => clean(total * one) ?? Number.NaN, 1)),
  mean: numeric((list) => list.reduce((total, one) => total + one, 0) / list.length),
  median: numeric((list) => {
    const sorted = [...list].sort((a, b) => a - b);
    const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
    return (low + high) / 2;
  }),
  modulo: {
    parameters: ['dividend', 'divisor'],
    call([a, b]) {
      if (typeof a !== 'number' || typeof b !== 'number' || b === 0) return null;
      return clean(a - b * Math.floor(a / b));
    },
  },
  decimal: rounding('half-even'),
  floor: rounding('floor'),
  ceiling: rounding('ceiling'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  'round half up': rounding('half-up'),
  'round half down': rounding('half-down'),
};

/** All functions that an expression may name, by FEEL name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...BORROWED.map((name): [string, Builtin] => [name, borrow(name)]),
  ...Object.entries(OWN),
]);

function borrow(name: string): Builtin {
  return {
    get parameters() {
      return borrowedParameters(name);
    },
    call(args, run) {
      for (const argument of args) run.budget.whole(argument);
      run.budget.spend(10);
      const result = callBorrowed(name, args);
      if (isList(result)) run.budget.spend(result.length);
      return typeof result === 'string' ? run.budget.text(result) : typeof result === 'number' ? clean(result) : result;
    },
  };
}

function rounding(mode: RoundingMode): Builtin {
  return {
    parameters: ['n', 'scale'],
    call([n, scale = 0]) {
      return typeof n === 'number' && typeof scale === 'number' ? round(n, scale, mode) : null;
    },
  };
}

function numeric(compute: (list: readonly number[]) => number): Builtin {
  return {
    parameters: ['...list'],
    call(args, run) {
      const list = spread(args);
      run.budget.spend(list.length * 2);
      if (list.length === 0 || !list.every((one) => typeof one === 'number')) return null;
      return clean(compute(list));
    },
  };
}

function numberOf(from: Value | undefined, grouping: Value, point: Value): number | null {
  if (typeof from === 'number') return from;
  if (typeof from !== 'string') return null;
  let text = from.trim();
  if (typeof grouping === 'string' && grouping !== '') text = text.split(grouping).join('');
  if (typeof point === 'string' && point !== '.') text = text.replaceAll('.', '#').split(point).join('.');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? clean(Number(text)) : null;
}

function extreme(args: readonly Value[], wanted: -1 | 1): Value {
  const list = spread(args);
  let best: Value = list[0] ?? null;
  for (const one of list) {
    const order = compare(one, best);
    if (order === null) return null;
    if (order === wanted) best = one;
  }
  return best;
}

function distinct(list: readonly Value[] | null, run: Run): Value {
  if (!list) return null;
  const simple = new Set<Value>();
  const result: Value[] = [];
  for (const one of list) {
    run.budget.spend(1);
    if (one === null || typeof one !== 'object') {
      if (!simple.has(one)) result.push(one);
      simple.add(one);
    } else if (!result.some((kept) => typeName(kept) === typeName(one) && equals(kept, one, run.budget) === true)) {
      result.push(one);
    }
  }
  return result;
}

function listReplace([list, position, newItem = null, match]: readonly Value[], run: Run): Value {
  const items = asList(list);
  const which = position ?? match ?? null;
  if (!items) return null;
  run.budget.spend(items.length);
  if (which instanceof Callable) {
    return items.map((one) => (run.budget.call(() => which.call([one, newItem])) === true ? newItem : one));
  }
  if (typeof which !== 'number' || !Number.isInteger(which)) return null;
  const index = which < 0 ? items.length + which : which - 1;
  return index in items ? items.with(index, newItem) : null;
}

/** The arguments of a variadic function: its single list, or the arguments themselves. */
function spread(args: readonly Value[]): readonly Value[] {
  const [first] = args;
  return args.length === 1 && first !== undefined && isList(first) ? first : args;
}

function asList(value: Value | undefined): readonly Value[] | null {
  if (value === undefined || value === null) return null;
  return listOf(value);
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}
