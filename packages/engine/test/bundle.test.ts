import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config, { inside } from '../tsdown.config.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
let outDir: string;
const texts = new Map<string, string>();

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'circula-bundle-'));
  const tsconfig = path.join(folder, 'tsconfig.build.json');
  const here = { config: false, cwd: folder, outDir, tsconfig, dts: { tsconfig } } as const;
  await build({ ...config, ...here, logLevel: 'error', sourcemap: false });
  for (const name of await readdir(outDir)) texts.set(name, await readFile(path.join(outDir, name), 'utf8'));
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

function files(end: string): [string, string][] {
  return [...texts].filter(([name]) => name.endsWith(end));
}

/** What a module asks for, statically or not. */
function imports(text: string): string[] {
  const written =
    /(?<=^|[;}])(?:import|export)\b[^;"'`]*["'`]([^"'`\n]+)["'`](?:;|$)|\bimport\(\s*["'`]([^"'`\n]+)["'`]/gm;
  return [...text.matchAll(written)].map(([, asked, later]) => asked ?? later ?? '');
}

describe('what is published', () => {
  it('has the entries that the package promises', async () => {
    const { exports, publishConfig } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    expect(Object.keys(publishConfig.exports)).toEqual(Object.keys(exports));
    const promised = Object.values(publishConfig.exports).flatMap((one) =>
      typeof one === 'string' ? [one] : Object.values(one as object),
    );
    const built = promised.filter((one) => one.startsWith('./dist/'));
    expect(built.length).toBeGreaterThan(7);
    expect(built.filter((one) => !texts.has(path.basename(one)))).toEqual([]);
  });

  it('asks for its dependencies, which are none, and for no module of Node', async () => {
    const { dependencies = {} } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const asked = new Set(
      files('.js')
        .flatMap(([, text]) => imports(text))
        .filter((name) => !name.startsWith('./')),
    );
    const builtin = new Set(builtinModules);
    expect([...asked].filter((name) => name.startsWith('node:') || builtin.has(name))).toEqual([]);
    expect([...asked].sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('says whose work is inside, and by which licence', async () => {
    const notices = await readFile(path.join(folder, 'THIRD-PARTY.md'), 'utf8');
    const named = [...notices.matchAll(/^## (.+) \d+ \(\w+\)$/gm)].flatMap(([, names = '']) => names.split(', '));
    expect(named.sort()).toEqual([...inside].sort());
  });

  it('touches nothing that only Node has', () => {
    const global =
      /(?<![.\w$'"`])(?:process\.(?:env|argv|cwd|nextTick|version|hrtime)|Buffer\.|require\(|__dirname|setImmediate\()/;
    expect(
      files('.js')
        .filter(([, text]) => global.test(text))
        .map(([name]) => name),
    ).toEqual([]);
  });

  it('has types without any, and none from a package without types', () => {
    const declarations = files('.d.ts');
    expect(declarations.length).toBeGreaterThan(3);
    const ours = (text: string) => text.replace(/\/\/#region \S*node_modules[\s\S]*?\/\/#endregion/g, '');
    expect(declarations.flatMap(([name, text]) => (/[:<|,(]\s*any\b/.test(ours(text)) ? [name] : []))).toEqual([]);
    const foreign = new Set(declarations.flatMap(([, text]) => imports(text)).filter((name) => !name.startsWith('./')));
    expect([...foreign]).toEqual([]);
  });
});
