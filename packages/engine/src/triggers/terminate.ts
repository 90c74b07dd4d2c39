import type { Trigger } from '../kernel/contracts.ts';

/** Ends everything else in its scope, and only there (BPMN 2.0.2 §10.5.3). */
export const terminate: Trigger = {
  kind: 'terminate',
  fire(run, _node, key) {
    run.terminateSiblings(key);
    return 'completed';
  },
};
