import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { FileInfo } from './schemas.ts';

interface FileRow {
  readonly id: string;
  readonly field: string;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: string;
  readonly sha256: string;
}

/** The files of a request, in the order they came. */
export async function filesOf(tx: Transaction, request: string): Promise<FileInfo[]> {
  const rows = await tx.query<FileRow>(
    `select id, field, name, media_type, bytes, sha256 from request_files
     where institution_id = $1 and request_id = $2 order by created_at, id`,
    [institutionOf(tx), request],
  );
  return rows.map((row) => ({
    id: row.id,
    field: row.field,
    name: row.name,
    mediaType: row.media_type,
    bytes: Number(row.bytes),
    sha256: row.sha256,
  }));
}
