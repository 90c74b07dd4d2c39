import type { EffectHandler } from './effect-handler.ts';

/** Shows people what holds the process. */
export const raiseIncident: EffectHandler<'raiseIncident'> = (rows, effect) => {
  const { key, element, code, message } = effect;
  rows.incidents.set(key, { element, code, message });
};
