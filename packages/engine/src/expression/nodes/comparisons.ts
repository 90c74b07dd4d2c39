import { type Compiler, child, type NodeCompiler, Refusal } from '../compiler.ts';
import { compare, equals } from '../operators.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { compileTests } from '../tests.ts';
import { typeName, type Value } from '../values.ts';

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
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    run.budget.spend(1);
    const found = compare(a, b);
    return found === null ? incomparable(a, b, run, node) : (found === given) === holds;
  };
}

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
