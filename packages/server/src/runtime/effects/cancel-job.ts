import type { EffectHandler } from './effect-handler.ts';

/** A job that is no longer wanted: one in flight finds its fence closed. */
export const cancelJob: EffectHandler<'cancelJob'> = (rows, effect) => {
  rows.jobs.set(effect.key, 'closed');
};
