import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** One import or re-export as written. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Erased by the compiler: cannot make a cycle at run time, still tells who knows whom. */
  readonly typeOnly: boolean;
  /** Path from the root of what a relative specifier names; null for packages. */
  readonly target: string | null;
}

export interface SourceFile {
  /** Path from the root, with slashes. */
  readonly path: string;
  /** `engine` in `packages/engine/src/…`. */
  readonly package: string;
  readonly isTest: boolean;
  readonly lines: number;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript and JavaScript source of the packages, tests included, generated declarations left out. */
export function readSources(): SourceFile[] {
  const packages = path.join(root, 'packages');
  return readdirSync(packages)
    .flatMap((name) => ['src', 'test'].map((folder) => path.join(packages, name, folder)))
    .filter((folder) => existsSync(folder))
    .flatMap(walk)
    .map(readSource);
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return walk(full);
    return /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [full] : [];
  });
}

function readSource(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const relative = path.relative(root, file).split(path.sep).join('/');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const add = (literal: ts.Expression | undefined, typeOnly: boolean) => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    const specifier = literal.text;
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(relative), specifier.replace(/\?.*$/, ''))
      : null;
    const line = tree.getLineAndCharacterOfPosition(literal.getStart()).line + 1;
    imports.push({ specifier, line, typeOnly, target });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal as ts.Expression, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return {
    path: relative,
    package: relative.split('/')[1] ?? '',
    isTest: /\.test\.tsx?$/.test(relative) || relative.split('/')[2] === 'test',
    lines: text.trimEnd().split('\n').length,
    text,
    imports,
  };
}
