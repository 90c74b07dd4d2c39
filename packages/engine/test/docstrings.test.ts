import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** The doors of the package; what they export is the API. */
const DOORS = ['index.ts', 'feel.ts', 'render/index.ts', 'testing/index.ts'];

it('every public export says what it promises', () => {
  const files = DOORS.map((door) => join(import.meta.dirname, '../src', door));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const silent = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const door = source && checker.getSymbolAtLocation(source);
    if (door === undefined) throw new Error(`${file} exports nothing`);
    return checker.getExportsOfModule(door).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      return symbol.getDocumentationComment(checker).length === 0 ? [exported.name] : [];
    });
  });
  expect([...new Set(silent)].sort()).toEqual([]);
});
