import type { EffectHandler } from './effect-handler.ts';

const SIGNAL_RETRIES = 10;

/** Sends a signal through the outbox: its receivers are locked in a transaction of its own. */
export const broadcastSignal: EffectHandler<'broadcastSignal'> = (rows, { key, element, signal, variables }) => {
  rows.jobs.set(key, {
    kind: 'message',
    element,
    jobType: 'signal',
    retries: SIGNAL_RETRIES,
    payload: { headers: {}, variables, signal, heard: true },
  });
};
