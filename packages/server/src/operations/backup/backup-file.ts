import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Installation, Row } from '../verify/installation.ts';
import { type BackupHead, type BackupManifest, BackupUnusable, fileName, HEAD, MANIFEST, partName } from './format.ts';
import { readExactly, readTarEntry, type TarEntry } from './tar.ts';

const decompress = promisify(gunzip);

/** No part that this program writes unpacks to more. */
const MOST_UNPACKED = 1024 * 1024 * 1024;

type Parts = ReadonlyMap<string, TarEntry & { readonly sha256: string }>;

/**
 * A backup on a disk, opened for reading. Only where the parts stand is kept in memory, not the files: those are read in
 * the order they were written in, each institution's from its first on.
 */
export class BackupFile implements Installation {
  readonly name: string;
  readonly head: BackupHead;
  readonly #file: FileHandle;
  readonly #parts: Parts;
  readonly #firstFiles: ReadonlyMap<string, number>;
  #cursor: { institution: string; position: number } | null = null;

  private constructor(
    name: string,
    file: FileHandle,
    found: { head: BackupHead; parts: Parts; firstFiles: ReadonlyMap<string, number> },
  ) {
    this.name = name;
    this.#file = file;
    this.head = found.head;
    this.#parts = found.parts;
    this.#firstFiles = found.firstFiles;
  }

  /** Reads the directory of the archive. Throws BackupUnusable for a file that is damaged, cut off or no backup. */
  static async open(path: string): Promise<BackupFile> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (error) {
      throw new BackupUnusable(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    try {
      return new BackupFile(path, file, await readDirectory(file));
    } catch (error) {
      await file.close();
      if (error instanceof Error) throw new BackupUnusable(`${path} cannot be used: ${error.message}`);
      throw error;
    }
  }

  get institutions(): BackupHead['institutions'] {
    return this.head.institutions;
  }

  async *rows(table: string, institution: string): AsyncGenerator<Row> {
    for await (const lines of this.lines(table, institution)) for (const line of lines) yield JSON.parse(line) as Row;
  }

  /** Rows as lines of JSON, a part at a time; checked against the manifest. */
  async *lines(table: string, institution: string | null): AsyncGenerator<readonly string[]> {
    for (let number = 1; ; number += 1) {
      const part = this.#parts.get(partName(table, institution, number));
      if (!part) return;
      const text = (await decompress(await this.#checked(part), { maxOutputLength: MOST_UNPACKED })).toString('utf8');
      yield text.split('\n').filter((line) => line !== '');
    }
  }

  /** Reads every part, also of tables that no check looks into. Throws BackupUnusable at the first that is damaged. */
  async mustBeWhole(): Promise<void> {
    for (const part of this.#parts.values()) await this.#checked(part);
  }

  async blob(institution: string, sha256: string): Promise<Buffer | null> {
    const wanted = fileName(institution, sha256);
    const first = this.#firstFiles.get(institution);
    if (first === undefined) return null;
    let position = this.#cursor?.institution === institution ? this.#cursor.position : first;
    for (;;) {
      const entry = await readTarEntry(this.#file, position);
      const isFile = entry?.name.startsWith(fileName(institution, '')) ?? false;
      // Parts that list the next files stand between them.
      const isPart = entry?.name.startsWith(`institutions/${institution}/blobs/`) ?? false;
      if (!entry || (!isFile && !isPart) || (isFile && entry.name > wanted)) return null;
      position = entry.next;
      if (isPart || entry.name < wanted) continue;
      this.#cursor = { institution, position };
      return await this.#read(entry);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #checked(part: TarEntry & { readonly sha256: string }): Promise<Buffer> {
    const packed = await this.#read(part);
    if (createHash('sha256').update(packed).digest('hex') === part.sha256) return packed;
    throw new BackupUnusable(`${this.name} is damaged at ${part.name}.`);
  }

  async #read(entry: TarEntry): Promise<Buffer> {
    const content = await readExactly(this.#file, entry.start, entry.bytes);
    if (content === null) throw new BackupUnusable(`${this.name} is cut off at ${entry.name}.`);
    return content;
  }
}

async function readDirectory(file: FileHandle) {
  const found = new Map<string, TarEntry>();
  const firstFiles = new Map<string, number>();
  const counts = new Map<string, number>();
  let position = 0;
  for (let entry = await readTarEntry(file, 0); entry; entry = await readTarEntry(file, position)) {
    const [, institution] = /^institutions\/([^/]+)\/files\//.exec(entry.name) ?? [];
    if (institution === undefined) found.set(entry.name, entry);
    else {
      if (!firstFiles.has(institution)) firstFiles.set(institution, position);
      counts.set(institution, (counts.get(institution) ?? 0) + 1);
    }
    position = entry.next;
  }
  const json = async <T>(name: string): Promise<T> => {
    const entry = found.get(name);
    const content = entry === undefined ? null : await readExactly(file, entry.start, entry.bytes);
    if (content === null) throw new Error(`it has no ${name}.`);
    return JSON.parse(content.toString('utf8')) as T;
  };
  const head = await json<BackupHead>(HEAD);
  if (head.format !== 1) throw new Error(`its format ${String(head.format)} is not known to this release.`);
  const manifest = await json<BackupManifest>(MANIFEST);
  const parts = new Map<string, TarEntry & { sha256: string }>();
  for (const { name, sha256 } of manifest.parts) {
    const entry = found.get(name);
    if (!entry) throw new Error(`${name} is missing.`);
    parts.set(name, { ...entry, sha256 });
  }
  const strangers = [...found.keys()].filter((name) => !parts.has(name) && name !== HEAD && name !== MANIFEST);
  if (strangers[0] !== undefined) throw new Error(`${strangers[0]} was put in.`);
  for (const { id, slug } of head.institutions) {
    if ((counts.get(id) ?? 0) !== (manifest.files[id] ?? 0)) throw new Error(`files of ${slug} are missing or added.`);
  }
  return { head, parts, firstFiles };
}
