import type { Json } from '../kernel/types.ts';

/** The same JSON, of which nothing is shared. */
export function copyOf<T extends Json>(value: T): T {
  return copied(value) as T;
}

function copied(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const to: { [name: string]: Json } = {};
  for (const [name, one] of Object.entries(value)) {
    if (name === '__proto__')
      Object.defineProperty(to, name, { value: copied(one), enumerable: true, writable: true, configurable: true });
    else to[name] = copied(one);
  }
  return to;
}
