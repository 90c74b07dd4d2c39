import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Fetch } from '../../../platform/inject-fetch.ts';
import { SIGNATURE_HEADER, signCallback } from '../callback-signature.ts';
import type { CheckoutOrder } from '../payment-provider.ts';
import type { PaymentCallback } from '../schemas.ts';
import { CHECKOUT_PATH, openOrder } from './simulator.ts';
import { checkoutPage, checkoutStyles, invalidPage, languageOf } from './simulator-page.ts';

/** What the buttons of the page say, and what the provider then reports. */
const DECISIONS = new Map<string, PaymentCallback['status']>([
  ['pay', 'paid'],
  ['decline', 'failed'],
  ['cancel', 'cancelled'],
]);

/**
 * The simulated provider's own pages. They stand outside the API, know no session, and reach the server only as a
 * provider would: through the signed callback.
 */
export function simulatorPages(secret: string, api: Fetch): FastifyPluginAsync {
  return async (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 2000 },
      (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(body))));
      },
    );
    app.get('/simulator/checkout.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(checkoutStyles),
    );
    app.get(`${CHECKOUT_PATH}/:payment`, async (request, reply) => {
      const order = orderOf(request, secret);
      const language = languageOf(request.headers['accept-language']);
      if (order === null) return html(reply.code(404), invalidPage(language));
      return html(reply, checkoutPage(order, request.url, language));
    });
    app.post(`${CHECKOUT_PATH}/:payment`, async (request, reply) => {
      const order = orderOf(request, secret);
      const decision = (request.body as { decision?: string } | undefined)?.decision;
      const status = DECISIONS.get(decision ?? '');
      if (order === null || status === undefined)
        return html(reply.code(404), invalidPage(languageOf(request.headers['accept-language'])));
      await report(order, status, secret, api);
      return reply.redirect(order.returnUrl, 303);
    });
  };
}

async function report(
  order: CheckoutOrder,
  status: PaymentCallback['status'],
  secret: string,
  api: Fetch,
): Promise<void> {
  const callback: PaymentCallback = {
    institution: order.institution,
    payment: order.payment,
    reference: `SIM-${randomUUID()}`,
    status,
    amountMinor: order.amountMinor,
    currency: order.currency,
    at: new Date().toISOString(),
  };
  const body = JSON.stringify(callback);
  const answer = await api(
    new Request('http://simulator.localhost/api/v1/payments/callback', {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signCallback(body, secret) },
      body,
    }),
  );
  if (!answer.ok) throw new Error(`The payment callback was answered ${answer.status}.`);
}

function orderOf(request: FastifyRequest, secret: string): CheckoutOrder | null {
  const { order } = request.query as { order?: string };
  const opened = typeof order === 'string' ? openOrder(order, secret) : null;
  return opened !== null && opened.payment === (request.params as { payment: string }).payment ? opened : null;
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    .type('text/html; charset=utf-8')
    .send(page);
}
