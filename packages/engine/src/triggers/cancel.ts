import type { Trigger } from '../kernel/contracts.ts';

/** Ends what runs in a transaction, compensates what has completed in it, then leaves by the cancel boundary event. */
export const cancel: Trigger = {
  kind: 'cancel',
  fire(run, node, key) {
    if (!run.rollBack(node, key)) run.cancelTransaction(key);
    return 'gone';
  },
  goOn(run, node, key) {
    if (!run.compensateNext(node, key)) run.cancelTransaction(key);
    return 'gone';
  },
};
