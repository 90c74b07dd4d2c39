import type { EffectHandler } from './effect-handler.ts';

/** Removes a timer. */
export const cancelTimer: EffectHandler<'cancelTimer'> = (rows, effect) => {
  rows.timers.set(effect.key, null);
};
