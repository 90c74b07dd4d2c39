import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { inInstitution } from '../http.ts';
import { ref, Slug } from '../schema.ts';
import { getInstitution, listInstitutions } from './list-institutions.ts';
import { listStaff } from './list-staff.ts';
import { Institution, InstitutionParams, InstitutionSummary, StaffMember } from './schemas.ts';

export function institutionsRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'listInstitutions',
          tags: ['institutions'],
          summary: 'Institutions of this installation',
          response: { 200: Type.Object({ items: Type.Array(ref(InstitutionSummary)) }) },
        },
      },
      async () => ({ items: await services.unitOfWork.run({ kind: 'platform' }, listInstitutions) }),
    );

    app.get(
      '/institutions/:institution',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getInstitution',
          tags: ['institutions'],
          summary: 'An institution with its offices',
          params: InstitutionParams,
          response: { 200: ref(Institution) },
        },
      },
      async (request) => await inInstitution(services, request, getInstitution),
    );

    app.get(
      '/institutions/:institution/staff',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'listStaff',
          tags: ['institutions'],
          summary: 'Officials of the institution',
          params: InstitutionParams,
          querystring: Type.Object({ group: Type.Optional(Slug) }, { additionalProperties: false }),
          response: { 200: Type.Object({ items: Type.Array(ref(StaffMember)) }) },
        },
      },
      async (request) =>
        await inInstitution(services, request, async (tx) => ({ items: await listStaff(tx, request.query.group) })),
    );
  };
}
