/** What each npm script does, once Node is known to be new enough. Plain JavaScript: nothing is installed yet. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages, pnpm, spawnStep } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Carried out by a tool that is installed: its name and its first arguments. */
const tools = {
  lint: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  format: ['@biomejs/biome/bin/biome', 'check', '--write'],
  docs: ['typedoc/bin/typedoc', '--options', 'packages/engine/typedoc.json'],
  typecheck: ['typescript/bin/tsc', '-p', '.', '--noEmit'],
};

/** Carried out by TypeScript of our own, in this process, so that signals and exit codes need no relay. */
const programs = {
  start: 'scripts/start.ts',
  build: 'scripts/build.ts',
  test: 'scripts/test.ts',
  faults: 'scripts/faults.ts',
  mutants: 'scripts/mutants.ts',
  generate: 'scripts/generate.ts',
  tck: 'scripts/tck.ts',
  prove: 'scripts/prove.ts',
  golden: 'scripts/record-golden.ts',
  circula: 'bin/circula.mjs',
  bench: 'bench/main.ts',
};

/** @param {string[]} argv the task and its arguments */
export async function run([task, ...rest]) {
  process.chdir(root);
  if (task === 'pnpm') process.exit(pnpm(rest));
  if (task === undefined || !(task in tools || task in programs)) {
    console.error(`Tasks: ${[...Object.keys(programs), ...Object.keys(tools), 'pnpm'].join(', ')}.`);
    process.exit(2);
  }
  installPackages(root);
  if (task in tools) {
    const [script, ...args] = tools[task];
    process.exit(spawnStep(process.execPath, [path.join('node_modules', script), ...args, ...rest]));
  }
  const { register } = await import('tsx/esm/api');
  register();
  const program = path.join(root, programs[task]);
  process.argv = [process.execPath, program, ...rest];
  await import(pathToFileURL(program).href);
}
