import type { TableShape } from '../../persistence/tables.ts';

/** First entry of a backup: what it is, and all that restoring needs to know before the rows. docs/operations.md. */
export interface BackupHead {
  readonly format: 1;
  /** The moment that the backup shows, ISO 8601. */
  readonly at: string;
  /** Names of the migrations that made the schema, oldest first. */
  readonly migrations: readonly string[];
  readonly tables: readonly Pick<TableShape, 'name' | 'columns' | 'ofInstitution'>[];
  readonly institutions: readonly { readonly id: string; readonly slug: string }[];
}

/** Last entry: what must have come before it. A backup without it was cut off. */
export interface BackupManifest {
  readonly parts: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[];
  /** Number of files per institution id; each is named after its own SHA-256. */
  readonly files: Readonly<Record<string, number>>;
}

export const HEAD = 'circula-backup.json';
export const MANIFEST = 'manifest.json';

/** `shared/<table>/000001.ndjson.gz` or `institutions/<id>/<table>/000001.ndjson.gz`: rows as lines of JSON. */
export function partName(table: string, institution: string | null, number: number): string {
  const folder = institution === null ? 'shared' : `institutions/${institution}`;
  return `${folder}/${table}/${String(number).padStart(6, '0')}.ndjson.gz`;
}

/** `institutions/<id>/files/<sha256>`: the content of a file, as it is. */
export const fileName = (institution: string, sha256: string): string => `institutions/${institution}/files/${sha256}`;

/** Somebody's backup cannot be used; the message is one line for the person who wants to. */
export class BackupUnusable extends Error {
  override name = 'BackupUnusable';
}
