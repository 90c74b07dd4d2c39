import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { addInstitution as add } from '../domains/institutions/index.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { UnitOfWork } from '../persistence/unit-of-work.ts';
import { CLI_ACTOR, type Command, CommandRefused, DONE, misused, notShort } from './command.ts';

const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;
const KINDS = ['county-council', 'town-hall'] as const;

/** Adds an institution: the first thing that a new installation needs. */
export const addInstitution: Command = {
  usage: '<short-name> --name <name> --county <county> [--kind county-council|town-hall]',
  purpose: 'add an institution; its short name is part of its addresses',
  async run(args) {
    const options = { name: { type: 'string' }, county: { type: 'string' }, kind: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [slug, ...rest] = positionals;
    const { name, county } = values;
    const kind = KINDS.find((one) => one === (values.kind ?? 'town-hall'));
    if (slug === undefined || rest.length > 0 || !name || !county || kind === undefined)
      return misused('add-institution', this.usage);
    if (!SLUG.test(slug)) throw new CommandRefused(notShort(slug));
    const database = await openDatabase(readConfig(process.env).database);
    try {
      await add(new UnitOfWork(database.dataSource), { slug, name, county, kind }, CLI_ACTOR);
      console.log(`${slug}: ${name} is added. Next: circula add-member ${slug} <login> --roles official,administrator`);
      return DONE;
    } finally {
      await database.close();
    }
  },
};
