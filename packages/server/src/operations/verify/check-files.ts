import { createHash } from 'node:crypto';
import { type Finding, type Installation, numberOf, textOf } from './installation.ts';

/** The tables whose rows name a file by its SHA-256. */
const POINTING = ['documents', 'request_files'] as const;

/** Hashes the content of every file again, and looks for files that are named and not there. */
export async function checkFiles(
  installation: Installation,
  institution: string,
  step: (done: number) => void,
): Promise<Finding | null> {
  const bad = (sha256: string, what: string): Finding => ({
    check: 'file',
    institution,
    where: `file ${sha256}`,
    what,
  });
  const there = new Set<string>();
  for await (const row of installation.rows('blobs', institution)) {
    const sha256 = textOf(row, 'sha256');
    const bytes = await installation.blob(institution, sha256);
    if (bytes === null) return bad(sha256, 'has no content');
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return bad(sha256, 'no longer has this content');
    if (numberOf(row, 'size') !== bytes.byteLength) return bad(sha256, `is recorded with ${textOf(row, 'size')} bytes`);
    there.add(sha256);
    if (there.size % 100 === 0) step(there.size);
  }
  for (const table of POINTING) {
    for await (const row of installation.rows(table, institution)) {
      const sha256 = textOf(row, 'sha256');
      if (!there.has(sha256)) return bad(sha256, `is missing; ${table} ${textOf(row, 'id')} names it`);
    }
  }
  step(there.size);
  return null;
}
