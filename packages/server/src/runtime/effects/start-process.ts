import type { EffectHandler } from './effect-handler.ts';

/** Starts a called process, in the same transaction. */
export const startProcess: EffectHandler<'startProcess'> = (rows, effect) => {
  rows.calls.set(effect.key, effect);
};
