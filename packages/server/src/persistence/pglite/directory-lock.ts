import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { makeFolder } from './make-folder.ts';

/** Another living process works on the folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop it first, or choose another folder with CIRCULA_DATA.`,
    );
    this.name = 'FolderInUse';
  }
}

/** When the process of that id began, in the kernel's ticks; '' where the system does not tell. Tells reused ids apart. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, so it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(pid);
  return now === '' || start === '' || now === start;
}

/**
 * Reserves a folder for this process; answers the release. PGlite has no lock of its own, and two processes on one
 * folder lose committed rows. The lock file names its owner, so the lock of a killed process is taken over.
 * Throws FolderInUse, or the file system's error.
 */
export function lockFolder(folder: string): () => void {
  makeFolder(folder);
  const lock = `${folder}/circula.lock`;
  const mine = `${process.pid} ${startOf(process.pid)}`;
  const draft = `${lock}.${process.pid}`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      // A link appears at once and with its content, unlike a file that is created and then written.
      writeFileSync(draft, mine);
      try {
        linkSync(draft, lock);
      } finally {
        unlinkSync(draft);
      }
      return () => {
        try {
          if (readFileSync(lock, 'utf8') === mine) unlinkSync(lock);
        } catch {
          // Gone already: nothing to release.
        }
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    takeAway(folder, lock);
  }
  throw new Error(`The lock of ${folder} changes hands too quickly.`);
}

/** Removes the lock of a dead process; throws FolderInUse when its owner lives. */
function takeAway(folder: string, lock: string): void {
  let owner: string;
  try {
    owner = readFileSync(lock, 'utf8');
  } catch {
    return; // Released meanwhile.
  }
  const [pid = '', start = ''] = owner.split(' ');
  if (isAlive(Number(pid), start)) throw new FolderInUse(folder, Number(pid));
  const dead = `${lock}.dead.${process.pid}`;
  try {
    // Renaming lets one of two rescuers win.
    renameSync(lock, dead);
    unlinkSync(dead);
  } catch {
    // The other one won.
  }
}
