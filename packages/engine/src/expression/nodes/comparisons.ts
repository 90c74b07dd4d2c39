import { type Compiler, child, type NodeCompiler, Refusal } from '../compiler.ts';
import { compare, equals } from '../operators.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { compileTests } from '../tests.ts';
import { typeName, type Value } from '../values.ts';
import { plainVariable } from './names.ts';

function comparison(node: SyntaxNode, compiler: Compiler): Evaluate {
  const left = compiler.compile(child(node, 0));
  const operator = child(node, 1).text;
  switch (operator) {
    case 'in': {
      const tests = compileTests(child(node, child(node, 2).name === '(' ? 3 : 2), compiler);
      return (frame, run) => tests(left(frame, run), frame, run);
    }
    case 'between':
      return between(node, left, compiler);
    case '=':
    case '!=': {
      const right = compiler.compile(child(node, 2));
      const wanted = operator === '=';
      const literal = literalOf(child(node, 2), right);
      if (literal !== null) {
        const general: Evaluate = (frame, run) => {
          const a = left(frame, run);
          run.budget.spend(1);
          if (typeof a === typeof literal) return (a === literal) === wanted;
          const result = equals(a, literal, run.budget);
          return result === null ? incomparable(a, literal, run, node) : result === wanted;
        };
        const type = typeof literal;
        return direct(node, compiler, general, (a) => (typeof a === type ? (a === literal) === wanted : null));
      }
      return (frame, run) => {
        const a = left(frame, run);
        const b = right(frame, run);
        if (typeof a === 'string' && typeof b === 'string') {
          run.budget.spend(1);
          return (a === b) === wanted;
        }
        const result = equals(a, b, run.budget);
        if (result === null) return incomparable(a, b, run, node);
        return result === wanted;
      };
    }
    case '<':
      return order(node, left, compiler, -1, true);
    case '>':
      return order(node, left, compiler, 1, true);
    case '<=':
      return order(node, left, compiler, 1, false);
    case '>=':
      return order(node, left, compiler, -1, false);
    default:
      throw new Refusal(`The operator "${operator}" is not known.`, node.from);
  }
}

/** Whether the order of the two is the `given` one (`holds`), or anything but it. */
function order(node: SyntaxNode, left: Evaluate, compiler: Compiler, given: -1 | 1, holds: boolean): Evaluate {
  const right = compiler.compile(child(node, 2));
  const literal = literalOf(child(node, 2), right);
  if (typeof literal === 'number') {
    const general: Evaluate = (frame, run) => {
      const a = left(frame, run);
      run.budget.spend(1);
      const found = compare(a, literal);
      return found === null ? incomparable(a, literal, run, node) : (found === given) === holds;
    };
    const below = given < 0;
    return direct(node, compiler, general, (a) =>
      typeof a === 'number' ? (below ? a < literal : a > literal) === holds : null,
    );
  }
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    run.budget.spend(1);
    const found = compare(a, b);
    return found === null ? incomparable(a, b, run, node) : (found === given) === holds;
  };
}

/** `variable op literal`, the commonest condition of all, without the detour through closures; null means `general`. */
function direct(
  node: SyntaxNode,
  compiler: Compiler,
  general: Evaluate,
  test: (value: Value) => boolean | null,
): Evaluate {
  const name = plainVariable(child(node, 0), compiler);
  if (name === null) return general;
  return (frame, run) => {
    const value = run.variables[name];
    if (value !== undefined) {
      run.budget.spend(1);
      const result = test(value);
      if (result !== null) return result;
    }
    return general(frame, run);
  };
}

/** The number or text that a node always is; null for every other node. */
function literalOf(node: SyntaxNode, value: Evaluate): number | string | null {
  if (node.name !== 'NumericLiteral' && node.name !== 'StringLiteral') return null;
  const known = value([], NO_RUN);
  return typeof known === 'number' || typeof known === 'string' ? known : null;
}

/** Literals look at nothing. */
const NO_RUN = {} as Run;

function between(node: SyntaxNode, left: Evaluate, compiler: Compiler): Evaluate {
  const low = compiler.compile(child(node, 2));
  const high = compiler.compile(child(node, 4));
  return (frame, run) => {
    const value = left(frame, run);
    const lower = low(frame, run);
    const upper = high(frame, run);
    run.budget.spend(2);
    const above = compare(value, lower);
    const below = compare(value, upper);
    if (above === null) return incomparable(value, lower, run, node);
    if (below === null) return incomparable(value, upper, run, node);
    return above >= 0 && below <= 0;
  };
}

function incomparable(a: Value, b: Value, run: Run, node: SyntaxNode): null {
  const [left, right] = [child(node, 0).text, node.children.at(-1)?.text ?? ''];
  const message =
    a === null || b === null
      ? `"${a === null ? left : right}" is null and cannot be compared`
      : `"${left}" is a ${typeName(a)} and "${right}" a ${typeName(b)}: they cannot be compared`;
  return warn(run, 'invalid-type', message, node.from);
}

export const COMPARISONS: Readonly<Record<string, NodeCompiler>> = { Comparison: comparison };
