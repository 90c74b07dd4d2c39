import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import { readBlob } from './blobs.ts';
import type { DocumentInfo } from './schemas.ts';

interface DocumentRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly version: number;
  readonly sha256: string;
  readonly media_type: string;
  readonly created_at: Date;
  readonly size: string;
}

/** Which documents of a request somebody may see: officials all, applicants those that are final. */
export type DocumentReader = 'official' | 'applicant';

const SOURCE = `documents d join blobs b on b.institution_id = d.institution_id and b.sha256 = d.sha256
  where d.institution_id = $1 and d.request_id = $2 and (d.visible_to_applicant or $3 = 'official')`;

/** The documents of a request, oldest first. */
export async function listDocuments(tx: Transaction, request: string, reader: DocumentReader): Promise<DocumentInfo[]> {
  const rows = await tx.query<DocumentRow>(
    `select d.id, d.kind, d.title, d.version, d.sha256, d.media_type, d.created_at, b.size from ${SOURCE}
     order by d.created_at, d.kind, d.version`,
    [institutionOf(tx), request, reader],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    version: row.version,
    mediaType: row.media_type,
    sha256: row.sha256,
    createdAt: row.created_at.toISOString(),
    bytes: Number(row.size),
  }));
}

/** The bytes of a document that the reader may see; 404 otherwise. */
export async function readDocument(
  tx: Transaction,
  request: string,
  document: string,
  reader: DocumentReader,
): Promise<{ bytes: Buffer; name: string }> {
  const [row] = await tx.query<DocumentRow>(
    `select d.id, d.kind, d.title, d.version, d.sha256, d.media_type, d.created_at, b.size from ${SOURCE} and d.id = $4`,
    [institutionOf(tx), request, reader, document],
  );
  if (row === undefined) throw notFound();
  return { bytes: await readBlob(tx, row.sha256), name: `${row.kind}-${row.version}.pdf` };
}
