import type { Trigger } from '../kernel/contracts.ts';

/** Undoes what has completed in the event's scope, all of it or one activity, and waits until that is done. */
export const compensation: Trigger = {
  kind: 'compensation',
  fire: (run, node, key) => (run.beginCompensation(node, key) ? 'gone' : 'completed'),
  goOn: (run, node, key) => (run.compensateNext(node, key) ? 'gone' : 'completed'),
};
