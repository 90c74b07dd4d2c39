import type { Trigger } from '../kernel/contracts.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { asText } from '../kernel/values.ts';

/** A signal, by name: to everybody who waits for it now (BPMN 2.0.2 §10.5.1). */
export const signal: Trigger = {
  kind: 'signal',
  listen(run, node, scope) {
    if (node.signal === null) return { ok: false, code: 'no-signal', message: 'The event names no signal.' };
    const name = asText(run.evaluate(node.signal, scope), 'The signal name');
    return name.ok ? { ok: true, value: { type: 'signal', signal: name.value } } : name;
  },
  again: (_run, _node, fired) => ({ ok: true, value: fired }),
  fire(run, node, key, effectKey, carried) {
    if (node.signal === null) return 'completed';
    const name = asText(run.evaluate(node.signal, key), 'The signal name');
    if (!name.ok) {
      run.incident(key, name);
      return 'gone';
    }
    const variables = carried ?? run.instance(key).variables ?? NO_VARIABLES;
    run.broadcast({ type: 'broadcastSignal', key: effectKey, element: node.id, signal: name.value, variables });
    return 'completed';
  },
};
