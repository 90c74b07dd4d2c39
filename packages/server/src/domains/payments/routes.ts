import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { Problem } from '../../problems.ts';
import { ref } from '../schema.ts';
import { acceptCallback } from './accept-callback.ts';
import { isSignedCallback, SIGNATURE_HEADER } from './callback-signature.ts';
import { CallbackAccepted, PaymentCallback } from './schemas.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The exact bytes of a signed body; only on routes that check a signature. */
    signedBody?: string;
  }
}

export function paymentsRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { config, unitOfWork } = services;
  return async (app) => {
    // A scope of its own, because its JSON parser keeps the bytes that were signed.
    await app.register(async (signed) => {
      const parse = signed.getDefaultJsonParser('error', 'error');
      signed.removeContentTypeParser('application/json');
      signed.addContentTypeParser(
        'application/json',
        { parseAs: 'string', bodyLimit: 10_000 },
        (request, body, done) => {
          request.signedBody = String(body);
          return parse(request, String(body), done);
        },
      );
      signed.post(
        '/payments/callback',
        {
          config: { access: 'public', idempotent: false },
          schema: {
            operationId: 'acceptPaymentCallback',
            tags: ['payments'],
            summary: 'Signed result of a payment, from the payment provider',
            body: PaymentCallback,
            response: { 200: ref(CallbackAccepted) },
          },
          // Before validation, so that a stranger learns nothing about the shape.
          preValidation: async (request) => {
            const signature = request.headers[SIGNATURE_HEADER];
            const body = request.signedBody ?? '';
            if (typeof signature !== 'string' || !isSignedCallback(body, signature, config.secrets.payments))
              throw new Problem('signature-invalid');
          },
        },
        async (request) => {
          const callback = request.body as PaymentCallback;
          const scope = { kind: 'institution', institution: callback.institution } as const;
          return await unitOfWork.run(scope, async (tx) => await acceptCallback(tx, callback));
        },
      );
    });
  };
}
