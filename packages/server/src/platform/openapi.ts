import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** What every route may answer besides. */
const PROBLEM_RESPONSE = {
  '4xx': { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
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
