/** Installs the packages of the lockfile with the pinned pnpm, and only when something changed since the last time. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const windows = process.platform === 'win32';

/** npm hands its own settings to scripts as variables; pnpm would obey them. */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)),
  );
}

/**
 * Runs a program in the foreground.
 * @param {string} command
 * @param {string[]} args
 * @returns {number} its exit code
 */
export function spawnStep(command, args) {
  const result = spawnSync(command, args, { stdio: 'inherit', env: cleanEnvironment(), shell: windows });
  if (result.error) {
    console.error(`Cannot run ${command}: ${result.error.message}`);
    return 1;
  }
  return result.status ?? 1;
}

/**
 * The pnpm that package.json pins: the one at hand when it is that version, else through npx.
 * @param {string[]} args
 * @returns {number} its exit code
 */
export function pnpm(args) {
  const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'));
  const atHand = spawnSync('pnpm', ['--version'], { encoding: 'utf8', env: cleanEnvironment(), shell: windows });
  return atHand.status === 0 && atHand.stdout.trim() === packageManager.split('@')[1]
    ? spawnStep('pnpm', args)
    : spawnStep('npx', ['--yes', '--loglevel=error', packageManager, ...args]);
}

/** What the installed packages depend on; a stamp with the same text means there is nothing to do. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) hash.update(readFileSync(file));
  return hash.update(`${process.versions.modules} ${process.platform} ${process.arch}`).digest('hex');
}

/**
 * Makes node_modules match the lockfile; ends the process with one line when that cannot be done.
 * @param {string} root folder of the workspace
 */
export function installPackages(root) {
  const stamp = path.join(root, 'node_modules', '.installed');
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages…');
  const code = pnpm(['install', '--frozen-lockfile', '--reporter=append-only']);
  if (code !== 0) {
    console.error('The packages could not be installed; the lines above say why.');
    process.exit(code);
  }
  writeFileSync(stamp, wanted);
}
