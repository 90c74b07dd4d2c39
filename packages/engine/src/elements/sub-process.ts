import type { Behaviour } from '../kernel/contracts.ts';

/** An embedded subprocess: a scope with variables of its own, complete when no token is left in it. */
export const subProcess: Behaviour = {
  kind: 'subProcess',
  enter(run, node, key) {
    if (node.inner === null || node.inner.starts.length === 0) run.complete(node, key, undefined);
    else run.openScope(node, key);
  },
  resume: (run, node, key) => run.complete(node, key, undefined),
};
