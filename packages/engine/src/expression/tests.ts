import { type Compiler, child } from './compiler.ts';
import { compare, equals, holds, rangeHolds } from './operators.ts';
import type { Frame, Run } from './run.ts';
import type { SyntaxNode } from './syntax.ts';
import { FeelRange, isList, type Value } from './values.ts';

/** A compiled test of a value; null when the two cannot be compared. */
export type Test = (input: Value, frame: Frame, run: Run) => boolean | null;

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
      return (input, frame, run) => {
        const result = negated(input, frame, run);
        return result === null ? null : !result;
      };
    }
    case 'Wildcard':
      return () => true;
    case 'PositiveUnaryTests':
      return anyOf(node.children.map((test) => compileTests(test, compiler)));
    case 'PositiveUnaryTest':
      return compileTests(child(node, 0), compiler);
    case 'SimplePositiveUnaryTest':
      return node.children.length === 2 ? operatorTest(node, compiler) : valueTest(node, compiler);
    case 'ParenthesizedExpression':
      return child(node, 1).name === 'SimplePositiveUnaryTest'
        ? compileTests(child(node, 1), compiler)
        : valueTest(node, compiler);
    default:
      return valueTest(node, compiler);
  }
}

function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (input, frame, run) => {
    let unknown = false;
    for (const test of tests) {
      const result = test(input, frame, run);
      if (result === true) return true;
      if (result === null) unknown = true;
    }
    return unknown ? null : false;
  };
}

function operatorTest(node: SyntaxNode, compiler: Compiler): Test {
  const operator = child(node, 0).text;
  const bound = compiler.compile(child(node, 1));
  return (input, frame, run) => {
    run.budget.spend(2);
    const value = bound(frame, run);
    if (operator === '=') return equals(input, value, run.budget);
    if (operator === '!=') {
      const equal = equals(input, value, run.budget);
      return equal === null ? null : !equal;
    }
    const order = compare(input, value);
    if (order === null) return null;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}

function valueTest(node: SyntaxNode, compiler: Compiler): Test {
  return compiler.bind('?', (slot) => {
    const evaluate = compiler.compile(node);
    const answers = ANSWERS.has(node.name) || mentionsInput(node);
    // `true` written out is a value like any other: no answer to a question is not a yes
    const literal = isBooleanLiteral(node);
    return (input, frame, run) => {
      run.budget.spend(2);
      frame[slot] = input;
      const value = evaluate(frame, run);
      if (value instanceof FeelRange && !(input instanceof FeelRange)) return rangeHolds(value, input);
      if (answers && (typeof value === 'boolean' || value === null)) return value;
      if (value === true && !literal && typeof input !== 'boolean' && !isList(input)) return true;
      return holds(value, input, run.budget);
    };
  });
}

function isBooleanLiteral(node: SyntaxNode): boolean {
  if (node.name === 'BooleanLiteral') return true;
  return node.name === 'SimplePositiveUnaryTest' && node.children.length === 1 && isBooleanLiteral(child(node, 0));
}

function mentionsInput(node: SyntaxNode): boolean {
  return node.name === '?' || node.children.some(mentionsInput);
}
