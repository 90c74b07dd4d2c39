import type { Trigger } from '../kernel/contracts.ts';
import { asText } from '../kernel/values.ts';

/** A business error with a code. Boundary events that catch it need no wait: the kernel asks them when it is thrown. */
export const error: Trigger = {
  kind: 'error',
  fire(run, node, key, _effectKey, carried) {
    const code = node.error?.code ?? null;
    const thrown =
      code === null ? ({ ok: true, value: '' } as const) : asText(run.evaluate(code, key), 'The error code');
    if (thrown.ok) run.throwError(key, thrown.value, node.name, carried ?? run.instance(key).variables ?? undefined);
    else run.incident(key, thrown);
    return 'gone';
  },
};
