/** A row by its columns; binary as `\x…`, instants in ISO 8601. */
export type Row = Readonly<Record<string, unknown>>;

/** What verification reads: a running database, or a backup file. Rows come in the order of the primary key. */
export interface Installation {
  /** For people: which database or file. */
  readonly name: string;
  readonly institutions: readonly { readonly id: string; readonly slug: string }[];
  rows(table: string, institution: string): AsyncGenerator<Row>;
  /** The content of a file; null when it is missing. */
  blob(institution: string, sha256: string): Promise<Buffer | null>;
}

/** Something is not as it was written. */
export interface Finding {
  readonly check: 'audit' | 'anchor' | 'file' | 'register' | 'journal';
  readonly institution: string;
  /** The first bad entry: which, and what is wrong with it. */
  readonly where: string;
  readonly what: string;
}

/** How far a check has come, for a progress line. */
export type Progress = (check: Finding['check'], institution: string, done: number) => void;

export const textOf = (row: Row, column: string): string => String(row[column] ?? '');

export const numberOf = (row: Row, column: string): number => Number(row[column]);

/** The bytes of a `\x…` text; null for none. */
export function bytesOf(row: Row, column: string): Buffer | null {
  const text = row[column];
  return typeof text === 'string' && text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : null;
}
