import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnchorKey, newAnchorKey } from './anchor.ts';

/** Where the key stands that development makes for itself. */
export const auditKeyFile = (dataFolder: string): string => join(dataFolder, 'audit-key.pem');

/** The key that signs anchors: of the settings, or the data folder's, which is made when there is none yet. */
export function openAuditKey(key: string | null, dataFolder: string): AnchorKey {
  if (key !== null) return new AnchorKey(key);
  const file = auditKeyFile(dataFolder);
  const draft = `${file}.${process.pid}`;
  try {
    return new AnchorKey(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(draft, newAnchorKey(), { mode: 0o600 });
  try {
    // Of two runners that start together one wins, and both take the winner's.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return new AnchorKey(readFileSync(file, 'utf8'));
}
