import type { Trigger } from '../kernel/contracts.ts';
import { asText } from '../kernel/values.ts';

/** A matter that somebody further out may look at. What catches it needs no wait: the kernel asks when it is thrown. */
export const escalation: Trigger = {
  kind: 'escalation',
  fire(run, node, key, _effectKey, carried) {
    const code = node.escalation?.code ?? null;
    const thrown =
      code === null ? ({ ok: true, value: '' } as const) : asText(run.evaluate(code, key), 'The escalation code');
    if (thrown.ok) return run.escalate(key, thrown.value, carried ?? run.instance(key).variables ?? undefined);
    run.incident(key, thrown);
    return 'gone';
  },
};
