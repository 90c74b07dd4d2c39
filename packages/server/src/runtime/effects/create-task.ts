import type { EffectHandler } from './effect-handler.ts';

/** Offers a task to people. */
export const createTask: EffectHandler<'createTask'> = (rows, effect) => {
  rows.tasks.set(effect.key, effect);
};
