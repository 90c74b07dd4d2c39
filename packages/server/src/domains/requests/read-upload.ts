import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problems.ts';

/** The one file of a multipart upload, read whole; the limits of the plugin keep it small enough. */
export async function readUpload(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw new Problem('media-type-unsupported');
  let part: Awaited<ReturnType<FastifyRequest['file']>>;
  let bytes: Buffer;
  try {
    part = await request.file();
    if (part === undefined) throw new Problem('files-missing');
    bytes = await part.toBuffer();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    throw code === 'FST_REQ_FILE_TOO_LARGE'
      ? new Problem('file-too-large')
      : new Problem('body-malformed', 'The upload cannot be read');
  }
  if (bytes.length === 0) throw new Problem('file-type-refused', 'The file is empty');
  return { name: part.filename ?? '', bytes };
}
