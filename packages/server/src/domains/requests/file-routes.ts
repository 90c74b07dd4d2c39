import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Services } from '../../domain.ts';
import { requireAccount } from '../../platform/session.ts';
import { DocumentParams, readDocument } from '../documents/index.ts';
import { attachment, inInstitution, viewerOf } from '../http.ts';
import { binary, Nothing, ref } from '../schema.ts';
import { addFile, MAX_FILE_BYTES, removeFile } from './add-file.ts';
import { getFile } from './get-file.ts';
import { takeUpload, uploadOf } from './read-upload.ts';
import { visibleRequest } from './request-row.ts';
import { FileInfo, FileParams, FileUpload, RequestParams } from './schemas.ts';

/** Files that applicants add, and the documents that come back. */
export function fileRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(multipart, {
      limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 5, fieldSize: 1000, parts: 6 },
    });

    app.post(
      '/institutions/:institution/requests/:request/files',
      {
        config: { access: 'account' },
        bodyLimit: MAX_FILE_BYTES + 65_536,
        schema: {
          operationId: 'addFile',
          tags: ['requests'],
          summary: 'Add a file to a field (multipart, one part named file)',
          params: RequestParams,
          querystring: Type.Object({ field: Type.String({ minLength: 1, maxLength: 200 }) }),
          consumes: ['multipart/form-data'],
          body: FileUpload,
          response: { 201: ref(FileInfo) },
        },
        preValidation: takeUpload,
      },
      async (request, reply) => {
        const account = requireAccount(request).id;
        const { name, bytes } = uploadOf(request);
        const file = await inInstitution(
          services,
          request,
          async (tx) =>
            await addFile(tx, { request: request.params.request, account, field: request.query.field, name, bytes }),
        );
        reply.code(201);
        return file;
      },
    );

    app.delete(
      '/institutions/:institution/requests/:request/files/:file',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'removeFile',
          tags: ['requests'],
          summary: 'Remove a file from a draft',
          params: FileParams,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const account = requireAccount(request).id;
        await inInstitution(services, request, async (tx) => await removeFile(tx, { ...request.params, account }));
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/institutions/:institution/requests/:request/files/:file',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'getFile',
          tags: ['requests'],
          summary: 'A file, as an attachment',
          params: FileParams,
          response: { 200: binary('application/octet-stream') },
        },
      },
      async (request, reply) => {
        const viewer = viewerOf(request);
        const { bytes, name, mediaType } = await inInstitution(
          services,
          request,
          async (tx) => await getFile(tx, { ...request.params, viewer }),
        );
        return reply.headers(attachment(name, mediaType)).send(bytes);
      },
    );

    app.get(
      '/institutions/:institution/requests/:request/documents/:document',
      {
        config: { access: 'account' },
        schema: {
          operationId: 'getDocument',
          tags: ['documents'],
          summary: 'A document as PDF',
          params: DocumentParams,
          response: { 200: binary('application/pdf') },
        },
      },
      async (request, reply) => {
        const viewer = viewerOf(request);
        const { bytes, name } = await inInstitution(services, request, async (tx) => {
          const row = await visibleRequest(tx, request.params.request, viewer);
          return await readDocument(tx, row.id, request.params.document, viewer.official ? 'official' : 'applicant');
        });
        return reply.headers(attachment(name, 'application/pdf')).send(bytes);
      },
    );
  };
}
