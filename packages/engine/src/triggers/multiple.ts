import type { Trigger } from '../kernel/contracts.ts';

/** Any of several reasons; when thrown, each of them, in the model's order. Its parts are armed one by one. */
export const multiple: Trigger = {
  kind: 'multiple',
  fire(run, node, key) {
    for (const [index, part] of node.parts.entries()) {
      if (part.event.fire?.(run, part, key, key + 1 + index) === 'gone') return 'gone';
    }
    return 'completed';
  },
};
