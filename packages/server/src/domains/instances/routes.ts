import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { nullable, ref } from '../schema.ts';
import { getInstance, getJournal } from './get-instance.ts';
import { listIncidents, retryIncident } from './incidents.ts';
import { listInstances } from './list-instances.ts';
import { listJobs } from './list-jobs.ts';
import {
  Incident,
  IncidentParams,
  IncidentQuery,
  InstancePage,
  InstanceParams,
  InstanceQuery,
  InstanceView,
  JobPage,
  JobQuery,
  JournalPage,
  JournalQuery,
} from './schemas.ts';

export function instancesRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/instances',
      {
        config: { access: { scope: 'instances:read', or: 'administrator' } },
        schema: {
          operationId: 'listInstances',
          tags: ['instances'],
          summary: 'Process instances, the youngest first, with who has them, since when, why and until when',
          description:
            'With a range of a variable: ordered by its value, the greatest first, and the youngest first of the same value. ' +
            'A page looks at no more than a thousand instances that may fit: it may hold fewer items than asked for, or none, ' +
            'while `next` says that there is more to look at. Only without `next` is the list at its end.',
          params: InstitutionParams,
          querystring: InstanceQuery,
          response: { 200: ref(InstancePage) },
        },
      },
      async (request) =>
        await inInstitution(services, request, async (tx) => await listInstances(tx, services.runner, request.query)),
    );

    app.get(
      '/institutions/:institution/jobs',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'listJobs',
          tags: ['instances'],
          summary:
            'Work that processes and the server have asked for: who has it, how often it was tried, why it failed',
          params: InstitutionParams,
          querystring: JobQuery,
          response: { 200: ref(JobPage) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => await listJobs(tx, request.query)),
    );

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
          summary: 'The journal of a process instance, from its beginning, a page at a time',
          params: InstanceParams,
          querystring: JournalQuery,
          response: { 200: ref(JournalPage) },
        },
      },
      async (request) =>
        await inInstitution(
          services,
          request,
          async (tx) => await getJournal(tx, request.params.instance, request.query),
        ),
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
          querystring: IncidentQuery,
          response: { 200: Type.Object({ items: Type.Array(ref(Incident)), next: nullable(Type.String()) }) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => await listIncidents(tx, request.query)),
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
