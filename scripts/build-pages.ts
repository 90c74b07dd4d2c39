import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packages = path.join(root, 'packages');

/** A bundle and the packages whose sources end up in it. */
const bundles = [
  { name: 'portal', label: 'pages for citizens and officials', sources: ['portal', 'client', 'forms', 'engine'] },
  { name: 'designer', label: 'designer', sources: ['designer', 'client', 'forms', 'engine'] },
] as const;

/** Every file under a folder that can change a bundle, in a stable order. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return ['node_modules', 'dist', 'test'].includes(entry.name) ? [] : filesUnder(full);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [full];
    });
}

function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'pnpm-lock.yaml')));
  for (const file of sources.flatMap((name) => filesUnder(path.join(packages, name)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const viteOf = (name: string): string => path.join(packages, name, 'node_modules', 'vite', 'bin', 'vite.js');

function viteBuild(name: string): Promise<void> {
  const cwd = path.join(packages, name);
  const vite = viteOf(name);
  return new Promise((resolve, reject) => {
    // NODE_ENV says how the server runs, not how pages are built: those are always built for production.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd, env });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The ${name} could not be built.\n${output.trim()}`)),
    );
  });
}

/**
 * Builds the portal's and the designer's bundles into their `dist`, each only when its sources changed. An installation
 * without the tools for that (production packages only) takes what was built before it was brought there.
 */
export async function buildPages(say: (line: string) => void): Promise<void> {
  for (const { name, label, sources } of bundles) {
    const stamp = path.join(packages, name, 'dist', '.sources');
    if (!existsSync(viteOf(name))) {
      if (existsSync(stamp)) continue;
      throw new Error(`The ${label} have not been built. Build them where all packages are installed: npm run build.`);
    }
    const wanted = fingerprint(sources);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
    say(`Building the ${label}…`);
    await viteBuild(name);
    writeFileSync(stamp, wanted);
  }
}
