import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, readSources, root, type SourceFile } from './source-files.ts';

/**
 * The rules of ARCHITECTURE.md, "Who may know whom". Each test collects the lines that break a rule and expects none, so a
 * failure names file, line and import.
 */
const sources = readSources();
const production = sources.filter((file) => !file.isTest);

const at = (file: SourceFile, found: Import) => `${file.path}:${found.line} imports '${found.specifier}'`;

/** Production imports for which `breaks` holds. */
function offending(breaks: (file: SourceFile, found: Import) => boolean, files = production): string[] {
  return files.flatMap((file) => file.imports.filter((found) => breaks(file, found)).map((found) => at(file, found)));
}

/** The layer of a path inside a package: the longest listed prefix. */
function layerOf(target: string, folder: string, layers: readonly string[]): string | null {
  if (!target.startsWith(folder)) return null;
  const inside = target.slice(folder.length);
  if (!inside.includes('/')) return layers.includes('') ? '' : null;
  const fits = layers.filter((layer) => inside === layer || inside.startsWith(`${layer}/`));
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Imports from a layer to one that its row does not list; what stands in no layer is reported too. */
function layering(folder: string, rows: Readonly<Record<string, readonly string[]>>): string[] {
  const layers = Object.keys(rows);
  const files = production.filter((file) => file.path.startsWith(folder));
  const homeless = files.filter((file) => layerOf(file.path, folder, layers) === null).map((file) => file.path);
  return homeless.concat(
    offending((file, found) => {
      const from = layerOf(file.path, folder, layers);
      const to = found.target === null ? null : layerOf(found.target, folder, layers);
      return from !== null && to !== null && from !== to && !rows[from]?.includes(to);
    }, files),
  );
}

describe('packages', () => {
  const mayImport: Readonly<Record<string, readonly string[]>> = {
    engine: [],
    forms: ['engine'],
    client: [],
    server: ['engine', 'forms'],
    portal: ['client', 'forms'],
    designer: ['client', 'engine', 'forms'],
  };

  it('import only the packages below them', () => {
    const found = offending((file, { specifier }) => {
      const [, name] = /^@circula\/([^/]+)/.exec(specifier) ?? [];
      return name !== undefined && name !== file.package && !mayImport[file.package]?.includes(name);
    });
    expect(found).toEqual([]);
  });

  it('are entered only by the doors in their package.json', () => {
    const doors = (name: string): string[] => {
      const text = readFileSync(path.join(root, 'packages', name, 'package.json'), 'utf8');
      return Object.keys(JSON.parse(text).exports).map((door) => path.posix.join('@circula', name, door));
    };
    const found = offending((_, { specifier }) => {
      const [, name] = /^@circula\/([^/]+)/.exec(specifier) ?? [];
      return name !== undefined && !doors(name).includes(specifier);
    }, sources);
    expect(found).toEqual([]);
  });

  it('never reach into each other by path', () => {
    const found = offending((file, { target }) => target !== null && !target.startsWith(`packages/${file.package}/`));
    expect(found).toEqual([]);
  });

  it('have no import cycles', () => {
    expect(cycles(production)).toEqual([]);
  });
});

describe('engine', () => {
  const all = ['time', 'kernel', 'elements', 'triggers', 'markers', 'expression', 'decision', 'deadline', 'compile'];

  it('keeps its layers', () => {
    const found = layering('packages/engine/src/', {
      // Zones and their clocks, which timers, FEEL and legal days share.
      time: [],
      kernel: [],
      // Dates of tasks.
      elements: ['kernel', 'time'],
      triggers: ['kernel', 'time'],
      markers: ['kernel'],
      expression: ['kernel', 'time'],
      // The calendar's functions are given to FEEL, and through it to decisions.
      deadline: ['kernel', 'time', 'expression'],
      decision: ['kernel', 'expression', 'deadline'],
      compile: all,
      render: ['kernel', 'compile'],
      // Files beside index.ts: what embedders use, made of all the layers.
      '': [...all, 'host'],
      // The in-memory host behind engine.ts.
      host: all,
      testing: [...all, 'host', ''],
    });
    expect(found).toEqual([]);
  });

  it('has a kernel that imports nothing but itself', () => {
    const kernel = 'packages/engine/src/kernel/';
    const found = offending((file, { target }) => file.path.startsWith(kernel) && !target?.startsWith(kernel));
    expect(found).toEqual([]);
  });

  it('reads no clock and draws no random number in the kernel', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\b|\bperformance\b|\bsetTimeout\b/;
    const found = production
      .filter(({ path: file }) => /^packages\/engine\/src\/(time|kernel|elements|triggers|markers)\//.test(file))
      .flatMap((file) => matches(file, impure));
    expect(found).toEqual([]);
  });

  it('runs in a browser: no module of Node', () => {
    const found = offending((file, { specifier }) => file.package === 'engine' && specifier.startsWith('node:'));
    expect(found).toEqual([]);
  });
});

describe('server', () => {
  const src = 'packages/server/src/';

  it('keeps its layers', () => {
    const base = ['config.ts', 'problems.ts'];
    const found = offending((file, { target }) => {
      if (!file.path.startsWith(src) || !target?.startsWith(src)) return false;
      const order = ['platform', 'persistence', 'runtime', 'domains'];
      const rank = (name: string) => order.indexOf(name.slice(src.length).split('/')[0] ?? '');
      const from = rank(file.path);
      return from >= 0 && rank(target) > from && !base.includes(target.slice(src.length));
    });
    expect(found).toEqual([]);
  });

  it('lets a domain meet another only through its index.ts and its HTTP schemas', () => {
    const domain = (file: string) => /^packages\/server\/src\/domains\/([^/]+)\/(.+)$/.exec(file);
    const found = offending((file, { target }) => {
      const from = domain(file.path);
      const to = target === null ? null : domain(target);
      return from !== null && to !== null && from[1] !== to[1] && !/^(index|schemas)\.ts$/.test(to[2] ?? '');
    });
    expect(found).toEqual([]);
  });
});

describe('libraries', () => {
  /** Package → where alone it may be imported, as the beginning of paths. */
  const homes: Readonly<Record<string, readonly string[]>> = {
    'bpmn-moddle': ['packages/engine/src/compile/', 'packages/designer/src/'],
    'dmn-moddle': ['packages/engine/src/decision/'],
    'lezer-feel': ['packages/engine/src/expression/'],
    'decimal.js': ['packages/engine/src/expression/'],
    re2js: ['packages/engine/src/expression/'],
    saxes: [
      'packages/engine/src/compile/',
      'packages/engine/src/decision/',
      'packages/engine/src/render/',
      'packages/engine/src/xml/',
    ],
    typeorm: ['packages/server/src/'],
    pg: ['packages/server/src/persistence/', 'packages/server/src/runtime/wake-up.ts'],
    '@electric-sql/pglite': ['packages/server/src/persistence/'],
    handlebars: ['packages/server/src/domains/documents/'],
    pdfmake: ['packages/server/src/domains/documents/'],
    '@node-rs/argon2': ['packages/server/src/domains/identity/', 'packages/server/src/platform/'],
    '@opentelemetry': ['packages/server/src/platform/tracing/'],
    xstate: ['packages/server/src/'],
    'bpmn-js': ['packages/designer/src/', 'packages/portal/src/desk/'],
    'govuk-frontend': ['packages/portal/src/'],
  };

  it('are imported only where they are at home', () => {
    const found = offending((file, { specifier }) => {
      const home = Object.keys(homes).find((name) => specifier === name || specifier.startsWith(`${name}/`));
      return home !== undefined && !homes[home]?.some((start) => file.path.startsWith(start));
    });
    expect(found).toEqual([]);
  });

  it('that production code imports are installed in production', () => {
    const dependencies = (folder: string): string[] => {
      const { dependencies: own = {} } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
      return Object.keys(own);
    };
    // Sources find the packages of the root too.
    const shared = dependencies('.');
    // What runs in browsers is built before it is installed.
    const built = /^packages\/(designer\/src|portal\/src\/(desk|islands|citizen\/islands))\//;
    const found = offending(
      (file, { specifier, target, typeOnly }) => {
        if (target !== null || typeOnly || specifier.startsWith('node:')) return false;
        const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
        return ![...shared, ...dependencies(`packages/${file.package}`)].includes(name);
      },
      production.filter((file) => !built.test(file.path) && !/\/testing\//.test(file.path)),
    );
    expect(found).toEqual([]);
  });

  it('that send traces are known to one file, and their interface to the one beside it', () => {
    const importers = (mine: (specifier: string) => boolean) =>
      production.filter((file) => file.imports.some((found) => mine(found.specifier))).map((file) => file.path);
    const tracing = 'packages/server/src/platform/tracing/';
    const isLibrary = (name: string) => name.startsWith('@opentelemetry/') && name !== '@opentelemetry/api';
    expect(importers(isLibrary)).toEqual([`${tracing}export-traces.ts`]);
    expect(importers((name) => name === '@opentelemetry/api')).toEqual([
      `${tracing}export-traces.ts`,
      `${tracing}spans.ts`,
    ]);
  });

  it('with a single importer have exactly one', () => {
    for (const [name, folder] of [
      ['lezer-feel', 'packages/engine/'],
      ['decimal.js', 'packages/engine/'],
      ['bpmn-moddle', 'packages/engine/'],
      ['handlebars', 'packages/server/'],
      ['pdfmake', 'packages/server/'],
    ] as const) {
      const importers = production
        .filter((file) => file.path.startsWith(folder))
        .filter((file) => file.imports.some((found) => !found.typeOnly && found.specifier.split('/')[0] === name));
      expect(
        importers.map((file) => file.path),
        `${name} under ${folder}`,
      ).toHaveLength(1);
    }
  });

  it('that run code or programs are banned', () => {
    const banned = /^(node:)?(child_process|vm|repl|inspector|wasi)$/;
    expect(offending((_, { specifier }) => banned.test(specifier))).toEqual([]);
    const code = /\beval\(|\bnew Function\(|\bFunction\(['"`]/;
    expect(production.flatMap((file) => matches(file, code))).toEqual([]);
  });
});

describe('registries', () => {
  /** Folder whose index.ts must know every other file, and files that are not entries but shared by some. */
  const folders: Readonly<Record<string, readonly string[]>> = {
    'packages/engine/src/elements': ['catching.ts', 'pass-through.ts', 'settling.ts', 'throwing.ts', 'working.ts'],
    'packages/engine/src/triggers': ['cron.ts', 'iso-time.ts'],
    'packages/server/src/runtime/effects': [],
    'packages/forms/src/fields': [],
  };

  it.each(Object.keys(folders))('%s equals its folder', (folder) => {
    expect(existsSync(path.join(root, folder, 'index.ts')), `${folder}/index.ts`).toBe(true);
    const index = production.find((file) => file.path === `${folder}/index.ts`);
    const known = new Set(index?.imports.map((found) => found.target));
    const missing = production
      .filter((file) => path.posix.dirname(file.path) === folder && file !== index && !known.has(file.path))
      .map((file) => file.path)
      .filter((file) => !folders[folder]?.includes(path.posix.basename(file)));
    expect(missing).toEqual([]);
  });
});

describe('files', () => {
  /** Longer than 400 lines, and why that is better than a split. */
  const long: Readonly<Record<string, string>> = {
    'packages/server/src/persistence/migrations/0001-initial.ts':
      'one migration is one transaction, read from top to bottom',
  };

  it('stay within 400 lines', () => {
    const found = sources
      .filter((file) => file.lines > 400 && !(file.path in long))
      .map((file) => `${file.path} has ${file.lines} lines`);
    expect(found).toEqual([]);
    expect(Object.keys(long).filter((name) => !sources.some((file) => file.path === name && file.lines > 400))).toEqual(
      [],
    );
  });

  it('are named after what they hold', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|manager|misc)([/.-]|$)/;
    expect(sources.map((file) => file.path).filter((file) => vague.test(file))).toEqual([]);
    const style = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/;
    expect(sources.map((file) => file.path).filter((file) => !style.test(path.posix.basename(file)))).toEqual([]);
  });

  it('leave nothing for later', () => {
    expect(sources.flatMap((file) => matches(file, /\b(TODO|FIXME|XXX|HACK)\b/))).toEqual([]);
  });
});

function matches(file: SourceFile, pattern: RegExp): string[] {
  return file.text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1} ${line.trim()}`] : []));
}

/** Cycles among imports that remain at run time, each as `a → b → a`. */
function cycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: SourceFile, trail: readonly string[]): void => {
    const seen = trail.indexOf(file.path);
    if (seen >= 0) {
      found.push([...trail.slice(seen), file.path].join(' → '));
      return;
    }
    if (done.has(file.path)) return;
    for (const { target, typeOnly } of file.imports) {
      const next = target === null || typeOnly ? undefined : byPath.get(target);
      if (next) visit(next, [...trail, file.path]);
    }
    done.add(file.path);
  };
  for (const file of files) visit(file, []);
  return found;
}
