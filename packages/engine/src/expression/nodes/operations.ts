import { type Compiler, child, type NodeCompiler, Refusal } from '../compiler.ts';
import { add, divide, isNumeric, multiply, type Numeric, negate, type Operator } from '../numbers.ts';
import { arithmetic } from '../operators.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isDuration, scaleDuration } from '../temporal-arithmetic.ts';
import { readType } from '../type-syntax.ts';
import { conforms, typeText } from '../types.ts';
import { isList, typeName, type Value } from '../values.ts';

/** What JavaScript computes exactly; null falls back to the general operation. */
const PLAIN: Readonly<Partial<Record<Operator, (a: number, b: number) => Numeric | null>>> = {
  '+': add,
  '-': (a, b) => add(a, -b),
  '*': multiply,
  '/': divide,
};

function arithmeticNode(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (node.children.length === 2) return negation(node, compiler);
  const left = compiler.compile(child(node, 0));
  const right = compiler.compile(child(node, 2));
  const text = child(node, 1).text;
  const operator = operatorOf(text === '^' ? '**' : text, node);
  const plain = PLAIN[operator];
  if (!plain) {
    return (frame, run) => general(operator, left(frame, run), right(frame, run), run, node);
  }
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    if (typeof a === 'number' && typeof b === 'number') {
      run.budget.spend(1);
      const result = plain(a, b);
      if (result !== null) return result;
    }
    return general(operator, a, b, run, node);
  };
}

function operatorOf(text: string, node: SyntaxNode): Operator {
  if (text === '+' || text === '-' || text === '*' || text === '/' || text === '**') return text;
  throw new Refusal(`The operator "${text}" is not known.`, node.from);
}

function general(operator: Operator, a: Value, b: Value, run: Run, node: SyntaxNode): Value {
  run.budget.spend(1);
  const result = arithmetic(operator, a, b, run.budget);
  if (result !== null) return result;
  return warn(run, 'invalid-type', impossible(operator, a, b, node), node.from);
}

/** Names the operand that does not fit: "`suprafata` is a string, a number is needed". */
function impossible(operator: Operator, a: Value, b: Value, node: SyntaxNode): string {
  if (operator === '/' && isNumeric(a) && isNumeric(b)) return `${node.text} divides by zero or has no finite result`;
  if (isNumeric(a) !== isNumeric(b)) {
    const [wrong, value] = isNumeric(a) ? [child(node, 2), b] : [child(node, 0), a];
    return `"${wrong.text}" is ${described(value)}, a number is needed`;
  }
  return `${typeName(a)} ${operator} ${typeName(b)} has no result`;
}

/** The type of a value with its article. */
export function described(value: Value): string {
  return value === null ? 'null' : `a ${typeName(value)}`;
}

function negation(node: SyntaxNode, compiler: Compiler): Evaluate {
  const operand = compiler.compile(child(node, 1));
  return (frame, run) => {
    run.budget.spend(1);
    const value = operand(frame, run);
    if (isNumeric(value)) return negate(value);
    if (isDuration(value)) return scaleDuration(value, -1);
    return warn(run, 'invalid-type', `"${child(node, 1).text}" is ${described(value)}, a number is needed`, node.from);
  };
}

/** Three-valued `and` (decided by false) and `or` (decided by true); a chain of them is one loop. */
function ternary(decides: boolean): NodeCompiler {
  return (node, compiler) => {
    const operands = operandsOf(node).map((operand) => compiler.compile(operand));
    const { length } = operands;
    return (frame, run) => {
      run.budget.spend(length);
      let known = true;
      for (let index = 0; index < length; index += 1) {
        const value = (operands[index] as Evaluate)(frame, run);
        if (value === decides) return decides;
        if (value !== !decides) known = false;
      }
      return known ? !decides : null;
    };
  };
}

/** The operands of a chain such as `a and b and c`, which the grammar nests to the left. */
function operandsOf(node: SyntaxNode): SyntaxNode[] {
  const left = child(node, 0);
  const before = left.name === node.name ? operandsOf(left) : [left];
  before.push(child(node, 2));
  return before;
}

function conditional(node: SyntaxNode, compiler: Compiler): Evaluate {
  const condition = compiler.compile(child(node, 1));
  const yes = compiler.compile(child(node, 3));
  const no = compiler.compile(child(node, 5));
  return (frame, run) => {
    run.budget.spend(1);
    return condition(frame, run) === true ? yes(frame, run) : no(frame, run);
  };
}

function instanceOf(node: SyntaxNode, compiler: Compiler): Evaluate {
  const value = compiler.compile(child(node, 0));
  const typeNode = child(node, 3);
  const type = readType(typeNode, compiler.types);
  if (type === null) return compiler.problem(typeNode, 'unknown-type', `"${typeNode.text}" is not a type.`);
  if (typeText(type) === 'Null') return (frame, run) => value(frame, run) === null;
  return (frame, run) => {
    const found = value(frame, run);
    run.budget.spend(isList(found) ? found.length + 1 : 1);
    return found !== null && conforms(found, type);
  };
}

export const OPERATIONS: Readonly<Record<string, NodeCompiler>> = {
  ArithmeticExpression: arithmeticNode,
  Conjunction: ternary(false),
  Disjunction: ternary(true),
  IfExpression: conditional,
  InstanceOfExpression: instanceOf,
  ParenthesizedExpression: (node, compiler) => compiler.compile(child(node, 1)),
  Expression: (node, compiler) => compiler.compile(child(node, 0)),
};
