import type { Outcome, Run, Trigger } from '../kernel/contracts.ts';
import type { MessageDefinition } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Json, Key, Variables } from '../kernel/types.ts';
import { asText } from '../kernel/values.ts';

/** How long a thrown message waits for somebody to catch it, milliseconds. */
export const THROWN_MESSAGE_TTL = 3_600_000;

/** A message, by name and by what tells instances apart: a key, a correlation or a conversation. */
export const message: Trigger = {
  kind: 'message',
  listen(run, node, scope) {
    const { message: definition } = node;
    if (definition === null) return { ok: false, code: 'no-message', message: 'The event names no message.' };
    const name = asText(run.evaluate(definition.name, scope), 'The message name');
    if (!name.ok) return name;
    const key = expectedKey(run, definition, scope);
    if (!key.ok) return key;
    const wait = { type: 'message', message: name.value, correlationKey: key.value } as const;
    const any =
      key.value === null && definition.correlationKey === null && (definition.correlation?.derive ?? null) !== null;
    return { ok: true, value: any ? { ...wait, any } : wait };
  },
  again: (_run, _node, fired) => ({ ok: true, value: fired }),
  fire(run, node, key, effectKey, given) {
    if (node.message === null) {
      run.incident(key, { ok: false, code: 'no-message', message: 'The event names no message.' });
      return 'gone';
    }
    const carried = given ?? run.instance(key).variables ?? NO_VARIABLES;
    const { also } = node.message;
    for (const [index, definition] of (also.length === 0 ? [node.message] : [node.message, ...also]).entries()) {
      const sent = send(run, definition, node.id, key, effectKey + index, carried);
      if (sent.ok) continue;
      run.incident(key, sent);
      return 'gone';
    }
    return 'completed';
  },
};

function send(
  run: Run,
  definition: MessageDefinition,
  element: string,
  key: Key,
  effectKey: Key,
  carried: Variables,
): Outcome<null> {
  const name = asText(run.evaluate(definition.name, key), 'The message name');
  if (!name.ok) return name;
  const correlationKey = sentKey(run, definition, key);
  if (!correlationKey.ok) return correlationKey;
  const variables: { [name: string]: Json } = { ...carried };
  for (const { variable, held, derive } of definition.settles) {
    const before = run.evaluate(held, key);
    if (!before.ok) return before;
    const value = before.value ?? (derive === null ? run.conversation(key) : given(run.evaluate(derive, key)));
    if (before.value === null && value !== null) run.keep(key, { [variable]: value });
    if (derive === null) variables[variable] = value;
  }
  run.effect({
    type: 'publishMessage',
    key: effectKey,
    element,
    message: name.value,
    correlationKey: correlationKey.value,
    messageId: null,
    timeToLive: THROWN_MESSAGE_TTL,
    variables,
  });
  return { ok: true, value: null };
}

/**
 * The key that follows from what is sent, else the one that is kept. A conversation that has not begun has no key yet: whoever waits
 * for its first message waits without one.
 */
function sentKey(
  run: Run,
  { correlationKey, correlation, starts }: MessageDefinition,
  key: Key,
): Outcome<string | null> {
  if (correlationKey !== null) return asKey(run.evaluate(correlationKey, key));
  if (correlation === null) return NO_KEY;
  if (correlation.derive !== null) {
    const derived = asOptionalKey(run.evaluate(correlation.derive, key));
    return derived.ok && derived.value === null ? asOptionalKey(run.evaluate(correlation.held, key)) : derived;
  }
  return starts ? NO_KEY : asOptionalKey(run.evaluate(correlation.held, key));
}

function expectedKey(run: Run, { correlationKey, correlation }: MessageDefinition, scope: Key): Outcome<string | null> {
  if (correlationKey !== null) return asKey(run.evaluate(correlationKey, scope));
  if (correlation === null) return NO_KEY;
  const expected = correlation.expect === null ? NO_KEY : asOptionalKey(run.evaluate(correlation.expect, scope));
  if (!expected.ok || expected.value !== null) return expected;
  return asOptionalKey(run.evaluate(correlation.held, scope));
}

const NO_KEY: Outcome<null> = Object.freeze({ ok: true, value: null });

function asOptionalKey(found: Outcome<Json>): Outcome<string | null> {
  return found.ok && found.value === null ? NO_KEY : asKey(found);
}

function asKey(found: Outcome<Json>): Outcome<string> {
  return asText(
    found.ok && typeof found.value === 'number' ? { ok: true, value: String(found.value) } : found,
    'The correlation key',
  );
}

function given(found: Outcome<Json>): Json {
  return found.ok ? found.value : null;
}
