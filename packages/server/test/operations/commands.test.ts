import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { commandFailure } from '../../src/cli/command-failure.ts';
import { commands, helpText } from '../../src/cli/commands.ts';
import { ConfigError } from '../../src/config.ts';
import { ApiClient } from '../support/client.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/databases.ts';
import { hearCommands } from '../support/heard.ts';
import { createTestApp } from '../support/test-app.ts';

const said = hearCommands();

/** Runs a command as `circula` would, on a database; what it said is in `said`. */
async function circula(database: TestDatabase, name: string, ...args: string[]): Promise<number> {
  const { config } = database;
  if (config.kind === 'postgres') vi.stubEnv('DATABASE_URL', config.url);
  else vi.stubEnv('CIRCULA_DATA', config.folder);
  try {
    return (await commands[name]?.run(args)) ?? -1;
  } catch (error) {
    said.push(commandFailure(name, error));
    return 1;
  }
}

it('brings the first institution and its people', async () => {
  const created = await createDatabase('postgres');
  const run = async (name: string, ...args: string[]) => await circula(created, name, ...args);
  expect(await run('add-institution', 'cluj', '--name', 'Cluj', '--county', 'Cluj', '--kind', 'county-council')).toBe(
    0,
  );
  expect(await run('add-institution', 'cluj', '--name', 'Cluj', '--county', 'Cluj')).toBe(1);
  expect(said.at(-1)).toBe('There is an institution cluj already.');
  expect(await run('add-office', 'cluj', 'registratura', '--ro', 'R', '--hu', 'I', '--en', 'Registry')).toBe(0);
  expect(await run('add-member', 'cluj', 'Ana@Cluj.example')).toBe(1);
  expect(said.at(-1)).toBe('There is no account Ana@Cluj.example yet: say whose it is with --name.');
  const post = ['--roles', 'official,administrator', '--groups', 'registratura', '--office', 'registratura'];
  expect(await run('add-member', 'cluj', 'Ana@Cluj.example', '--name', 'Ana', ...post)).toBe(0);
  const password = (said.at(-1) ?? '').split(': ')[1] ?? '';
  expect(await run('add-member', 'cluj', 'ana@cluj.example', '--office', 'nowhere')).toBe(1);
  expect(said.at(-1)).toBe('cluj has no office nowhere; circula add-office adds it.');

  const database = await created.open();
  const app = await createTestApp(database, created);
  const ana = await ApiClient.logIn(app.server, 'ana@cluj.example', password);
  const { body } = await ana.get('/session');
  expect(body.memberships).toMatchObject([{ roles: ['official', 'administrator'], groups: ['registratura'] }]);
  expect((await ana.get('/institutions/cluj/staff')).body).toMatchObject({ items: [{ office: 'registratura' }] });
  await app.stop();
  await database.close();

  expect(await run('add-member', 'cluj', 'ana@cluj.example', '--new-password')).toBe(0);
  expect(said.at(-2)).toBe('ana@cluj.example is official and administrator of cluj.');
  const next = (said.at(-1) ?? '').split(': ')[1] ?? '';
  expect(await run('verify')).toBe(0);
  expect(said.at(-1)).toContain('Looked at 4 audit entries');
  const again = await created.open();
  const after = await createTestApp(again, created);
  const logIn = async (secret: string) =>
    (await new ApiClient(after.server).post('/session', { login: 'ana@cluj.example', password: secret })).status;
  expect([await logIn(password), await logIn(next)]).toEqual([401, 200]);
  const anew = await ApiClient.logIn(after.server, 'ana@cluj.example', next);
  expect((await anew.get('/session')).body.memberships).toMatchObject([{ groups: ['registratura'] }]);
  await after.stop();
  await again.close();
  expect(await run('add-member', 'cluj', 'ana@cluj.example', '--roles', 'official', '--groups', '')).toBe(0);
  expect(said.at(-1)).toBe('ana@cluj.example is official of cluj.');
  await created.drop();
});

it('does so on the embedded database too', async () => {
  const created = await createDatabase('embedded');
  expect(await circula(created, 'add-institution', 'cluj', '--name', 'Cluj', '--county', 'Cluj')).toBe(0);
  expect(await circula(created, 'add-member', 'cluj', 'ana@cluj.example', '--name', 'Ana')).toBe(0);
  expect(await circula(created, 'verify')).toBe(0);
  expect(said.at(-1)).toContain('Looked at 2 audit entries');
  await created.drop();
});

it('tells of mistakes in a sentence, with how it is called', async () => {
  const created = await createDatabase('postgres');
  const call = async (name: string, ...args: string[]) => [await circula(created, name, ...args), said.at(-1)];
  expect(await call('verify', '--key', '/nowhere')).toEqual([1, '/nowhere is not there (ENOENT).']);
  expect(await call('verify', '--key', 'package.json')).toEqual([1, 'package.json holds no key in PEM.']);
  expect(await call('verify', '--anchors', 'biome.jsonx')).toEqual([1, 'biome.jsonx is not there (ENOENT).']);
  expect(await call('verify', '--anchors', 'README.md')).toMatchObject([
    1,
    expect.stringContaining('README.md is no JSON'),
  ]);
  expect(await call('backup', '/nowhere/x')).toEqual([1, '/nowhere/x.part is not there (ENOENT).']);
  expect(await call('deploy', '/nowhere')).toEqual([1, '/nowhere is not there (ENOENT).']);
  expect(await call('add-office', 'nowhere', 'a', '--ro', 'a', '--hu', 'a', '--en', 'a')).toEqual([
    1,
    'There is no institution nowhere; circula add-institution adds it.',
  ]);
  expect(await call('add-institution', 'Big Town', '--name', 'a', '--county', 'a')).toEqual([
    1,
    expect.stringContaining('"Big Town" cannot be part of an address'),
  ]);
  expect(await call('add-member', 'cluj', 'ana')).toEqual([1, 'ana is no e-mail address, which a login is.']);
  expect(await call('backup', '--help')).toEqual([2, 'Usage: circula backup <file> | -']);
  expect((await call('add-member', '--frob'))[1]).toContain('Usage: circula add-member <institution> <login>');
  expect(commandFailure('x', new ConfigError('PORT is no port.'))).toBe('PORT is no port.');
  expect(commandFailure('x', new Error('a bug'))).toMatch(/a bug\n\s+at /);
  expect(Object.keys(commands).filter((name) => !helpText().includes(`circula ${name}`))).toEqual([]);
  await created.drop();
});

it('does not call a backup whole that is damaged where no check looks, and says when nobody took it', async () => {
  const created = await createDatabase('postgres');
  const folder = await mkdtemp(join(tmpdir(), 'circula-commands-'));
  const file = join(folder, 'today.backup');
  expect(await circula(created, 'add-institution', 'gilau', '--name', 'Gilău', '--county', 'Cluj')).toBe(0);
  expect(await circula(created, 'backup', file)).toBe(0);
  expect(await circula(created, 'verify', file)).toBe(0);
  const bytes = await readFile(file);
  const at = bytes.indexOf('shared/institutions/') + 520;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
  expect(await circula(created, 'verify', file)).toBe(1);
  expect(said.at(-1)).toContain('is damaged at shared/institutions/');
  vi.spyOn(process.stdout, 'write').mockImplementation((...given: unknown[]) => {
    (given.at(-1) as (error: Error) => void)(new Error('write EPIPE'));
    return false;
  });
  expect(await circula(created, 'backup', '-')).toBe(1);
  expect(said.at(-1)).toBe('The backup was not taken to its end: write EPIPE.');
  await rm(folder, { recursive: true });
  await created.drop();
});

it('tells a new installation to migrate, and no more than that', async () => {
  const created = await createEmptyDatabase('postgres');
  expect(await circula(created, 'doctor')).toBe(1);
  expect(said.filter((line) => line.startsWith('  bad'))).toEqual([expect.stringContaining('Run: circula migrate')]);
  expect(await circula(created, 'migrate')).toBe(0);
  expect(await circula(created, 'doctor')).toBe(0);
  await created.drop();
});
