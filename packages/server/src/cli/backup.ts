import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { type Sink, writeBackup } from '../operations/backup/write-backup.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { type Command, CommandRefused, DONE, misused } from './command.ts';
import { ProgressLine } from './progress.ts';

/** Writes a backup to a file that appears when it is complete, or to standard output. The schema is left as it is. */
export const backup: Command = {
  usage: '<file> | -',
  purpose: 'write everything, as it is at this moment, into one file; work goes on meanwhile',
  async run(args) {
    const [target, ...rest] = args;
    if (target === undefined || target.startsWith('--') || rest.length > 0) return misused('backup', this.usage);
    const database = await openDatabase(readConfig(process.env).database, { upTo: [] });
    const line = new ProgressLine();
    try {
      const { sink, keep, drop } = target === '-' ? standardOutput() : await fileBeside(target);
      const made = await writeBackup(database.dataSource, sink, (institution, rows, files) =>
        line.show(`${institution}: ${rows} rows, ${files} files`),
      ).catch(async (error: unknown) => {
        await drop();
        throw error;
      });
      await keep();
      line.clear();
      console.error(
        `${target}: ${made.institutions} institutions, ${made.rows} rows, ${made.files} files, ` +
          `${(made.bytes / 1e6).toFixed(1)} MB, as of ${made.at.toISOString()}`,
      );
      return DONE;
    } finally {
      await database.close();
    }
  },
};

interface Target {
  readonly sink: Sink;
  readonly keep: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Whoever reads may go away, as `head` does: that ends the backup with a sentence. */
function standardOutput(): Target {
  const sink: Sink = async (bytes) =>
    await new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => {
        if (error) reject(new CommandRefused(`The backup was not taken to its end: ${error.message}`));
        else resolve();
      });
    });
  process.stdout.on('error', () => undefined);
  return { sink, keep: async () => undefined, drop: async () => undefined };
}

/** Written under another name and flushed before it gets its own: a backup that is there is whole. */
async function fileBeside(target: string): Promise<Target> {
  const draft = `${target}.part`;
  const file: FileHandle = await open(draft, 'w', 0o600);
  return {
    sink: async (bytes) => {
      await file.writeFile(bytes);
    },
    async keep() {
      await file.sync();
      await file.close();
      await rename(draft, target);
    },
    async drop() {
      await file.close();
      await rm(draft, { force: true });
    },
  };
}
