import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { type Snapshot, withSnapshot } from '../../persistence/snapshot.ts';
import { BLOBS_TABLE, type TableShape } from '../../persistence/tables.ts';
import { type BackupHead, type BackupManifest, fileName, HEAD, MANIFEST, partName } from './format.ts';
import { TAR_END, tarHeader, tarPadding } from './tar.ts';

const compress = promisify(gzip);

/** Takes bytes in order; resolves when there is room for more. */
export type Sink = (bytes: Buffer) => Promise<void>;

export interface BackupSummary {
  readonly at: Date;
  readonly institutions: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

/** Tells how far it has come, at most a few times a second. */
export type BackupProgress = (institution: string, rows: number, files: number) => void;

/**
 * Writes everything that the database holds at one moment, as a tar archive. Work goes on meanwhile (on the embedded
 * database it waits). Memory holds one batch of rows, or one file.
 */
export async function writeBackup(
  dataSource: DataSource,
  sink: Sink,
  progress: BackupProgress = () => undefined,
): Promise<BackupSummary> {
  return await withSnapshot(dataSource, async (snapshot) => {
    const writer = new BackupWriter(snapshot, sink, progress);
    await writer.head();
    for (const table of snapshot.tables.filter((one) => !one.ofInstitution)) await writer.table(table, null);
    for (const institution of snapshot.institutions) {
      for (const table of snapshot.tables.filter((one) => one.ofInstitution)) await writer.table(table, institution);
    }
    return await writer.end();
  });
}

class BackupWriter {
  readonly #snapshot: Snapshot;
  readonly #sink: Sink;
  readonly #progress: BackupProgress;
  readonly #parts: { name: string; rows: number; sha256: string }[] = [];
  readonly #files: Record<string, number> = {};
  #rows = 0;
  #bytes = 0;

  constructor(snapshot: Snapshot, sink: Sink, progress: BackupProgress) {
    this.#snapshot = snapshot;
    this.#sink = sink;
    this.#progress = progress;
  }

  async head(): Promise<void> {
    const { at, migrations, institutions } = this.#snapshot;
    const tables = this.#snapshot.tables.map(({ name, columns, ofInstitution }) => ({ name, columns, ofInstitution }));
    const head: BackupHead = { format: 1, at: at.toISOString(), migrations, tables, institutions };
    await this.#entry(HEAD, Buffer.from(`${JSON.stringify(head)}\n`));
  }

  async table(table: TableShape, institution: { id: string; slug: string } | null): Promise<void> {
    let number = 0;
    for await (const lines of this.#snapshot.rows(table, institution?.id ?? null)) {
      number += 1;
      const name = partName(table.name, institution?.id ?? null, number);
      const content = await compress(`${lines.join('\n')}\n`);
      this.#parts.push({ name, rows: lines.length, sha256: createHash('sha256').update(content).digest('hex') });
      await this.#entry(name, content);
      this.#rows += lines.length;
      if (table.name === BLOBS_TABLE && institution) await this.#filesOf(institution.id, lines);
      this.#progress(institution?.slug ?? '', this.#rows, this.#fileCount());
    }
  }

  async end(): Promise<BackupSummary> {
    const manifest: BackupManifest = { parts: this.#parts, files: this.#files };
    await this.#entry(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
    await this.#write(TAR_END);
    const { at, institutions } = this.#snapshot;
    return {
      at,
      institutions: institutions.length,
      rows: this.#rows,
      files: this.#fileCount(),
      bytes: this.#bytes,
    };
  }

  /** The content of files follows the part that lists them, in its order. */
  async #filesOf(institution: string, lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const { sha256 } = JSON.parse(line) as { sha256: string };
      const bytes = await this.#snapshot.blob(institution, sha256);
      if (bytes === null) throw new Error('A file vanished from a snapshot.');
      await this.#entry(fileName(institution, sha256), bytes);
      this.#files[institution] = (this.#files[institution] ?? 0) + 1;
    }
  }

  async #entry(name: string, content: Buffer): Promise<void> {
    await this.#write(tarHeader(name, content.byteLength, this.#snapshot.at));
    await this.#write(content);
    await this.#write(tarPadding(content.byteLength));
  }

  async #write(bytes: Buffer): Promise<void> {
    if (bytes.byteLength === 0) return;
    this.#bytes += bytes.byteLength;
    await this.#sink(bytes);
  }

  #fileCount(): number {
    return Object.values(this.#files).reduce((sum, count) => sum + count, 0);
  }
}
