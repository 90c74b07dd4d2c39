import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { ref } from '../schema.ts';
import { Tracking, TrackingParams } from './schemas.ts';
import { trackRequest } from './track-request.ts';
import { trackingLimit } from './tracking-limit.ts';

export function trackingRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/tracking/:code',
      {
        config: { access: 'public', ...trackingLimit(services.config.rateLimits) },
        schema: {
          operationId: 'trackRequest',
          tags: ['tracking'],
          summary: 'Where a file is; no personal data',
          params: TrackingParams,
          response: { 200: ref(Tracking) },
        },
      },
      async (request, reply) => {
        reply.headers({
          'x-robots-tag': 'noindex, nofollow',
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
        });
        return await trackRequest(services.unitOfWork, request.params.code);
      },
    );
  };
}
