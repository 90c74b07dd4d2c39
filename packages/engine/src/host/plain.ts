import type { Failure, Json } from '../kernel/types.ts';

/** What JSON holds of a value, or where it cannot hold it. */
export type Plain<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const DEEPEST = 500;

/**
 * What an application hands over, as JSON of the engine's own: the state must not change with an object that somebody
 * else holds, and must be the same after saving. As JSON does, undefined entries are left out and dates become texts;
 * what JSON would drop or change without a word is refused.
 */
export function plain<T extends object>(given: T): Plain<T> {
  const copier = new Copier();
  const value = Array.isArray(given)
    ? copier.refuse('', 'a list where names are needed')
    : copier.entries(given, '', 0);
  if (copier.problem === null) return { ok: true, value: value as T };
  return { ok: false, failure: { code: 'not-json', message: copier.problem } };
}

/** For what answers with no failure. */
export function plainOrThrow<T extends object>(given: T): T {
  const copied = plain(given);
  if (!copied.ok) throw new TypeError(copied.failure.message);
  return copied.value;
}

class Copier {
  problem: string | null = null;

  entries(from: object, path: string, depth: number): { [name: string]: Json } {
    const to: { [name: string]: Json } = {};
    for (const name of Object.keys(from)) {
      const value: unknown = from[name as keyof typeof from];
      if (value === undefined) continue;
      const copy = isSimple(value) ? value : this.#value(value, path === '' ? name : `${path}.${name}`, depth + 1);
      if (name === '__proto__') Object.defineProperty(to, name, { value: copy, enumerable: true });
      else to[name] = copy;
      if (this.problem !== null) break;
    }
    return to;
  }

  refuse(path: string, what: string): null {
    this.problem ??= `${path === '' ? 'It' : `"${path}"`} is ${what}, which JSON cannot hold. Give null, texts, numbers, true or false, lists and plain objects.`;
    return null;
  }

  /** Of a value that is not simple. */
  #value(value: unknown, path: string, depth: number): Json {
    if (typeof value === 'object' && value !== null) return this.#object(value, path, depth);
    return this.refuse(path, typeof value === 'number' ? String(value) : `a ${typeof value}`);
  }

  #object(value: object, path: string, depth: number): Json {
    if (depth > DEEPEST) return this.refuse(path.slice(0, 80), `nested deeper than ${DEEPEST}, or part of itself`);
    if (Array.isArray(value)) {
      const list: Json[] = [];
      for (let index = 0; index < value.length && this.problem === null; index += 1) {
        const one: unknown = value[index] ?? null;
        list.push(isSimple(one) ? one : this.#value(one, `${path}[${index}]`, depth + 1));
      }
      return list;
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      const told: unknown = value.toJSON();
      return isSimple(told) ? told : this.#value(told, path, depth + 1);
    }
    if (value instanceof Map || value instanceof Set || value instanceof Promise) {
      return this.refuse(path, `a ${value.constructor.name}`);
    }
    return this.entries(value, path, depth);
  }
}

/** Looked at first, and without a name for its place: most values are. */
function isSimple(value: unknown): value is null | string | boolean | number {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
