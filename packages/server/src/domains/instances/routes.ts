import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { ref } from '../schema.ts';
import { getInstance, getJournal } from './get-instance.ts';
import { listIncidents, retryIncident } from './incidents.ts';
import { Incident, IncidentParams, InstanceParams, InstanceView, JournalPage } from './schemas.ts';

export function instancesRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/instances/:instance',
      {
        config: { access: 'official' },
        schema: {
          operationId: 'getInstance',
          tags: ['instances'],
          summary: 'A process instance: what it waits for',
          params: InstanceParams,
          response: { 200: ref(InstanceView) },
        },
      },
      async (request) =>
        await inInstitution(
          services,
          request,
          async (tx) => await getInstance(tx, services.runner, request.params.instance),
        ),
    );

    app.get(
      '/institutions/:institution/instances/:instance/journal',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'getJournal',
          tags: ['instances'],
          summary: 'The journal of a process instance',
          params: InstanceParams,
          response: { 200: ref(JournalPage) },
        },
      },
      async (request) =>
        await inInstitution(services, request, async (tx) => ({
          items: await getJournal(tx, request.params.instance),
        })),
    );

    app.get(
      '/institutions/:institution/incidents',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'listIncidents',
          tags: ['instances'],
          summary: 'What could not be carried out',
          params: InstitutionParams,
          response: { 200: Type.Object({ items: Type.Array(ref(Incident)) }) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => ({ items: await listIncidents(tx) })),
    );

    app.post(
      '/institutions/:institution/incidents/:id/retry',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'retryIncident',
          tags: ['instances'],
          summary: 'Try again what an incident holds',
          params: IncidentParams,
          response: { 200: ref(Incident) },
        },
      },
      async (request) => {
        const account = requireAccount(request).id;
        return await inInstitution(
          services,
          request,
          async (tx) => await retryIncident(tx, services.runner, { id: request.params.id, account }),
        );
      },
    );
  };
}
