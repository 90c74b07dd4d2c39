import { compileFeel, compileFeelTests, shapeOf, treeOf } from './compile.ts';
import type { ExpressionProblem } from './compiler.ts';
import { inferType, type TypeScope } from './infer-type.ts';
import type { SyntaxNode } from './syntax.ts';
import { ANY, type FeelType, typeText } from './types.ts';

/** What an expression is checked against. */
export interface CheckOptions {
  /** What the expression has to yield, such as a boolean for a condition. */
  readonly expects?: FeelType;
  /** Types that `instance of` and parameters may name beyond FEEL's own. */
  readonly types?: ReadonlyMap<string, FeelType>;
}

/** What checking an expression found. */
export interface Checked {
  /** The type of the result as far as it is known. */
  readonly type: FeelType;
  readonly problems: readonly ExpressionProblem[];
}

/**
 * Looks at an expression without evaluating it: unknown names, comparisons and operations that cannot have a result, wrong
 * arguments, conditions that are not booleans. `variables` are all names in scope with their types (`Any` where unknown);
 * nothing is reported about what is not known for certain. Never throws.
 */
export function checkExpression(
  source: string,
  variables: Readonly<Record<string, FeelType>>,
  options: CheckOptions = {},
): Checked {
  const settings = { variables, ...(options.types ? { types: options.types } : {}) };
  const compiled = compileFeel(source, settings);
  if (!compiled.ok) return refused(source, compiled);
  return checked(source, 'expression', variables, compiled.feel.problems, options, (root, scope) => {
    const type = inferType(root, scope);
    const { expects } = options;
    if (expects && !mayBe(type, expects)) {
      scope.report(
        root,
        'impossible-operation',
        `The result is a ${typeText(type)}, a ${typeText(expects)} is needed.`,
      );
    }
    return type;
  });
}

/** The same for the cell of a decision table whose input is of type `input`. */
export function checkUnaryTests(
  source: string,
  input: FeelType,
  variables: Readonly<Record<string, FeelType>>,
  options: CheckOptions = {},
): Checked {
  const compiled = compileFeelTests(source, { variables, ...(options.types ? { types: options.types } : {}) });
  if (!compiled.ok) return refused(source, compiled);
  return checked(source, 'unary-tests', variables, compiled.tests.problems, options, (root, scope) =>
    inferType(root, scope.with('?', input)),
  );
}

function refused(source: string, failure: { message: string; position?: number }): Checked {
  const position = failure.position ?? 0;
  const problem: ExpressionProblem = { code: 'syntax', message: failure.message, position, end: source.length };
  return { type: ANY, problems: [problem] };
}

function checked(
  source: string,
  top: 'expression' | 'unary-tests',
  variables: Readonly<Record<string, FeelType>>,
  known: readonly ExpressionProblem[],
  options: CheckOptions,
  infer: (root: SyntaxNode, scope: TypeScope) => FeelType,
): Checked {
  const tree = treeOf(source, top, shapeOf({ variables }));
  if (!tree.ok) return refused(source, tree);
  const problems = [...known];
  const type = infer(tree.root, scopeOf(variables, options.types ?? new Map(), problems));
  return { type, problems: problems.sort((a, b) => a.position - b.position) };
}

/** The names of an expression with their types. */
export function scopeOf(
  variables: Readonly<Record<string, FeelType>>,
  types: ReadonlyMap<string, FeelType>,
  problems: ExpressionProblem[],
): TypeScope {
  const report: TypeScope['report'] = ({ from, to }, code, message) => {
    problems.push({ code, message, position: from, end: to });
  };
  const build = (find: TypeScope['find'], names: TypeScope['names']): TypeScope => ({
    find,
    names,
    types,
    report,
    with: (name, type) =>
      build(
        (one) => (one === name ? type : find(one)),
        () => [name, ...names()],
      ),
    withElement: (type) =>
      build(
        (one) => {
          if (type.kind === 'context' && Object.hasOwn(type.entries, one)) return type.entries[one];
          if (one === 'item') return type;
          const outer = find(one);
          // of what an element of unknown type holds, nothing can be said
          return outer ?? (isOpen(type) ? ANY : undefined);
        },
        () => ['item', ...(type.kind === 'context' ? Object.keys(type.entries) : []), ...names()],
      ),
  });
  return build(
    (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    () => Object.keys(variables),
  );
}

function isOpen(type: FeelType): boolean {
  return type.kind === 'any' || (type.kind === 'context' && Object.keys(type.entries).length === 0);
}

function mayBe(type: FeelType, wanted: FeelType): boolean {
  return type.kind === 'any' || type.kind === 'null' || wanted.kind === 'any' || type.kind === wanted.kind;
}
