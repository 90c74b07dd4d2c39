import type { EffectHandler } from './effect-handler.ts';

/** The listeners of a task that its owner has completed agree. */
export const finishTask: EffectHandler<'finishTask'> = (rows, effect) => {
  rows.tasks.set(effect.key, { closed: 'completed' });
};
