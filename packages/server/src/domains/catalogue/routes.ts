import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { inInstitution, institutionIn } from '../http.ts';
import { InstitutionParams } from '../institutions/index.ts';
import { Nothing, ref } from '../schema.ts';
import { checkRequestType } from './check/check-request-type.ts';
import { checkContextOf } from './check-context.ts';
import { discardDraft } from './discard-draft.ts';
import { findServices } from './find-services.ts';
import { getDraft, getRequestType, getVersionFiles, listRequestTypes } from './get-request-type.ts';
import { getService } from './get-service.ts';
import { publishRequestType } from './publish-request-type.ts';
import { saveDraft } from './save-draft.ts';
import {
  CheckInput,
  CheckResult,
  Draft,
  DraftInput,
  DraftSaved,
  Published,
  PublishInput,
  RequestType,
  RequestTypeParams,
  RequestTypeSummary,
  Service,
  ServiceParams,
  ServiceSummary,
  VersionFiles,
  VersionParams,
} from './schemas.ts';

/** A request type with all its files, as JSON. */
const MAX_BODY = 8 * 1024 * 1024;

export function catalogueRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/institutions/:institution/services',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'findServices',
          tags: ['catalogue'],
          summary: 'Find a service; accents and capitals do not matter',
          params: InstitutionParams,
          querystring: Type.Object(
            { q: Type.Optional(Type.String({ maxLength: 200 })) },
            { additionalProperties: false },
          ),
          response: { 200: Type.Object({ items: Type.Array(ref(ServiceSummary)) }) },
        },
      },
      async (request) =>
        await inInstitution(services, request, async (tx) => ({ items: await findServices(tx, request.query.q) })),
    );

    app.get(
      '/institutions/:institution/services/:service',
      {
        config: { access: 'public' },
        schema: {
          operationId: 'getService',
          tags: ['catalogue'],
          summary: 'The card of a service, with its application form',
          params: ServiceParams,
          response: { 200: ref(Service) },
        },
      },
      async (request) =>
        await inInstitution(
          services,
          request,
          async (tx) => await getService(tx, institutionIn(request), request.params.service),
        ),
    );

    app.get(
      '/institutions/:institution/request-types',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'listRequestTypes',
          tags: ['catalogue'],
          summary: 'Request types with their versions and drafts',
          params: InstitutionParams,
          response: { 200: Type.Object({ items: Type.Array(ref(RequestTypeSummary)) }) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => ({ items: await listRequestTypes(tx) })),
    );

    app.get(
      '/institutions/:institution/request-types/:type',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'getRequestType',
          tags: ['catalogue'],
          summary: 'A request type: versions and draft',
          params: RequestTypeParams,
          response: { 200: ref(RequestType) },
        },
      },
      async (request) =>
        await inInstitution(services, request, async (tx) => await getRequestType(tx, request.params.type)),
    );

    app.get(
      '/institutions/:institution/request-types/:type/versions/:version',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'getRequestTypeVersion',
          tags: ['catalogue'],
          summary: 'The files of a published version',
          params: VersionParams,
          response: { 200: ref(VersionFiles) },
        },
      },
      async (request) =>
        await inInstitution(
          services,
          request,
          async (tx) => await getVersionFiles(tx, request.params.type, request.params.version),
        ),
    );

    app.get(
      '/institutions/:institution/request-types/:type/draft',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'getDraft',
          tags: ['catalogue'],
          summary: 'The draft of the next version',
          params: RequestTypeParams,
          response: { 200: ref(Draft) },
        },
      },
      async (request) => await inInstitution(services, request, async (tx) => await getDraft(tx, request.params.type)),
    );

    app.put(
      '/institutions/:institution/request-types/:type/draft',
      {
        config: { access: 'administrator' },
        bodyLimit: MAX_BODY,
        schema: {
          operationId: 'saveDraft',
          tags: ['catalogue'],
          summary: 'Save the draft; a stale revision is refused',
          params: RequestTypeParams,
          body: DraftInput,
          response: { 200: ref(DraftSaved) },
        },
      },
      async (request) => {
        const by = requireAccount(request).id;
        return await inInstitution(
          services,
          request,
          async (tx) => await saveDraft(tx, { type: request.params.type, ...request.body, by }),
        );
      },
    );

    app.delete(
      '/institutions/:institution/request-types/:type/draft',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'discardDraft',
          tags: ['catalogue'],
          summary: 'Discard the draft',
          params: RequestTypeParams,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await inInstitution(services, request, async (tx) => await discardDraft(tx, request.params.type));
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/institutions/:institution/request-types/:type/check',
      {
        config: { access: 'administrator', idempotent: false },
        bodyLimit: MAX_BODY,
        schema: {
          operationId: 'checkRequestType',
          tags: ['catalogue'],
          summary: 'Check files without saving them',
          params: RequestTypeParams,
          body: CheckInput,
          response: { 200: ref(CheckResult) },
        },
      },
      async (request) => {
        const context = await inInstitution(services, request, checkContextOf);
        const { diagnostics } = await checkRequestType(request.body.files, context);
        return { diagnostics };
      },
    );

    app.post(
      '/institutions/:institution/request-types/:type/publish',
      {
        config: { access: 'administrator' },
        schema: {
          operationId: 'publishRequestType',
          tags: ['catalogue'],
          summary: 'Publish the draft as the next version',
          params: RequestTypeParams,
          body: PublishInput,
          response: { 201: ref(Published) },
        },
      },
      async (request, reply) => {
        const by = requireAccount(request).id;
        const published = await inInstitution(
          services,
          request,
          async (tx) =>
            await publishRequestType(tx, services.runner, {
              type: request.params.type,
              revision: request.body.revision,
              by,
            }),
        );
        reply.code(201);
        return published;
      },
    );
  };
}
