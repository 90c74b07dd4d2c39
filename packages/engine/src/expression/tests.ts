import { type Compiler, child } from './compiler.ts';
import { FeelRange, type SyntaxNode } from './feelin.ts';
import { compare, equals, holds, rangeHolds } from './operators.ts';
import type { Run } from './run.ts';
import { Scope, type Value } from './values.ts';

/** A compiled test of a value; null when the two cannot be compared. */
export type Test = (input: Value, scope: Scope, run: Run) => boolean | null;

/** Nodes whose result is an answer of its own, not a value to compare with. */
const ANSWERS: ReadonlySet<string> = new Set([
  'Comparison',
  'Conjunction',
  'Disjunction',
  'QuantifiedExpression',
  'InstanceOfExpression',
]);

/**
 * Compiles what stands after `in` or in a cell of a decision table (DMN 1.5, 7.3.4 and 10.3.2.8): one or several tests
 * of which one must hold, possibly all negated. Inside a test `?` is the value tested.
 */
export function compileTests(node: SyntaxNode, compiler: Compiler): Test {
  switch (node.name) {
    case 'UnaryTests': {
      if (child(node, 0).name !== 'not') return compileTests(child(node, 0), compiler);
      const negated = compileTests(child(node, 2), compiler);
      return (input, scope, run) => {
        const result = negated(input, scope, run);
        return result === null ? null : !result;
      };
    }
    case 'Wildcard':
      return () => true;
    case 'PositiveUnaryTests': {
      const tests = node.children.map((test) => compileTests(test, compiler));
      return (input, scope, run) => {
        let unknown = false;
        for (const test of tests) {
          const result = test(input, scope, run);
          if (result === true) return true;
          if (result === null) unknown = true;
        }
        return unknown ? null : false;
      };
    }
    case 'PositiveUnaryTest':
      return compileTests(child(node, 0), compiler);
    case 'SimplePositiveUnaryTest':
      if (node.children.length === 2) return operatorTest(node, compiler);
      return valueTest(node, compiler);
    default:
      return valueTest(node, compiler);
  }
}

function operatorTest(node: SyntaxNode, compiler: Compiler): Test {
  const operator = child(node, 0).text;
  const bound = compiler.compile(child(node, 1));
  return (input, scope, run) => {
    run.budget.spend(2);
    const value = bound(scope, run);
    if (operator === '=') return equals(input, value, run.budget);
    if (operator === '!=') return equals(input, value, run.budget) === false;
    const order = compare(input, value);
    if (order === null) return null;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}

function valueTest(node: SyntaxNode, compiler: Compiler): Test {
  const evaluate = compiler.compile(node);
  const answers = ANSWERS.has(node.name) || mentionsInput(node);
  return (input, scope, run) => {
    run.budget.spend(2);
    const value = evaluate(new Scope(new Map([['?', input]]), scope), run);
    if (answers && !(value instanceof FeelRange)) return typeof value === 'boolean' ? value : null;
    if (value instanceof FeelRange) return rangeHolds(value, input);
    if (value === true && typeof input !== 'boolean') return true;
    return holds(value, input, run.budget);
  };
}

function mentionsInput(node: SyntaxNode): boolean {
  return node.name === '?' || node.children.some(mentionsInput);
}
