import { readConfig } from '../config.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { type Command, DONE, misused } from './command.ts';

/** Brings the database's schema to this release and stops. */
export const migrate: Command = {
  usage: '',
  purpose: 'bring the database up to this release',
  async run(args) {
    if (args.length > 0) return misused('migrate', this.usage);
    const { database: settings } = readConfig(process.env);
    const database = await openDatabase(settings, { report: (line) => console.log(line) });
    await database.close();
    console.log('The database is up to date.');
    return DONE;
  },
};
