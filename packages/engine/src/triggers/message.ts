import type { Outcome, Run, Trigger } from '../kernel/contracts.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Waiting } from '../kernel/state.ts';
import type { Key } from '../kernel/types.ts';
import { asText } from '../kernel/values.ts';

/** How long a thrown message waits for somebody to catch it, milliseconds. */
export const THROWN_MESSAGE_TTL = 3_600_000;

/** A message, by name and correlation key. */
export const message: Trigger = {
  kind: 'message',
  listen(run, node, scope) {
    const names = address(run, node, scope);
    return names.ok ? { ok: true, value: { type: 'message', ...names.value } } : names;
  },
  again: (_run, _node, fired) => ({ ok: true, value: fired }),
  fire(run, node, key, effectKey, carried) {
    const names = address(run, node, key);
    if (!names.ok) {
      run.incident(key, names);
      return 'gone';
    }
    run.effect({
      type: 'publishMessage',
      key: effectKey,
      element: node.id,
      ...names.value,
      messageId: null,
      timeToLive: THROWN_MESSAGE_TTL,
      variables: carried ?? run.instance(key).variables ?? NO_VARIABLES,
    });
    return 'completed';
  },
};

function address(
  run: Run,
  node: ProcessNode,
  scope: Key,
): Outcome<Omit<Extract<Waiting, { type: 'message' }>, 'type'>> {
  if (node.message === null) return { ok: false, code: 'no-message', message: 'The event names no message.' };
  const name = asText(run.evaluate(node.message.name, scope), 'The message name');
  if (!name.ok) return name;
  if (node.message.correlationKey === null) return { ok: true, value: { message: name.value, correlationKey: null } };
  const found = run.evaluate(node.message.correlationKey, scope);
  if (!found.ok) return found;
  const key = asText(
    typeof found.value === 'number' ? { ok: true, value: String(found.value) } : found,
    'The correlation key',
  );
  return key.ok ? { ok: true, value: { message: name.value, correlationKey: key.value } } : key;
}
