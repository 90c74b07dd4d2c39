import type { Trigger } from '../kernel/contracts.ts';

/**
 * Undoes what has completed in the event's scope, all of it or one activity, and waits until that is done; a detached one
 * goes on at once and is over when the compensation is.
 */
export const compensation: Trigger = {
  kind: 'compensation',
  fire(run, node, key) {
    const begun = run.beginCompensation(node, key);
    if (node.detached) run.pass(node, key);
    return begun ? 'gone' : 'completed';
  },
  goOn: (run, node, key) => (run.compensateNext(node, key) ? 'gone' : 'completed'),
};
