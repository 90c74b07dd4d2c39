import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problems.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

const uploads = new WeakMap<FastifyRequest, Upload>();

/**
 * Reads the one file of a multipart upload whole, before the handler: a transaction may run twice, a stream cannot be
 * read twice. The body becomes the file's SHA-256, so that a repeated call is known by its content.
 */
export async function takeUpload(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Problem('media-type-unsupported');
  const upload = await readPart(request);
  if (upload.bytes.length === 0) throw new Problem('file-type-refused', 'The file is empty');
  uploads.set(request, upload);
  request.body = { file: createHash('sha256').update(upload.bytes).digest('hex') };
}

/** The upload that `takeUpload` has read. */
export function uploadOf(request: FastifyRequest): Upload {
  const upload = uploads.get(request);
  if (upload === undefined) throw new Error('The route does not take its upload.');
  return upload;
}

async function readPart(request: FastifyRequest): Promise<Upload> {
  try {
    const part = await request.file();
    if (part === undefined) throw new Problem('files-missing');
    return { name: part.filename ?? '', bytes: await part.toBuffer() };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new Problem('file-too-large');
    throw new Problem('body-malformed', 'The upload cannot be read');
  }
}
