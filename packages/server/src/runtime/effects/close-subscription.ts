import type { EffectHandler } from './effect-handler.ts';

/** Waits for a message no longer. */
export const closeSubscription: EffectHandler<'closeSubscription'> = (rows, effect) => {
  rows.subscriptions.set(effect.key, null);
};
