import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Services } from '../../domain.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { listRegister } from './list-register.ts';
import { RegisterPage, RegisterQuery } from './schemas.ts';

export function registryRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/register',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'listRegister',
          tags: ['registry'],
          summary: 'The register of a year, without gaps',
          params: InstitutionParams,
          querystring: RegisterQuery,
          response: { 200: ref(RegisterPage) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => await listRegister(tx, request.query)),
    );
  };
}
