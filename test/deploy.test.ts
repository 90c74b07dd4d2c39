import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig, roleOf, SETTINGS, unknownSettings } from '@circula/server';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../packages/server/src/cli/commands.ts';
import { MAX_FILE_BYTES } from '../packages/server/src/domains/requests/add-file.ts';
import { root } from './source-files.ts';

/** What `deploy/` and the page for operators say is true of the settings, commands and files that there are. */
const deploy = path.join(root, 'deploy');
const files = readdirSync(deploy, { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(path.join(deploy, name)).isFile() && !name.includes('secrets'))
  .map((name) => ({ name: `deploy/${name}`, text: readFileSync(path.join(deploy, name), 'utf8') }))
  .concat({
    name: 'docs/how-to/operate.md',
    text: readFileSync(path.join(root, 'docs/how-to/operate.md'), 'utf8'),
  });
const textOf = (name: string) => files.find((file) => file.name === `deploy/${name}`)?.text ?? '';

const settings: ReadonlyMap<string, { readonly default: string; readonly secret?: true }> = new Map(
  Object.entries(SETTINGS),
);
/** Read by the deployment itself, not by the server. */
const OWN = new Set(['CIRCULA_HOST', 'CIRCULA_WEB']);
const isSetting = (name: string): boolean =>
  settings.has(name) || (name.endsWith('_FILE') && settings.get(name.slice(0, -5))?.secret === true);

describe('what is deployed', () => {
  it('is given settings that there are', () => {
    const wrong = files.flatMap(({ name, text }) =>
      [...text.matchAll(/\b(CIRCULA_[A-Z_]+|OTEL_[A-Z_]+|DATABASE_[A-Z_]+|PUBLIC_URL)\b/g)]
        .map(([found]) => found)
        .filter((found) => !isSetting(found) && !OWN.has(found))
        .map((found) => `${name}: ${found}`),
    );
    expect(wrong).toEqual([]);
    expect(files.filter(({ text }) => text.includes('CIRCULA_')).length).toBeGreaterThan(6);
  });

  it('calls commands that there are, with roles that there are', () => {
    const calls = files.flatMap(({ name, text }) =>
      [...text.matchAll(/(?:^|[\s"`/])circula(?:\.mjs)?"? ([a-z][a-z-]*)((?: --?[a-z]+ [a-z]+)?)/gm)]
        .filter(([, command]) => !PROSE.has(command ?? ''))
        .map(([, command = '', rest = '']) => ({ name, command, rest: rest.trim() })),
    );
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ command }) => command !== 'help' && !(command in commands))).toEqual([]);
    const starts = calls.filter(({ command, rest }) => command === 'start' && rest !== '');
    expect(starts.length).toBeGreaterThan(2);
    expect(starts.filter(({ rest }) => roleOf(rest.split(' ')) === null)).toEqual([]);
  });

  it('has a command that works from any folder', () => {
    const help = execFileSync(path.join(root, 'bin/circula.mjs'), ['help'], { cwd: tmpdir(), encoding: 'utf8' });
    expect(Object.keys(commands).filter((name) => !help.includes(`circula ${name}`))).toEqual([]);
  });

  it('names files of the repository that are there', () => {
    const named = files.flatMap(({ name, text }) =>
      [...text.matchAll(/(?:\/opt\/circula\/|--from=build \/app\/|\/app\/|\.\.\/\.\.\/)([A-Za-z][\w./-]*\w)/g)]
        .map(([, file = '']) => file)
        .filter((file) => !file.startsWith('node_modules'))
        .map((file) => ({ name, file })),
    );
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter(({ file }) => !existsSync(path.join(root, file)))).toEqual([]);
    const links = files.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => path.join(root, path.dirname(name), to)),
    );
    expect(links.filter((to) => !existsSync(to))).toEqual([]);
  });
});

/** Words that follow the product's name in a sentence. */
const PROSE = new Set(['circula', 'createrole', 'docker', 'owner', 'help', 'login', 'speaks', 'and']);

describe('compose', () => {
  interface Service {
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly secrets?: readonly string[];
    readonly volumes?: readonly string[];
  }
  const compose = parse(textOf('compose/compose.yaml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  };

  it('starts every role with settings under which a server starts', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'circula-compose-'));
    try {
      const made = path.join(root, 'deploy/compose/make-secrets.sh');
      execFileSync(made, { cwd: folder });
      const first = readFileSync(path.join(folder, 'secrets/secret'), 'utf8');
      execFileSync(made, { cwd: folder });
      expect(readFileSync(path.join(folder, 'secrets/secret'), 'utf8')).toBe(first);
      for (const [name, role] of [
        ['web', 'web'],
        ['worker', 'worker'],
        ['migrate', 'all'],
      ] as const) {
        const { command = [], environment = {}, secrets = [] } = compose.services[name] ?? {};
        const given = Object.fromEntries(
          Object.entries(environment).map(([variable, value]) => [
            variable,
            value
              .replace(/\$\{CIRCULA_HOST:\?[^}]*\}/, 'circula.example')
              .replace('/run/secrets/', `${folder}/secrets/`),
          ]),
        );
        for (const file of Object.values(given).filter((value) => value.startsWith(folder))) {
          expect(secrets, `${name} reads ${file}`).toContain(path.basename(file));
        }
        expect(unknownSettings(given)).toEqual([]);
        const [, ...rest] = command;
        const config = readConfig({ NODE_ENV: 'production', ...given, ...roleOf(rest) });
        expect(config).toMatchObject({ mode: 'production', role, trustedProxies: 1, database: { kind: 'postgres' } });
      }
      for (const [name, { file }] of Object.entries(compose.secrets)) {
        expect(existsSync(path.join(folder, file)), name).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('mounts files that are there', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.filter((volume) => volume.startsWith('.')).map((volume) => volume.split(':')[0] ?? ''),
    );
    expect(mounted.length).toBe(2);
    for (const file of mounted) expect(existsSync(path.join(deploy, 'compose', file)), file).toBe(true);
  });
});

describe('proxies', () => {
  it.each([
    ['proxy/nginx.conf', /client_max_body_size (\d+)m/, /proxy_read_timeout (\d+)s/],
    ['proxy/Caddyfile', /max_size (\d+)MiB/, /response_header_timeout (\d+)s/],
  ])('%s lets files through and outlasts a worker that waits', (name, size, patience) => {
    const found = (pattern: RegExp) => Number(pattern.exec(textOf(name))?.[1]);
    expect(found(size) * 1024 * 1024).toBeGreaterThan(MAX_FILE_BYTES + 65_536);
    expect(found(patience)).toBeGreaterThan(120);
  });
});

describe('systemd', () => {
  const units = files.filter(({ name }) => name.endsWith('.service'));

  it('guards every unit alike and hands it every secret', () => {
    expect(units.map(({ name }) => path.basename(name))).toEqual([
      'circula-backup.service',
      'circula-web.service',
      'circula-worker.service',
    ]);
    const guards = (text: string) => text.slice(text.indexOf('NoNewPrivileges=')).split('\n\n')[0]?.trim();
    for (const { name, text } of units) {
      expect(guards(text), name).toBe(guards(units[0]?.text ?? ''));
      expect(text).toContain('ProtectSystem=strict');
      const handed = [...text.matchAll(/_FILE=%d\/([\w-]+)/g)].map(([, file]) => file).sort();
      expect([...text.matchAll(/LoadCredential=([\w-]+):/g)].map(([, file]) => file).sort(), name).toEqual(handed);
      expect(handed).toHaveLength(4);
    }
  });

  it('gives the two servers of one machine ports of their own', () => {
    const given = (text: string) =>
      Object.fromEntries(
        [...text.matchAll(/\b(PORT|CIRCULA_METRICS_PORT)=(\d+)/g)].map(([, name, port]) => [name, port]),
      );
    const web = given(textOf('systemd/circula-web.service'));
    const worker = given(textOf('systemd/circula-worker.service'));
    expect(Object.keys(worker).sort()).toEqual(['CIRCULA_METRICS_PORT', 'PORT']);
    expect(Object.keys(web).sort()).toEqual(Object.keys(worker).sort());
    // An EnvironmentFile would win over what the units say.
    expect(given(textOf('systemd/circula.env.example'))).toEqual({});
    expect(Object.values(worker).filter((port) => Object.values(web).includes(port))).toEqual([]);
  });
});
