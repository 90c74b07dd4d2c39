import type { Run } from '../run.ts';
import { type Context, entryOf, isContext, isList, type Value } from '../values.ts';
import { define, type Signature } from './define.ts';

/** Functions of contexts (DMN 1.5, 10.3.4.9) and those of Camunda 8 that take a path of keys. */
export const CONTEXTS: readonly Signature[] = [
  define('get value(m: context, key: string|list): any', valueAt),
  // Camunda 8 names the parameters otherwise than the standard
  define('get value(context: context, key: string): any', valueAt),
  define('get value(context: context, keys: list): any', valueAt),
  define('get entries(m: context): list', entriesOf),
  define('get entries(context: context): list', entriesOf),
  define('context(entries: list): context', ([entries]: readonly [readonly Value[]], run) => {
    const result = new Map<string, Value>();
    for (const entry of entries) {
      run.budget.spend(2);
      if (!isContext(entry) || !Object.hasOwn(entry, 'value')) return null;
      const { key } = entry;
      if (typeof key !== 'string' || result.has(key)) return null;
      result.set(key, entry.value ?? null);
    }
    return contextOf(result);
  }),
  define('context put(context: context, key: string, value: any): context', put),
  define('context put(context: context, keys: list, value: any): context', put),
  define('context merge(contexts: list): context', ([contexts]: readonly [readonly Value[]], run) => {
    const result = new Map<string, Value>();
    for (const one of contexts) {
      if (!isContext(one)) return null;
      for (const key of Object.keys(one)) {
        run.budget.spend(1);
        result.set(key, one[key] ?? null);
      }
    }
    return contextOf(result);
  }),
];

function valueAt([context, key]: readonly [Context, string | readonly Value[]]): Value {
  const path = typeof key === 'string' ? [key] : key;
  if (path.length === 0) return null;
  let found: Value = context;
  for (const one of path) {
    if (typeof one !== 'string' || !isContext(found)) return null;
    found = entryOf(found, one) ?? null;
  }
  return found;
}

function entriesOf([context]: readonly [Context], run: Run): Value {
  const keys = Object.keys(context);
  run.budget.spend(keys.length);
  return keys.map((key) => ({ key, value: context[key] ?? null }));
}

function put([context, key, value]: readonly [Context, string | readonly Value[], Value], run: Run): Value {
  return putAt(context, isList(key) ? key : [key], value, run);
}

function putAt(context: Context, path: readonly Value[], value: Value, run: Run): Value {
  const [key, ...rest] = path;
  if (typeof key !== 'string') return null;
  const entries = new Map(Object.entries(context));
  run.budget.spend(entries.size + 1);
  if (rest.length === 0) entries.set(key, value);
  else {
    const inner = entries.get(key) ?? {};
    const changed = isContext(inner) ? putAt(inner, rest, value, run) : null;
    if (changed === null) return null;
    entries.set(key, changed);
  }
  return contextOf(entries);
}

/** A fresh plain object; an entry named `__proto__` is an entry like any other and is dropped at the boundary. */
function contextOf(entries: ReadonlyMap<string, Value>): Context {
  return Object.fromEntries(entries);
}
