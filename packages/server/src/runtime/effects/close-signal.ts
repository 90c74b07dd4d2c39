import type { EffectHandler } from './effect-handler.ts';

/** Waits for a signal no longer. */
export const closeSignal: EffectHandler<'closeSignal'> = (rows, effect) => {
  rows.subscriptions.set(effect.key, null);
};
