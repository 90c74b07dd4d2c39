import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPages } from './build-pages.ts';
import { plainLine, type Tally } from './tally.ts';
import { ensureTestTools } from './test-tools.ts';

/**
 * `npm test`: lint, types, then every test; the last line says how many checks passed and failed, and the exit code is
 * 0 only when none failed. Arguments go to Vitest, and then lint and types are left out: `npm test -- packages/engine`.
 */
const filters = process.argv.slice(2);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };

function node(args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
}

function check(name: string, args: readonly string[]): void {
  const began = Date.now();
  const code = node(args);
  total[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

function vitest(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'circula-tally-'));
  const target = path.join(folder, 'tally.json');
  const reporter = ['--reporter', './scripts/plain-reporter.ts'];
  const code = node(['node_modules/vitest/vitest.mjs', 'run', ...reporter, ...filters], {
    ...process.env,
    CIRCULA_TALLY: target,
  });
  if (existsSync(target)) {
    const tally: Tally = JSON.parse(readFileSync(target, 'utf8'));
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
    if (code !== 0 && tally.failed === 0) total.failed += 1;
  } else {
    console.log('FAIL the test run ended without a count');
    total.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

const obstacle = ensureTestTools();
if (obstacle) {
  console.error(obstacle);
  process.exit(1);
}
if (filters.length === 0) {
  check('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']);
  check('types', ['node_modules/typescript/bin/tsc', '-p', '.', '--noEmit']);
}
await buildPages((line) => console.log(line));
vitest();
console.log(`\n${plainLine(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
