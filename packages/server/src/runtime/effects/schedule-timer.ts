import type { EffectHandler } from './effect-handler.ts';

/** Sets a timer, or moves it. */
export const scheduleTimer: EffectHandler<'scheduleTimer'> = (rows, effect) => {
  rows.timers.set(effect.key, { element: effect.element, due: effect.due });
};
