import type { Json, Variables } from '../kernel/types.ts';
import { Budget, LIMITS, Stop } from './budget.ts';
import { type ExpressionProblem, Refusal } from './compiler.ts';
import { fromJson } from './from-json.ts';
import { newCompiler, type Unit } from './new-compiler.ts';
import { described } from './nodes/operations.ts';
import type {
  CompileOptions,
  EvaluationTime,
  Expression,
  ExpressionFailure,
  Feel,
  FeelOptions,
  FeelTests,
  TestOptions,
  UnaryTests,
} from './outcome.ts';
import type { Run } from './run.ts';
import { parse, type Shape, type SyntaxNode, type Top } from './syntax.ts';
import { compileTests } from './tests.ts';
import { toJson } from './to-json.ts';
import { type FeelType, typeNamed } from './types.ts';
import type { Context, Value } from './values.ts';

/** Compiles a FEEL expression (DMN 1.5, chapter 10) once; never throws. What cannot have a result is refused. */
export function compileExpression(
  source: string,
  options: CompileOptions = {},
): { readonly ok: true; readonly expression: Expression } | ExpressionFailure {
  const compiled = unitOf(source, 'expression', options, (root, { compiler }) => compiler.compile(root));
  if (!compiled.ok) return compiled;
  const { body, unit } = compiled;
  const [problem] = unit.problems;
  if (problem) return refused(problem);
  const expression: Expression = {
    source,
    reads: unit.reads(),
    evaluate: (variables, time) =>
      bounded(variables as Context, time, (run) => toJson(body(new Array(unit.slots()), run))),
    decide(variables, time) {
      const result = bounded(variables as Context, time, (run) => body(new Array(unit.slots()), run));
      if (!result.ok) return result;
      const { value, warnings } = result;
      if (typeof value === 'boolean') return { ok: true, value, warnings };
      const indent = source.length - source.trimStart().length;
      const reasons = warnings.map(({ message, position }) => `${message} (character ${position - indent + 1})`);
      const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
      const message = `The condition "${source.trim()}" is ${described(value)}, not true or false${why}.`;
      const code = value === null ? 'condition-unknown' : 'condition-not-boolean';
      return { ok: false, code, message, position: warnings[0]?.position ?? 0 };
    },
  };
  return { ok: true, expression: Object.freeze(expression) };
}

/** Compiles the unary tests of a decision table's cell, such as `[150..250), > 1000` or `not("rural")`; never throws. */
export function compileUnaryTests(
  source: string,
  options: TestOptions = {},
): { readonly ok: true; readonly tests: UnaryTests } | ExpressionFailure {
  const compiled = compileFeelTests(source, options);
  if (!compiled.ok) return compiled;
  const { tests } = compiled;
  const [problem] = tests.problems;
  if (problem) return refused(problem);
  const type = options.inputType === undefined ? undefined : typeNamed(options.inputType);
  return {
    ok: true,
    tests: Object.freeze({
      source,
      reads: tests.reads,
      evaluate: (input: Json, variables: Variables, time: EvaluationTime) =>
        tests.evaluate(type ? fromJson(input, type) : (input as Value), variables as Context, time),
    }),
  };
}

/** Compiles an expression for use among FEEL values; parts that cannot have a result are null and named in `problems`. */
export function compileFeel(
  source: string,
  options: FeelOptions = {},
): { readonly ok: true; readonly feel: Feel } | ExpressionFailure {
  const compiled = unitOf(source, 'expression', options, (root, { compiler }) => compiler.compile(root));
  if (!compiled.ok) return compiled;
  const { body, unit } = compiled;
  const feel: Feel = {
    source,
    reads: unit.reads(),
    problems: Object.freeze(unit.problems),
    evaluate: (variables, time) => bounded(variables, time, (run) => body(new Array(unit.slots()), run)),
  };
  return { ok: true, feel: Object.freeze(feel) };
}

/** Compiles unary tests for use among FEEL values. */
export function compileFeelTests(
  source: string,
  options: FeelOptions = {},
): { readonly ok: true; readonly tests: FeelTests } | ExpressionFailure {
  const compiled = unitOf(source, 'unary-tests', options, (root, { compiler }) => compileTests(root, compiler));
  if (!compiled.ok) return compiled;
  const { body, unit } = compiled;
  const tests: FeelTests = {
    source,
    reads: unit.reads(),
    problems: Object.freeze(unit.problems),
    evaluate: (input, variables, time) =>
      bounded(variables, time, (run) => body(input, new Array(unit.slots()), run) === true),
  };
  return { ok: true, tests: Object.freeze(tests) };
}

/** Compiles and evaluates once; for tools and tests. Models compile their expressions when they are deployed. */
export function evaluateFeel(source: string, variables: Variables, time: EvaluationTime) {
  const compiled = compileExpression(source);
  return compiled.ok ? compiled.expression.evaluate(variables, time) : compiled;
}

function refused({ message, position }: ExpressionProblem): ExpressionFailure {
  return { ok: false, code: 'expression-unsupported', message, position };
}

/** The syntax tree of a source within its limits, or why there is none. */
export function treeOf(
  source: string,
  top: Top,
  shape: Shape | null,
): { ok: true; root: SyntaxNode } | ExpressionFailure {
  if (source.length > LIMITS.source) {
    return { ok: false, code: 'expression-too-large', message: `An expression exceeds ${LIMITS.source} characters.` };
  }
  const deep = tooDeep(source);
  if (deep !== null) return parseFailure(source, 'too-complex', deep);
  // the parser would look for the end of each comment again and again
  const comment = source.lastIndexOf('/*');
  if (comment >= 0 && !source.includes('*/', comment) && !source.includes('"', comment) && !source.includes('//')) {
    return parseFailure(source, 'syntax', source.indexOf('/*'));
  }
  try {
    const parsed = parse(source, top, shape, LIMITS);
    return parsed.ok ? parsed : parseFailure(source, parsed.reason, parsed.position);
  } catch (error) {
    return { ok: false, code: 'expression-too-large', message: `The expression cannot be read: ${text(error)}` };
  }
}

function unitOf<T>(
  source: string,
  top: Top,
  options: FeelOptions,
  build: (root: SyntaxNode, unit: Unit) => T,
): { readonly ok: true; readonly body: T; readonly unit: Unit } | ExpressionFailure {
  const tree = treeOf(source, top, shapeOf(options));
  if (!tree.ok) return tree;
  const unit = newCompiler(options);
  try {
    return { ok: true, body: build(tree.root, unit), unit };
  } catch (error) {
    if (error instanceof Refusal) {
      return { ok: false, code: 'expression-unsupported', message: error.message, position: error.position };
    }
    return { ok: false, code: 'expression-too-large', message: `The expression cannot be compiled: ${text(error)}` };
  }
}

/** The names that the parser has to know: those with operators, as signs or as words, wherever they stand. */
export function shapeOf({ names = [], functions = {}, variables = {} }: FeelOptions): Shape | null {
  const shape: Record<string, Shape | null> = {};
  for (const name of [...names, ...Object.keys(functions)]) if (name !== '__proto__') shape[name] = null;
  for (const [name, type] of Object.entries(variables)) if (name !== '__proto__') shape[name] = shapeOfType(type, 0);
  return Object.keys(shape).length === 0 ? null : shape;
}

function shapeOfType(type: FeelType, depth: number): Shape | null {
  if (type.kind === 'list') return shapeOfType(type.element, depth);
  if (type.kind !== 'context' || depth > 8) return null;
  const entries = Object.entries(type.entries).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, entry]) => [name, shapeOfType(entry, depth + 1)]));
}

/** Where there is more outside texts than the parser can take (brackets open, names defined), or null. */
function tooDeep(source: string): number | null {
  let open = 0;
  let colons = 0;
  let quoted = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '(' || character === '[' || character === '{')) open += 1;
    else if (!quoted && (character === ')' || character === ']' || character === '}')) open -= 1;
    else if (!quoted && character === ':') colons += 1;
    if (open > LIMITS.brackets || colons > LIMITS.colons) return index;
  }
  return null;
}

function parseFailure(source: string, reason: 'syntax' | 'too-complex', position: number): ExpressionFailure {
  if (reason === 'too-complex') {
    const message = `An expression has more than ${LIMITS.nodes} parts or is nested deeper than ${LIMITS.depth}.`;
    return { ok: false, code: 'expression-too-large', message, position };
  }
  const rest = source.slice(position).trimStart().slice(0, 20);
  const message = rest === '' ? 'The expression ends too early.' : `The expression is not FEEL from "${rest}" on.`;
  return { ok: false, code: 'expression-syntax', message, position };
}

/** Runs within a budget and turns everything thrown into a typed failure. */
function bounded<T>(variables: Context, time: EvaluationTime, evaluate: (run: Run) => T) {
  const run: Run = { budget: time.budget ?? new Budget(), time, variables, warnings: [] };
  try {
    return { ok: true as const, value: evaluate(run), warnings: run.warnings };
  } catch (error) {
    if (error instanceof Stop) return { ok: false as const, code: error.code, message: error.message };
    return { ok: false as const, code: 'expression-failed' as const, message: text(error) };
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
