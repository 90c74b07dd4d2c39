import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own, in memory, that can be filled up. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves at most this many bytes. */
  fill(leave: number): void;
  /** Makes room again. */
  clear(): void;
  unmount(): void;
}

/** Only the superuser may mount: elsewhere null, and the tests that need it say so. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'circula-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0755`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(leave) {
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(ballast, 'a');
      for (let left = bavail * bsize - leave; left > 0; ) {
        const part = Buffer.alloc(Math.min(left, 1_048_576));
        try {
          left -= writeSync(file, part);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          break;
        }
      }
      closeSync(file);
    },
    clear() {
      rmSync(ballast, { force: true });
    },
    unmount() {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
