import type { EffectHandler } from './effect-handler.ts';

/** Waits for a message. */
export const openSubscription: EffectHandler<'openSubscription'> = (rows, effect) => {
  rows.subscriptions.set(effect.key, effect);
};
