import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureTestTools } from './test-tools.ts';

/**
 * `npm run faults -- [--size usual|full] [--only R5] [--seed 123]`: the fault tests alone, at the size of each test run or
 * at the full size (hours), with progress. `--only` names a row of the reliability table; a printed seed repeats a run.
 */
const folder = 'packages/server/test/faults';
const usage = 'Usage: npm run faults -- [--size usual|full] [--only R5] [--seed 123]';

const given = new Map<string, string>();
const args = process.argv.slice(2).flatMap((arg) => arg.split('='));
for (let index = 0; index < args.length; index += 2) {
  const [name = '', value] = args.slice(index, index + 2);
  if (!['--size', '--only', '--seed'].includes(name) || value === undefined) stop(usage);
  given.set(name, String(value));
}
const size = given.get('--size') ?? 'usual';
if (size !== 'usual' && size !== 'full') stop(usage);
const only = given.get('--only');
if (only !== undefined && !/^R\d+$/.test(only)) stop(usage);

const obstacle = ensureTestTools();
if (obstacle) stop(obstacle);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => path.posix.join(folder, file))
  // In the fleet one row needs the last test as well, which counts what is left.
  .filter((file) => only === undefined || new RegExp(`\\b${only}\\b`).test(readFileSync(file, 'utf8')));
if (files.length === 0) stop(`No fault test is called ${only}.`);
const pattern = only === undefined ? [] : ['-t', `\\b(${only}|P1)\\b`];
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--no-file-parallelism', '--reporter', 'verbose', ...pattern, ...files],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(size === 'full' ? { CIRCULA_FAULTS: 'full' } : {}),
      ...(given.has('--seed') ? { CIRCULA_SEED: given.get('--seed') } : {}),
    },
  },
);
process.exit(status ?? 1);

function stop(line: string): never {
  console.error(line);
  process.exit(2);
}
