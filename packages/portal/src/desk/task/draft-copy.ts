import type { Answers } from '@circula/client';
import type { LocalCopy } from './draft-keeper.ts';

/**
 * The draft's copy in this tab's session storage: it survives a reload and a broken line and is gone when the tab is
 * closed, so that no personal data stays behind on a shared computer.
 */
export function draftCopy(account: string, institution: string, task: string): LocalCopy {
  const key = `circula-desk-draft:${account}:${institution}:${task}`;
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
        return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Answers) : null;
      } catch {
        return null;
      }
    },
    write(answers) {
      try {
        sessionStorage.setItem(key, JSON.stringify(answers));
      } catch {
        // Storage is full or forbidden: the server's copy, two seconds later, is then the only one.
      }
    },
    clear() {
      try {
        sessionStorage.removeItem(key);
      } catch {
        // Nothing was kept either.
      }
    },
  };
}
