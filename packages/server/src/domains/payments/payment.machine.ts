import { setup, transition } from 'xstate';
import type { PaymentStatus } from './payment-row.ts';

export type PaymentEvent = { type: 'paid' } | { type: 'failed' } | { type: 'cancelled' };

/** The life of a payment. A late success wins over an earlier failure: the money has arrived. */
export const paymentMachine = setup({ types: { events: {} as PaymentEvent } }).createMachine({
  id: 'payment',
  initial: 'pending',
  states: {
    pending: { on: { paid: 'paid', failed: 'failed', cancelled: 'cancelled' } },
    failed: { on: { paid: 'paid' } },
    cancelled: { on: { paid: 'paid' } },
    paid: { type: 'final' },
  },
});

/** The status after an event, or null when it changes nothing there. */
export function nextPaymentStatus(status: PaymentStatus, event: PaymentEvent): PaymentStatus | null {
  const at = paymentMachine.resolveState({ value: status });
  if (!at.can(event)) return null;
  const [next] = transition(paymentMachine, at, event);
  return next.value as PaymentStatus;
}
