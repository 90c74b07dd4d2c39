import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { createAccount, setPassword } from '../domains/identity/index.ts';
import { listOffices, setMember } from '../domains/institutions/index.ts';
import { openDatabase } from '../persistence/data-source.ts';
import { UnitOfWork } from '../persistence/unit-of-work.ts';
import { institutionNamed } from './add-office.ts';
import { CLI_ACTOR, type Command, CommandRefused, DONE, FAILED, misused } from './command.ts';

const ROLES = ['official', 'administrator'] as const;

/** Gives somebody a post in an institution, with an account where they have none; or changes their post. */
export const addMember: Command = {
  usage:
    '<institution> <login> [--name <name>] [--roles official,administrator] [--groups <group>,…] [--office <office>] [--title <title>] [--new-password]',
  purpose: 'give a person a post, or change it; a password that is made is printed once',
  async run(args) {
    const options = {
      name: { type: 'string' },
      roles: { type: 'string' },
      groups: { type: 'string' },
      title: { type: 'string' },
      office: { type: 'string' },
      'new-password': { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [slug, login, ...rest] = positionals;
    // What is not said of a post stays as it is: a new password takes nobody's roles away.
    const list = (text: string | undefined) => text?.split(',').filter((one) => one !== '') ?? null;
    const roles = list(values.roles)?.map((role) => ROLES.find((one) => one === role)) ?? null;
    if (slug === undefined || login === undefined || rest.length > 0 || roles?.includes(undefined))
      return misused('add-member', this.usage);
    if (!login.includes('@')) throw new CommandRefused(`${login} is no e-mail address, which a login is`);
    const database = await openDatabase(readConfig(process.env).database);
    try {
      const unitOfWork = new UnitOfWork(database.dataSource);
      const institution = await institutionNamed(unitOfWork, slug);
      const { office = null } = values;
      const known = await unitOfWork.run({ kind: 'platform' }, async (tx) => {
        const [account] = await tx.query<{ id: string }>('select id from accounts where login = $1', [
          login.toLowerCase(),
        ]);
        return { account: account?.id };
      });
      const offices = await unitOfWork.run({ kind: 'institution', institution }, listOffices);
      if (office !== null && !offices.some((one) => one.slug === office))
        throw new CommandRefused(`${slug} has no office ${office}; circula add-office adds it`);
      if (known.account === undefined && !values.name) {
        console.error(`There is no account ${login} yet: say whose it is with --name.`);
        return FAILED;
      }
      const password =
        known.account === undefined || values['new-password'] ? randomBytes(15).toString('base64url') : null;
      const account = known.account ?? (await newAccount(unitOfWork, login, values.name ?? '', password ?? ''));
      const given = {
        account,
        roles: roles?.filter((role) => role !== undefined) ?? null,
        groups: list(values.groups),
        title: values.title ?? null,
        office,
      };
      const has = await unitOfWork.run(
        { kind: 'institution', institution },
        async (tx) => await setMember(tx, given, CLI_ACTOR),
      );
      if (known.account !== undefined && password !== null)
        await unitOfWork.run({ kind: 'platform' }, async (tx) => await setPassword(tx, account, password));
      console.log(`${login} is ${has.join(' and ') || 'a member'} of ${slug}.`);
      if (password !== null) console.log(`Password, shown this once: ${password}`);
      return DONE;
    } finally {
      await database.close();
    }
  },
};

async function newAccount(unitOfWork: UnitOfWork, login: string, name: string, password: string): Promise<string> {
  return await createAccount(unitOfWork, { login, password, name, locale: 'ro' }, async (_tx, { id }) => id);
}
