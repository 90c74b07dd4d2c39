import type { EffectHandler } from './effect-handler.ts';

/** Ends a called process, in the same transaction. */
export const cancelProcess: EffectHandler<'cancelProcess'> = (rows, effect) => {
  rows.calls.set(effect.key, null);
};
