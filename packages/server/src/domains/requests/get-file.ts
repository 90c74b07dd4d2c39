import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import { readBlob } from '../documents/index.ts';
import { type Viewer, visibleRequest } from './request-row.ts';

/** A file of a request that the viewer may see, with its hash checked again. */
export async function getFile(
  tx: Transaction,
  input: { request: string; file: string; viewer: Viewer },
): Promise<{ bytes: Buffer; name: string; mediaType: string }> {
  const row = await visibleRequest(tx, input.request, input.viewer);
  const [file] = await tx.query<{ name: string; media_type: string; sha256: string }>(
    'select name, media_type, sha256 from request_files where institution_id = $1 and request_id = $2 and id = $3',
    [institutionOf(tx), row.id, input.file],
  );
  if (file === undefined) throw notFound();
  return { bytes: await readBlob(tx, file.sha256), name: file.name, mediaType: file.media_type };
}
