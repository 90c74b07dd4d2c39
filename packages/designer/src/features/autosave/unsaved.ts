import type { ProcessFiles } from '../../model/process-files.ts';
import { isRecord, parsed } from '../../model/service-facts.ts';

const PREFIX = 'circula.unsaved.';

/** Keeps a draft in the browser while the server does not have it; forgets it when it has (`files` null). */
export function keepUnsaved(type: string, revision: number, files: ProcessFiles | null): void {
  try {
    if (files === null) localStorage.removeItem(PREFIX + type);
    else localStorage.setItem(PREFIX + type, JSON.stringify({ revision, files }));
  } catch {
    // A full or forbidden storage costs only the second safety net: the draft is still in the page and retried.
  }
}

/** What an earlier visit could not save, when it was made on the revision that the server still has. */
export function recoverUnsaved(type: string, revision: number): ProcessFiles | null {
  try {
    const kept = parsed(localStorage.getItem(PREFIX + type) ?? undefined);
    if (!isRecord(kept) || kept.revision !== revision || !isRecord(kept.files)) return null;
    const files = Object.entries(kept.files);
    return files.every(([, text]) => typeof text === 'string') ? (Object.fromEntries(files) as ProcessFiles) : null;
  } catch {
    return null;
  }
}
