import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { setOffice } from '../domains/institutions/index.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { UnitOfWork } from '../persistence/unit-of-work.ts';
import { CLI_ACTOR, type Command, CommandRefused, DONE, misused, notShort } from './command.ts';

const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;

/** Adds an office to an institution, or names it anew. */
export const addOffice: Command = {
  usage: '<institution> <short-name> --ro <name> --hu <name> --en <name>',
  purpose: 'add an office, or name it anew; request types send their stages to offices by short name',
  async run(args) {
    const options = { ro: { type: 'string' }, hu: { type: 'string' }, en: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [institution, slug, ...rest] = positionals;
    const { ro, hu, en } = values;
    if (institution === undefined || slug === undefined || rest.length > 0 || !ro || !hu || !en)
      return misused('add-office', this.usage);
    if (!SLUG.test(slug)) throw new CommandRefused(notShort(slug));
    const database = await openDatabase(readConfig(process.env).database);
    try {
      const unitOfWork = new UnitOfWork(database.dataSource);
      const id = await institutionNamed(unitOfWork, institution);
      await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
        await setOffice(tx, { slug, name: { ro, hu, en } }, CLI_ACTOR);
      });
      console.log(`${institution}: the office ${slug} is ${ro}.`);
      return DONE;
    } finally {
      await database.close();
    }
  },
};

/** The id of an institution by its short name; CommandRefused when there is none. */
export async function institutionNamed(unitOfWork: UnitOfWork, slug: string): Promise<string> {
  const [row] = await unitOfWork.run({ kind: 'platform' }, async (tx) =>
    tx.query<{ id: string }>('select id from institutions where slug = $1', [slug]),
  );
  if (!row) throw new CommandRefused(`There is no institution ${slug}; circula add-institution adds it`);
  return row.id;
}
