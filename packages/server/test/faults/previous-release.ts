import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The code of an earlier version, beside this one and with its dependencies. */
export interface PreviousRelease {
  /** The runner of the fault tests as it was then. */
  readonly script: string;
  remove(): void;
}

const MIGRATIONS = 'packages/server/src/persistence/migrations';
const SCRIPT = 'packages/server/test/faults/runner-process.ts';

/**
 * The newest released version, or where none is released the last commit before the newest migration: the code whose schema
 * this one upgrades. Null without a git history that reaches so far, as in a shallow clone or an archive.
 */
export function findPrevious(): string | null {
  return newestTag() ?? beforeNewestMigration();
}

/** Lays the code of a commit into a temporary folder. */
export function checkOut(commit: string): PreviousRelease {
  const folder = mkdtempSync(path.join(tmpdir(), 'circula-previous-'));
  const archive = path.join(folder, 'previous.tar');
  execFileSync('git', ['archive', '--format=tar', '-o', archive, commit, 'package.json', 'packages']);
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  for (const name of readdirSync(path.join(folder, 'packages'))) linkDependencies(folder, name);
  return {
    script: path.join(folder, SCRIPT),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Today's dependencies, but our own packages as they were. */
function linkDependencies(folder: string, name: string): void {
  const from = path.resolve('packages', name, 'node_modules');
  const to = path.join(folder, 'packages', name, 'node_modules');
  mkdirSync(to);
  for (const entry of readdirSync(from)) {
    if (entry !== '@circula') symlinkSync(path.join(from, entry), path.join(to, entry));
  }
  mkdirSync(path.join(to, '@circula'));
  for (const own of readdirSync(path.join(folder, 'packages')))
    symlinkSync(path.join(folder, 'packages', own), path.join(to, '@circula', own));
}

/** The newest tag of a version that this one comes after. */
function newestTag(): string | null {
  return git('describe', '--tags', '--match', 'v[0-9]*', '--abbrev=0', 'HEAD^');
}

function beforeNewestMigration(): string | null {
  const now = migrationsOf('HEAD');
  const changes = git('log', '--format=%H', '--', MIGRATIONS)?.split('\n') ?? [];
  const before = changes.find((commit) => {
    const then = migrationsOf(`${commit}^`);
    return then.length > 0 && then.length < now.length && then.every((file) => now.includes(file));
  });
  const commit = before === undefined ? null : `${before}^`;
  return commit !== null && git('cat-file', '-e', `${commit}:${SCRIPT}`) !== null ? git('rev-parse', commit) : null;
}

const migrationsOf = (commit: string): string[] =>
  (git('ls-tree', '--name-only', commit, `${MIGRATIONS}/`) ?? '').split('\n').filter((file) => /\/\d{4}-/.test(file));

/** What git says; null when it cannot. */
function git(...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
