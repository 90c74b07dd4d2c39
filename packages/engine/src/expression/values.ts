import type { FeelRange, Temporal } from './feelin.ts';

/** A FEEL value while an expression runs. Contexts are plain objects of which only own entries count. */
export type Value = null | boolean | number | string | readonly Value[] | Context | Temporal | FeelRange | Callable;

export interface Context {
  readonly [name: string]: Value;
}

/** A function that the expression itself defined, or a built-in used as a value. Never leaves an evaluation. */
export class Callable {
  readonly parameters: readonly string[];
  readonly call: (args: readonly Value[]) => Value;

  constructor(parameters: readonly string[], call: (args: readonly Value[]) => Value) {
    this.parameters = parameters;
    this.call = call;
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isContext(value: Value): value is Context {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Names in scope, innermost first. Only own entries are visible, so no prototype is ever reached. */
export class Scope {
  readonly #entries: { readonly [name: string]: Value } | ReadonlyMap<string, Value>;
  readonly #outer: Scope | null;

  constructor(entries: { readonly [name: string]: Value } | ReadonlyMap<string, Value>, outer: Scope | null) {
    this.#entries = entries;
    this.#outer = outer;
  }

  find(name: string): Value | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.#outer) {
      const value = scope.#own(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #own(name: string): Value | undefined {
    if (this.#entries instanceof Map) return this.#entries.get(name);
    const entries = this.#entries as { readonly [name: string]: Value };
    return entryOf(entries, name);
  }
}

/** An own entry of a context by its FEEL name; a name's runs of spaces count as one. */
export function entryOf(context: { readonly [name: string]: Value }, name: string): Value | undefined {
  if (name === '__proto__') return undefined;
  if (Object.hasOwn(context, name)) return context[name] ?? null;
  if (!/[\s./+*'-]/.test(name)) return undefined;
  const wanted = normalName(name);
  const key = Object.keys(context).find((candidate) => normalName(candidate) === wanted);
  return key === undefined ? undefined : (context[key] ?? null);
}

/** How FEEL compares names: spaces around operator characters and runs of spaces do not count. */
export function normalName(name: string): string {
  return name
    .replace(/\s*(\*\*|[./'+*-])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
