import { child, type Element, text } from './model.ts';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The variable that stands for a data object, store, property, input or output: its name when that can be a variable,
 * else its id. A reference stands for what it refers to.
 */
export function dataVariable(item: Element | null): string | null {
  if (item === null) return null;
  const target = child(item, 'dataObjectRef') ?? child(item, 'dataStoreRef') ?? item;
  for (const name of [text(target, 'name'), text(target, 'id')]) {
    if (name !== null && NAME.test(name) && name !== '__proto__') return name;
  }
  return null;
}
