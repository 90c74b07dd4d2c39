import type { Json, Variables } from '../kernel/types.ts';
import { Budget, LIMITS, Stop } from './budget.ts';
import { BUILTINS, type Builtin } from './builtins.ts';
import { CALLS } from './calls.ts';
import { type Compiler, type NodeCompiler, Refusal } from './compiler.ts';
import { parse, type SyntaxNode } from './feelin.ts';
import { LITERALS } from './literals.ts';
import { LOOPS } from './loops.ts';
import { OPERATIONS } from './operations.ts';
import type {
  CompileOptions,
  EvaluationTime,
  Expression,
  ExpressionFailure,
  TestOptions,
  UnaryTests,
} from './outcome.ts';
import { PATHS } from './paths.ts';
import type { Run } from './run.ts';
import { compileTests } from './tests.ts';
import { toJson } from './to-json.ts';
import { Scope, type Value } from './values.ts';

/** One compiler for each kind of node that a value can come from. */
const NODES: ReadonlyMap<string, NodeCompiler> = new Map(
  [LITERALS, PATHS, OPERATIONS, LOOPS, CALLS].flatMap((group) => Object.entries(group)),
);

/** Compiles a FEEL expression (DMN 1.5, chapter 10) once; never throws. */
export function compileExpression(
  source: string,
  options: CompileOptions = {},
): { readonly ok: true; readonly expression: Expression } | ExpressionFailure {
  return compiled(source, 'expression', options, (root, compiler, reads) => {
    const body = compiler.compile(root);
    return {
      ok: true,
      expression: Object.freeze({
        source,
        reads: reads(),
        evaluate: (variables: Variables, time: EvaluationTime) =>
          bounded(time, (run) => toJson(body(new Scope(variables, null), run))),
      }),
    };
  });
}

/** Compiles the unary tests of a decision table's cell, such as `[150..250), > 1000` or `not("rural")`; never throws. */
export function compileUnaryTests(
  source: string,
  options: TestOptions = {},
): { readonly ok: true; readonly tests: UnaryTests } | ExpressionFailure {
  return compiled(source, 'unary-tests', options, (root, compiler, reads) => {
    const test = compileTests(root, compiler);
    const read = TEMPORAL.has(options.inputType ?? '') ? BUILTINS.get(options.inputType ?? '') : undefined;
    return {
      ok: true,
      tests: Object.freeze({
        source,
        reads: reads(),
        evaluate: (input: Json, variables: Variables, time: EvaluationTime) =>
          bounded(time, (run) => {
            const value = read ? inputOf(input, read, run) : (input as Value);
            return test(value, new Scope(variables, null), run) === true;
          }),
      }),
    };
  });
}

const TEMPORAL: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration']);

/** A text that is no date, time or duration is tested as null. */
function inputOf(input: Json, read: Builtin, run: Run): Value {
  return typeof input === 'string' ? read.call([input], run) : (input as Value);
}

function compiled<T>(
  source: string,
  top: 'expression' | 'unary-tests',
  options: CompileOptions,
  build: (root: SyntaxNode, compiler: Compiler, reads: () => readonly string[]) => T,
): T | ExpressionFailure {
  if (source.length > LIMITS.source) {
    return { ok: false, code: 'expression-too-large', message: `An expression exceeds ${LIMITS.source} characters.` };
  }
  const deep = tooDeep(source);
  if (deep !== null) return parseFailure(source, 'too-complex', deep);
  try {
    const parsed = parse(source, top, options.names ?? [], LIMITS);
    if (!parsed.ok) return parseFailure(source, parsed.reason, parsed.position);
    const { compiler, reads } = newCompiler();
    return build(parsed.root, compiler, reads);
  } catch (error) {
    if (error instanceof Refusal) {
      return { ok: false, code: 'expression-unsupported', message: error.message, position: error.position };
    }
    return { ok: false, code: 'expression-too-large', message: `The expression cannot be compiled: ${text(error)}` };
  }
}

/** Where brackets outside texts nest too deep, or null. */
function tooDeep(source: string): number | null {
  let open = 0;
  let quoted = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '(' || character === '[' || character === '{')) open += 1;
    else if (!quoted && (character === ')' || character === ']' || character === '}')) open -= 1;
    if (open > LIMITS.brackets) return index;
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

function newCompiler(): { compiler: Compiler; reads: () => readonly string[] } {
  const local = new Map<string, number>();
  const found = new Set<string>();
  const shift = (names: readonly string[], by: number) => {
    for (const name of names) local.set(name, (local.get(name) ?? 0) + by);
  };
  const compiler: Compiler = {
    compile(node) {
      const compile = NODES.get(node.name);
      if (!compile) throw new Refusal(`"${node.text.slice(0, 40)}" is not carried out here.`, node.from);
      return compile(node, compiler);
    },
    within(names, compile) {
      // the names of a context grow while it is compiled: release exactly what was bound
      const bound = [...names];
      shift(bound, 1);
      try {
        return compile();
      } finally {
        shift(bound, -1);
      }
    },
    isLocal: (name) => (local.get(name) ?? 0) > 0,
    reads(name) {
      // a variable hides a built-in function of its name, so that name counts too
      if (!compiler.isLocal(name)) found.add(name);
    },
  };
  return { compiler, reads: () => Object.freeze([...found].sort()) };
}

/** Runs within a fresh budget and turns everything thrown into a typed failure. */
function bounded<T>(time: EvaluationTime, evaluate: (run: Run) => T) {
  const run: Run = { budget: time.budget ?? new Budget(), time, warnings: [] };
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
