/**
 * Builds and packs what would be published, and has two outside judges look at it: publint at the package, and
 * "are the types wrong" at its types. They are fetched when asked for, pinned, and not part of an installation.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const { packageManager } = JSON.parse(readFileSync(path.join(here, '..', '..', 'package.json'), 'utf8'));
const folder = mkdtempSync(path.join(tmpdir(), 'circula-package-'));
const packed = path.join(folder, 'engine.tgz');
const steps = [
  ['npx', 'tsdown'],
  ['npx', '--yes', packageManager, 'pack', '--out', packed],
  ['npx', '--yes', 'publint@0.3.25', packed, '--strict'],
  ['npx', '--yes', '@arethetypeswrong/cli@0.18.5', packed, '--profile', 'esm-only'],
];
for (const [command, ...args] of steps) {
  console.log(`> ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
rmSync(folder, { recursive: true });
