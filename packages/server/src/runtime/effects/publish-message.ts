import type { EffectHandler } from './effect-handler.ts';

const MESSAGE_RETRIES = 10;

/** Sends a message through the outbox: its receiver is another instance, locked in a transaction of its own. */
export const publishMessage: EffectHandler<'publishMessage'> = (rows, effect) => {
  const { key, element, message: name, correlationKey, messageId, timeToLive, variables } = effect;
  rows.jobs.set(key, {
    kind: 'message',
    element,
    jobType: 'message',
    retries: MESSAGE_RETRIES,
    payload: { headers: {}, variables, message: { name, correlationKey, messageId, timeToLive } },
  });
};
