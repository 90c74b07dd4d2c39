import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const PROBLEM = { 'application/problem+json': { schema: { $ref: 'Problem#' } } };

/** What every route may answer besides. */
const PROBLEM_RESPONSE = {
  '4xx': { description: 'A problem', content: PROBLEM },
  '503': {
    description: 'Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key',
    headers: { 'Retry-After': { description: 'Seconds to wait before asking again', type: 'integer', minimum: 1 } },
    content: PROBLEM,
  },
};

/** Collects the routes registered after it into an OpenAPI 3.1 document. */
export async function useOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Circula',
        version: '1',
        description:
          'Requests, tasks, documents and public tracking for institutions. Errors are application/problem+json. ' +
          'A mutating call with a session cookie carries X-CSRF-Token. A POST may carry an Idempotency-Key: sent again ' +
          'within 30 days it gets the same answer.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-circula' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url }) => {
      const { response, ...rest } = (schema ?? {}) as {
        readonly response?: Record<string, unknown>;
        readonly hide?: boolean;
      };
      return { url, schema: { ...rest, response: { ...response, ...PROBLEM_RESPONSE } } };
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`) },
  });
}

/** The document for people, under `/api/docs`; the document itself is at `/api/v1/openapi.json`. */
export async function useApiPages(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: false, uiConfig: { docExpansion: 'none' } });
}
