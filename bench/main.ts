import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * `npm run bench -- engine`: runs the benchmark of that name, `bench/<name>/run.ts`. The peers are installed first, into
 * `bench/` alone, from its own lockfile. Never part of the tests: figures belong to a machine that does nothing else.
 */
const here = path.dirname(fileURLToPath(import.meta.url));
const [name = '', ...rest] = process.argv.slice(2);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(here, entry.name, 'run.ts')))
  .map((entry) => entry.name);
if (!names.includes(name)) {
  console.error(`Usage: npm run bench -- <${names.join('|')}>`);
  process.exit(2);
}
if (!existsSync(path.join(here, 'node_modules', '.modules.yaml'))) {
  console.log('Installing the peers…');
  const installer: { pnpm(args: readonly string[]): number } = await import(
    pathToFileURL(path.join(here, '..', 'scripts', 'install.mjs')).href
  );
  const code = installer.pnpm(['--dir', here, 'install', '--ignore-workspace', '--frozen-lockfile']);
  if (code !== 0) process.exit(code);
}
const program = path.join(here, name, 'run.ts');
process.argv = [process.execPath, program, ...rest];
await import(pathToFileURL(program).href);
