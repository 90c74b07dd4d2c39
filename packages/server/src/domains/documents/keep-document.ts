import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { keepBlob } from './blobs.ts';

export interface NewDocument {
  readonly request: string;
  /** Name of the template; versions count per request and kind. */
  readonly kind: string;
  readonly title: string;
  readonly bytes: Buffer;
  readonly visibleToApplicant: boolean;
}

/** Adds a document to a request, as the next version of its kind. Earlier versions stay as they are. */
export async function keepDocument(tx: Transaction, document: NewDocument): Promise<{ id: string; version: number }> {
  const sha256 = await keepBlob(tx, document.bytes);
  const [row] = await tx.query<{ id: string; version: number }>(
    `insert into documents (institution_id, request_id, kind, title, version, sha256, media_type, created_at, visible_to_applicant)
     select $1::uuid, $2::uuid, $3::text, $4::text,
            coalesce((select max(version) from documents where institution_id = $1::uuid and request_id = $2::uuid and kind = $3::text), 0) + 1,
            $5, 'application/pdf', $6, $7
     returning id, version`,
    [institutionOf(tx), document.request, document.kind, document.title, sha256, tx.now, document.visibleToApplicant],
  );
  if (row === undefined) throw new Error('The database did not answer.');
  return row;
}
