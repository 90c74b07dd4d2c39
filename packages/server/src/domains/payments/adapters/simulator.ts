import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CheckoutOrder, PaymentProvider } from '../payment-provider.ts';

/** The path of the simulated checkout. */
export const CHECKOUT_PATH = '/simulator/checkout';

/**
 * A payment provider that collects nothing, for demonstrations and tests. Like a real one it knows an order only from
 * the signed address that it gave out, and reports through the signed callback.
 */
export function paymentSimulator(secret: string): PaymentProvider {
  return {
    name: 'simulator',
    checkoutUrl: async (order) =>
      `${CHECKOUT_PATH}/${order.payment}?order=${encodeURIComponent(sealOrder(order, secret))}`,
  };
}

/** An order that can travel through a browser without being changed. */
export function sealOrder(order: CheckoutOrder, secret: string): string {
  const text = Buffer.from(JSON.stringify(order)).toString('base64url');
  return `${text}.${sealOf(text, secret)}`;
}

/** The order of a sealed text; null when it was changed. */
export function openOrder(sealed: string, secret: string): CheckoutOrder | null {
  const [text = '', seal = ''] = sealed.split('.');
  const expected = Buffer.from(sealOf(text, secret));
  const given = Buffer.from(seal);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as CheckoutOrder;
}

function sealOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update('circula simulated checkout\0').update(text).digest('base64url');
}
