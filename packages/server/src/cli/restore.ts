import { readConfig } from '../config.ts';
import { BackupFile } from '../operations/backup/backup-file.ts';
import { restore as restoreBackup } from '../operations/backup/restore.ts';
import { snapshotInstallation } from '../operations/verify/snapshot-installation.ts';
import { withSnapshot } from '../persistence/snapshot.ts';
import { type Command, misused } from './command.ts';
import { ProgressLine } from './progress.ts';
import { reportVerification } from './verify.ts';

/** Restores a backup into the empty database of the settings, of either kind, and verifies what is then there. */
export const restore: Command = {
  usage: '<file>',
  purpose: 'fill an empty database, PostgreSQL or embedded, from a backup, and verify it',
  async run(args) {
    const [path, ...rest] = args;
    if (path === undefined || rest.length > 0) return misused('restore', this.usage);
    const backup = await BackupFile.open(path);
    const line = new ProgressLine();
    try {
      const database = await restoreBackup(backup, readConfig(process.env).database, (institution, rows, files) =>
        line.show(`${institution}: ${rows} rows, ${files} files`),
      );
      line.clear();
      console.log(`Restored as of ${backup.head.at}.`);
      try {
        return await withSnapshot(database.dataSource, async (snapshot) => {
          return await reportVerification(snapshotInstallation(snapshot), {});
        });
      } finally {
        await database.close();
      }
    } finally {
      await backup.close();
    }
  },
};
