import type { FileHandle } from 'node:fs/promises';

/** The part of the tar format (POSIX.1-1988, ustar) that backups use: plain files, one after the other. */
export const BLOCK = 512;

/** The most bytes of one entry: eleven octal digits. */
const MOST_BYTES = 8 ** 11 - 1;

/** The header of an entry. `name`: at most 100 characters after the last slash that leaves 155 before it. */
export function tarHeader(name: string, bytes: number, at: Date): Buffer {
  if (bytes > MOST_BYTES) throw new Error(`${name} is too big for a backup.`);
  const [prefix, last] = splitName(name);
  const header = Buffer.alloc(BLOCK);
  header.write(last, 0, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(bytes, 11)}\0`, 124);
  header.write(`${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345, 'utf8');
  header.write(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

/** Zeros up to the next block. */
export const tarPadding = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  /** Where the content begins, and where the next header does. */
  readonly start: number;
  readonly next: number;
}

/** The entry whose header stands at `position`; null at the end of the archive. Throws for what is no tar. */
export async function readTarEntry(file: FileHandle, position: number): Promise<TarEntry | null> {
  const header = await readExactly(file, position, BLOCK);
  if (header === null) throw new Error('The file is cut off, or no backup.');
  if (header.every((byte) => byte === 0)) return null;
  const wanted = Number.parseInt(text(header, 148, 8), 8);
  const sum = sumOf(Buffer.concat([header.subarray(0, 148), Buffer.from('        '), header.subarray(156)]));
  if (wanted !== sum) throw new Error('The file is damaged, or no backup.');
  const bytes = Number.parseInt(text(header, 124, 12), 8);
  const prefix = text(header, 345, 155);
  const name = `${prefix === '' ? '' : `${prefix}/`}${text(header, 0, 100)}`;
  const start = position + BLOCK;
  return { name, bytes, start, next: start + Math.ceil(bytes / BLOCK) * BLOCK };
}

/** `bytes` bytes from `position` on; null when the file ends before. */
export async function readExactly(file: FileHandle, position: number, bytes: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, position + filled);
    if (bytesRead === 0) return null;
    filled += bytesRead;
  }
  return buffer;
}

function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  const at = name.lastIndexOf('/');
  const parts: [string, string] = [name.slice(0, at), name.slice(at + 1)];
  if (at < 0 || Buffer.byteLength(parts[0]) > 155 || Buffer.byteLength(parts[1]) > 100) {
    throw new Error(`${name} is too long a name for a backup.`);
  }
  return parts;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

const sumOf = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0);

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}
