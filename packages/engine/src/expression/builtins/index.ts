import { AGGREGATES } from './aggregate.ts';
import { CONTEXTS } from './contexts.ts';
import type { Signature } from './define.ts';
import { ENCODINGS } from './encodings.ts';
import { LISTS } from './lists.ts';
import { LOGIC } from './logic.ts';
import { NUMERIC } from './numeric.ts';
import { RANGES } from './ranges.ts';
import { TEMPORAL } from './temporal.ts';
import { TEXTS } from './texts.ts';

/** All built-in functions by FEEL name, each with the ways of calling it. */
export const BUILTINS: ReadonlyMap<string, readonly Signature[]> = byName([
  ...[LOGIC, NUMERIC, TEXTS, LISTS, AGGREGATES, CONTEXTS, TEMPORAL, RANGES, ENCODINGS].flat(),
]);

/** Functions that Camunda 8 documents and that are refused, with the reason. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ['random number', 'the result of an expression must follow from its variables alone'],
  ['uuid', 'the result of an expression must follow from its variables alone'],
]);

function byName(all: readonly Signature[]): ReadonlyMap<string, readonly Signature[]> {
  const found = new Map<string, Signature[]>();
  for (const one of all) {
    const known = found.get(one.name);
    if (known) known.push(one);
    else found.set(one.name, [one]);
  }
  return found;
}
