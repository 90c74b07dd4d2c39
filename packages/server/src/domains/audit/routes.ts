import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { listAnchors } from '../../runtime/anchors.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { AuditAnchor } from './schemas.ts';

export function auditRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/audit/anchors',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'listAuditAnchors',
          tags: ['audit'],
          summary:
            'Signed daily anchors of the audit chain, to be kept elsewhere; `circula verify --anchors` reads them',
          params: InstitutionParams,
          response: { 200: Type.Object({ items: Type.Array(ref(AuditAnchor)) }) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => ({ items: await listAnchors(tx) })),
    );
  };
}
