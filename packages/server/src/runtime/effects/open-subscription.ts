import { anyKeyName } from '../messages.ts';
import type { EffectHandler } from './effect-handler.ts';

/** Waits for a message. */
export const openSubscription: EffectHandler<'openSubscription'> = (rows, effect) => {
  const message = effect.any === true ? anyKeyName(effect.message) : effect.message;
  rows.subscriptions.set(effect.key, { ...effect, message });
};
