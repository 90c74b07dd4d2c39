import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution } from '../http.ts';
import { ref, Slug } from '../schema.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './api-tokens.ts';
import { ApiToken, ApiTokenParams, CreatedApiToken, NewApiToken } from './schemas.ts';

const InstitutionParams = Type.Object({ institution: Slug });

export function apiTokenRoutes(services: Services): FastifyPluginAsyncTypebox {
  const access = 'administrator' as const;
  return async (app) => {
    app.get(
      '/institutions/:institution/api-tokens',
      {
        config: { access },
        schema: {
          operationId: 'listApiTokens',
          tags: ['api-tokens'],
          summary: 'Tokens of programs, the revoked ones included',
          params: InstitutionParams,
          response: { 200: Type.Object({ items: Type.Array(ref(ApiToken)) }) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => ({ items: await listApiTokens(tx) })),
    );

    app.post(
      '/institutions/:institution/api-tokens',
      {
        // Its answer holds the secret, so it is never kept: a caller that was cut off revokes the token and makes another.
        config: { access, idempotent: false },
        schema: {
          operationId: 'createApiToken',
          tags: ['api-tokens'],
          summary: 'Make a token for a program; the answer is the only time it can be read',
          params: InstitutionParams,
          body: NewApiToken,
          response: { 201: ref(CreatedApiToken) },
        },
      },
      async (request, reply) => {
        const account = requireAccount(request).id;
        const created = await inInstitution(
          services,
          request,
          async (tx) => await createApiToken(tx, { ...request.body, account }),
        );
        return reply.code(201).header('cache-control', 'no-store').send(created);
      },
    );

    app.delete(
      '/institutions/:institution/api-tokens/:token',
      {
        config: { access },
        schema: {
          operationId: 'revokeApiToken',
          tags: ['api-tokens'],
          summary: 'Take a token back',
          params: ApiTokenParams,
          response: { 200: ref(ApiToken) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        const id = request.params.token;
        return await inInstitution(services, request, async (tx) => await revokeApiToken(tx, { id, account }));
      },
    );
  };
}
