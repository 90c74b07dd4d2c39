import type { Json } from '../kernel/types.ts';
import { ANY, type FeelType, isSubtype } from './types.ts';

const MAX_DEPTH = 12;

/** The type of a value that came as JSON. */
export function typeOfJson(value: Json, depth = 0): FeelType {
  if (value === null || depth > MAX_DEPTH) return ANY;
  if (Array.isArray(value)) {
    return { kind: 'list', element: oneType(value.map((element) => typeOfJson(element, depth + 1))) };
  }
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
      return { kind: typeof value as 'number' | 'string' | 'boolean' };
    default: {
      const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
      return {
        kind: 'context',
        entries: Object.fromEntries(entries.map(([name, entry]) => [name, typeOfJson(entry, depth + 1)])),
      };
    }
  }
}

/** What a type becomes on its way into a variable of a process: dates, times and durations are texts there. */
export function asJsonType(type: FeelType, depth = 0): FeelType {
  switch (type.kind) {
    case 'number':
    case 'string':
    case 'boolean':
      return type;
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
    case 'days and time duration':
    case 'years and months duration':
      return { kind: 'string' };
    case 'list':
      return depth > MAX_DEPTH ? ANY : { kind: 'list', element: asJsonType(type.element, depth + 1) };
    case 'context': {
      if (depth > MAX_DEPTH) return ANY;
      const entries = Object.entries(type.entries);
      return {
        kind: 'context',
        entries: Object.fromEntries(entries.map(([name, entry]) => [name, asJsonType(entry, depth + 1)])),
      };
    }
    case 'any':
    case 'null':
    case 'range':
    case 'function':
      return ANY;
    default:
      throw new Error(`unknown type ${JSON.stringify(type satisfies never)}`);
  }
}

/** The type of what JSON Schema (2020-12) describes, as far as `type`, `properties` and `items` say; else anything. */
export function typeOfSchema(schema: unknown, depth = 0): FeelType {
  if (typeof schema !== 'object' || schema === null || depth > MAX_DEPTH) return ANY;
  const { type, properties, items } = schema as { readonly [name: string]: unknown };
  const named = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null');
  switch (named.length === 1 ? named[0] : undefined) {
    case 'number':
    case 'integer':
      return { kind: 'number' };
    case 'string':
    case 'boolean':
      return { kind: named[0] as 'string' | 'boolean' };
    case 'array':
      return { kind: 'list', element: typeOfSchema(items, depth + 1) };
    case 'object': {
      const entries = Object.entries((properties ?? {}) as object).filter(([name]) => name !== '__proto__');
      return {
        kind: 'context',
        entries: Object.fromEntries(entries.map(([name, one]) => [name, typeOfSchema(one, depth + 1)])),
      };
    }
    default:
      return ANY;
  }
}

/** The type that all have; `Any` when they differ. */
export function oneType(types: readonly FeelType[]): FeelType {
  const [first, ...rest] = types;
  if (first === undefined) return ANY;
  return rest.every((one) => isSubtype(one, first) && isSubtype(first, one)) ? first : ANY;
}
