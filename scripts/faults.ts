import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureTestTools } from './test-tools.ts';

/**
 * `npm run faults -- [--size usual|full|acceptance] [--only R5] [--seed 123]`: the fault tests alone, at the size of each
 * test run or at the full size (hours), with progress. `--only` names a row of the reliability table; a printed seed
 * repeats a run. `--size acceptance` is one long run of its own: 60,000 commands under kills and restarts.
 */
const folder = 'packages/server/test';
const usage = 'Usage: npm run faults -- [--size usual|full|acceptance] [--only R5] [--seed 123]';

const given = new Map<string, string>();
const args = process.argv.slice(2).flatMap((arg) => arg.split('='));
for (let index = 0; index < args.length; index += 2) {
  const [name = '', value] = args.slice(index, index + 2);
  if (!['--size', '--only', '--seed'].includes(name) || value === undefined) stop(usage);
  given.set(name, String(value));
}
const size = given.get('--size') ?? 'usual';
if (!['usual', 'full', 'acceptance'].includes(size)) stop(usage);
const only = given.get('--only');
if (only !== undefined && !/^R\d+$/.test(only)) stop(usage);

const obstacle = ensureTestTools();
if (obstacle) stop(obstacle);
const env = {
  ...process.env,
  ...(size === 'full' ? { CIRCULA_FAULTS: 'full' } : {}),
  ...(given.has('--seed') ? { CIRCULA_SEED: given.get('--seed') } : {}),
};
const { status } = spawnSync(process.execPath, size === 'acceptance' ? acceptance() : tests(), {
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);

function acceptance(): string[] {
  if (only !== undefined) stop('The acceptance run is of all rows: leave --only out.');
  return ['--import', 'tsx', path.posix.join(folder, 'faults/acceptance.run.ts')];
}

/** The tests whose names begin with a row of the table, wherever they stand. */
function tests(): string[] {
  const names = (file: string): string[] => readFileSync(file, 'utf8').match(/\bR\d+(?=: )/g) ?? [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.posix.join(folder, ...file.split(path.sep)))
    .filter((file) => (only === undefined ? names(file).length > 0 : names(file).includes(only)));
  if (files.length === 0) stop(`No fault test is called ${only}.`);
  // In the fleet one row needs the last test as well, which counts what is left.
  const pattern = only === undefined ? '\\b(R\\d+|P1)\\b' : `\\b(${only}|P1)\\b`;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--no-file-parallelism', '--reporter', 'verbose'];
  return [...vitest, '-t', pattern, ...files];
}

function stop(line: string): never {
  console.error(line);
  process.exit(2);
}
