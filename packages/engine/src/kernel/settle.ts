import type { Run } from './contracts.ts';
import type { Correlation, MessageDefinition } from './graph.ts';
import type { Key, Variables } from './types.ts';

/** What one message that has come settles: kept where later waits and messages see it. Answers what it carries besides. */
export function settle(run: Run, definition: MessageDefinition, key: Key, carried: Variables): Variables {
  let rest = carried;
  for (const { variable, derive } of definition.settles) {
    if (derive !== null || !Object.hasOwn(rest, variable)) continue;
    const { [variable]: value, ...others } = rest;
    rest = others;
    if (value !== undefined) run.keep(key, { [variable]: value });
  }
  settleDerived(run, definition, key, carried);
  return rest;
}

/** The part of it that follows from what the message carries. */
export function settleDerived(run: Run, { settles }: MessageDefinition, key: Key, carried: Variables): void {
  for (const { variable, held, derive } of settles) {
    if (derive === null || !isUnset(run, held, key)) continue;
    const value = derive.evaluate(carried, { at: run.at });
    if (value.ok && value.value !== null) run.keep(key, { [variable]: value.value });
  }
}

/**
 * Before a message is taken: what follows from what it carries; where its own key does not, the sender has derived it from more
 * than it sent, and the key that the message came with is the key.
 */
export function settleKey(
  run: Run,
  definition: MessageDefinition,
  key: Key,
  carried: Variables,
  came: string | null | undefined,
): void {
  settleDerived(run, definition, key, carried);
  const { correlation } = definition;
  if (came == null || correlation === null || correlation.derive === null) return;
  if (isUnset(run, correlation.held, key)) run.keep(key, { [correlation.variable]: came });
}

function isUnset(run: Run, held: Correlation['held'], key: Key): boolean {
  const before = run.evaluate(held, key);
  return before.ok && before.value === null;
}
