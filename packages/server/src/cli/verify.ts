import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { BackupFile } from '../operations/backup/backup-file.ts';
import type { Installation } from '../operations/verify/installation.ts';
import { snapshotInstallation } from '../operations/verify/snapshot-installation.ts';
import { type VerifyOptions, verify as verifyInstallation } from '../operations/verify/verify.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { withSnapshot } from '../persistence/snapshot.ts';
import { type Anchor, publicKeyOf } from '../platform/anchor.ts';
import { type Command, CommandRefused, DONE, FAILED, misused, parseJson } from './command.ts';
import { ProgressLine } from './progress.ts';

interface Asked extends VerifyOptions {
  /** Path of a backup; null: the database of the settings. */
  readonly backup: string | null;
}

/** Checks that nothing was changed behind the server's back, in the database or in a backup. */
export const verify: Command = {
  usage: '[<backup>] [--anchors <file or folder>] [--key <public key>] [--sample <percent>]',
  purpose: 'check audit chains, anchors, files, registers and journals; names the first bad entry',
  async run(args) {
    const asked = await read(args);
    if (asked === null) return misused('verify', this.usage);
    if (asked.backup !== null) {
      const backup = await BackupFile.open(asked.backup);
      try {
        await backup.mustBeWhole();
        return await reportVerification(backup, asked);
      } finally {
        await backup.close();
      }
    }
    const database = await openDatabase(readConfig(process.env).database, { upTo: [] });
    try {
      return await withSnapshot(database.dataSource, async (snapshot) => {
        return await reportVerification(snapshotInstallation(snapshot), asked);
      });
    } finally {
      await database.close();
    }
  },
};

/** Verifies, tells what was found, and answers the exit code. */
export async function reportVerification(installation: Installation, options: VerifyOptions): Promise<number> {
  const line = new ProgressLine();
  const { findings, checked } = await verifyInstallation(installation, {
    ...options,
    progress: (check, institution, done) => line.show(`${institution}: ${check} ${done}`),
  });
  line.clear();
  for (const { institution, check, where, what } of findings) {
    console.error(`${institution}, ${check}: ${where} ${what}.`);
  }
  const { audit, anchors, file, register, journal } = checked;
  console.log(
    `Looked at ${audit} audit entries, ${anchors} anchors, ${file} files, ${register} register numbers and ${journal} ` +
      `instances of ${installation.name}: ${findings.length === 0 ? 'all as written' : 'NOT as written'}.`,
  );
  if (options.trusted === undefined && anchors > 0) {
    console.log('The signatures of anchors were checked with the keys they name; --key says which to trust.');
  }
  return findings.length === 0 ? DONE : FAILED;
}

async function read(args: readonly string[]): Promise<Asked | null> {
  let backup: string | null = null;
  let journalShare = 1;
  const anchors: Anchor[] = [];
  const trusted = new Set<string>();
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--')) {
      if (backup !== null) return null;
      backup = arg;
      continue;
    }
    i += 1;
    const value = args[i];
    if (value === undefined) return null;
    if (arg === '--anchors') anchors.push(...(await readAnchors(value)));
    else if (arg === '--key') trusted.add(keyIn(await readFile(value, 'utf8'), value));
    else if (arg === '--sample' && Number(value) > 0 && Number(value) <= 100) journalShare = Number(value) / 100;
    else return null;
  }
  return { backup, journalShare, anchors, ...(trusted.size === 0 ? {} : { trusted }) };
}

function keyIn(pem: string, file: string): string {
  try {
    return publicKeyOf(pem);
  } catch {
    throw new CommandRefused(`${file} holds no key in PEM`);
  }
}

/** Anchors as CIRCULA_ANCHOR_FOLDER holds them, one per file, or as the HTTP interface gives them, `{ items: [...] }`. */
async function readAnchors(where: string): Promise<Anchor[]> {
  if ((await stat(where)).isDirectory()) {
    const names = (await readdir(where, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
    const lists = await Promise.all(names.map(async (name) => await readAnchors(path.join(where, name))));
    return lists.flat();
  }
  const found = parseJson(await readFile(where, 'utf8'), where) as Anchor | { readonly items: readonly Anchor[] };
  return 'items' in found ? [...found.items] : [found];
}
