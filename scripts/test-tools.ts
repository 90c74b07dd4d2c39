import { spawnSync } from 'node:child_process';
import { findChromium } from '../test/chromium.ts';
import { findPostgres } from '../test/throwaway-postgres.ts';

/** Debian package → is what the tests need of it on this machine? */
const needed: Record<string, () => boolean> = {
  chromium: () => findChromium() !== null,
  postgresql: () => findPostgres() !== null,
  'poppler-utils': () => spawnSync('pdftotext', ['-v']).status === 0,
};

/**
 * Makes sure that the browser, the database server and the PDF tools of the tests are there: installs them where this
 * user may, else returns the line that says which command does. Null when all is there.
 */
export function ensureTestTools(): string | null {
  const missing = Object.keys(needed).filter((name) => !needed[name]?.());
  if (missing.length === 0) return null;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const say = `The tests need ${missing.join(', ')}. Install with: sudo apt-get update && sudo ${command}`;
  const may = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!may) return say;
  console.log(`Installing ${missing.join(', ')} for the tests…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', command.split(' ').slice(1).concat('-qq'), { stdio: ['ignore', 'ignore', 'inherit'], env });
  return Object.keys(needed).every((name) => needed[name]?.()) ? null : say;
}
