import type { EffectHandler } from './effect-handler.ts';

/** Takes a task back from whoever has it. */
export const cancelTask: EffectHandler<'cancelTask'> = (rows, effect) => {
  rows.tasks.set(effect.key, { closed: 'cancelled' });
};
