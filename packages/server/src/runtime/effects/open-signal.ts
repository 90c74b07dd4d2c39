import { signalName } from '../signals.ts';
import type { EffectHandler } from './effect-handler.ts';

/** Waits for a signal. */
export const openSignal: EffectHandler<'openSignal'> = (rows, { key, element, signal }) => {
  rows.subscriptions.set(key, {
    type: 'openSubscription',
    key,
    element,
    message: signalName(signal),
    correlationKey: null,
  });
};
