import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses of what one entry of the build needs, hashed by content. */
export interface Entry {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** The entries of this package's vite build. */
export interface Assets {
  readonly styles: Entry;
  readonly islands: Entry;
  readonly desk: Entry;
}

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** Sources of the entries, as the manifest names them. Shared with vite.config.ts. */
export const entrySources = {
  styles: 'src/ui/styles.scss',
  islands: 'src/citizen/islands/islands.ts',
  desk: 'src/desk/main.tsx',
} as const;

function entry(manifest: { readonly [source: string]: ManifestChunk }, source: string): Entry {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    for (const style of chunk.css ?? []) styles.add(`/${style}`);
    for (const imported of chunk.imports ?? []) visit(imported);
    if (name === source) (chunk.file.endsWith('.css') ? styles : scripts).add(`/${chunk.file}`);
  };
  visit(source);
  return { scripts: [...scripts], styles: [...styles] };
}

/**
 * Reads the manifest that `vite build` left in `dist`.
 * @throws when the build is missing or lacks an entry: pages without their styles must not start quietly.
 */
export function readAssets(dist: string): Assets {
  const path = join(dist, '.vite', 'manifest.json');
  let manifest: { readonly [source: string]: ManifestChunk };
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`The portal is not built: ${path} cannot be read. Run "vite build" in packages/portal.`, { cause });
  }
  for (const source of Object.values(entrySources)) {
    if (!manifest[source]) throw new Error(`The portal's build lacks ${source}. Run "vite build" in packages/portal.`);
  }
  return {
    styles: entry(manifest, entrySources.styles),
    islands: entry(manifest, entrySources.islands),
    desk: entry(manifest, entrySources.desk),
  };
}
