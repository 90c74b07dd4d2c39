import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Services } from '../../domain.ts';
import { requireAccount, requireInstitution } from '../../platform/session.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { type RepairContext, runBulkRepair, runRepairs } from './run-repairs.ts';
import { BulkRepair, RepairReport, Repairs } from './schemas.ts';

export function repairRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { unitOfWork, runner } = services;
  // Every action commits by itself, so no answer could be kept together with all of them. Repeating one is refused or harmless.
  const config = { access: 'administrator', idempotent: false } as const;
  const contextOf = (request: FastifyRequest, body: { reason: string; dryRun?: boolean }): RepairContext => ({
    unitOfWork,
    runner,
    institution: requireInstitution(request).id,
    actor: requireAccount(request).id,
    reason: body.reason,
    dryRun: body.dryRun ?? false,
  });
  return async (app) => {
    app.post(
      '/institutions/:institution/repairs',
      {
        config,
        schema: {
          operationId: 'repair',
          tags: ['repair'],
          summary: 'Mend by hand: up to 500 actions with a result each; a dry run takes everything back',
          params: InstitutionParams,
          body: Repairs,
          response: { 200: ref(RepairReport) },
        },
      },
      async (request) => {
        const context = contextOf(request, request.body);
        return { dryRun: context.dryRun, results: await runRepairs(context, request.body.actions), next: null };
      },
    );

    app.post(
      '/institutions/:institution/repairs/bulk',
      {
        config,
        schema: {
          operationId: 'repairMany',
          tags: ['repair'],
          summary: 'The same action for many instances or incidents, up to 500 a call',
          params: InstitutionParams,
          body: BulkRepair,
          response: { 200: ref(RepairReport) },
        },
      },
      async (request) => await runBulkRepair(contextOf(request, request.body), request.body),
    );
  };
}
