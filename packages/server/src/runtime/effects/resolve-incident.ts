import type { EffectHandler } from './effect-handler.ts';

/** The process is held no longer. */
export const resolveIncident: EffectHandler<'resolveIncident'> = (rows, effect) => {
  rows.incidents.set(effect.key, null);
};
