import { createHash } from 'node:crypto';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';

/** Keeps bytes under their SHA-256; the same bytes are kept once per institution. Answers the hash. */
export async function keepBlob(tx: Transaction, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await tx.query(
    `insert into blobs (institution_id, sha256, bytes, size, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [institutionOf(tx), sha256, Buffer.from(bytes), bytes.byteLength, tx.now],
  );
  return sha256;
}

/** The bytes of a hash, hashed again before they are handed out: altered content is an error, never an answer. */
export async function readBlob(tx: Transaction, sha256: string): Promise<Buffer> {
  const [row] = await tx.query<{ bytes: Uint8Array }>(
    'select bytes from blobs where institution_id = $1 and sha256 = $2',
    [institutionOf(tx), sha256],
  );
  if (row === undefined) throw notFound();
  const bytes = Buffer.from(row.bytes);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error('A stored file no longer matches its SHA-256.');
  return bytes;
}
