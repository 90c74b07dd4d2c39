import { type Compiler, child, type NodeCompiler, nameOf, Refusal } from './compiler.ts';
import type { SyntaxNode } from './feelin.ts';
import { arithmetic, compare, equals, typeName } from './operators.ts';
import { type Evaluate, warn } from './run.ts';
import { compileTests } from './tests.ts';
import { isList, type Value } from './values.ts';

function arithmeticNode(node: SyntaxNode, compiler: Compiler): Evaluate {
  const unary = node.children.length === 2;
  const left: Evaluate = unary ? () => 0 : compiler.compile(child(node, 0));
  const right = compiler.compile(child(node, -1));
  const text = child(node, unary ? 0 : 1).text;
  const operator = text === '^' ? '**' : text;
  return (scope, run) => {
    const a = left(scope, run);
    const b = right(scope, run);
    run.budget.spend(1);
    if (unary && b !== null && typeof b === 'object') return arithmetic('*', b, -1, run.budget);
    const result = arithmetic(operator, a, b, run.budget);
    if (result !== null) return result;
    return warn(run, 'invalid-type', `${typeName(a)} ${operator} ${typeName(b)} has no result`, node.from);
  };
}

function comparison(node: SyntaxNode, compiler: Compiler): Evaluate {
  const left = compiler.compile(child(node, 0));
  const operator = child(node, 1).text;
  switch (operator) {
    case 'in': {
      const tests = compileTests(child(node, child(node, 2).name === '(' ? 3 : 2), compiler);
      return (scope, run) => tests(left(scope, run), scope, run);
    }
    case 'between': {
      const low = compiler.compile(child(node, 2));
      const high = compiler.compile(child(node, 4));
      return (scope, run) => {
        const value = left(scope, run);
        const below = compare(value, low(scope, run));
        const above = compare(value, high(scope, run));
        return below === null || above === null ? null : below >= 0 && above <= 0;
      };
    }
    case '=':
    case '!=': {
      const right = compiler.compile(child(node, 2));
      return (scope, run) => {
        const result = equals(left(scope, run), right(scope, run), run.budget);
        return result === null || operator === '=' ? result : !result;
      };
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const right = compiler.compile(child(node, 2));
      return (scope, run) => {
        const a = left(scope, run);
        const b = right(scope, run);
        run.budget.spend(1);
        const order = compare(a, b);
        if (order === null) {
          return warn(run, 'invalid-type', `${typeName(a)} and ${typeName(b)} cannot be compared`, node.from);
        }
        return ordered(order, operator);
      };
    }
    default:
      throw new Refusal(`The operator "${operator}" is not known.`, node.from);
  }
}

function ordered(order: -1 | 0 | 1, operator: '<' | '<=' | '>' | '>='): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Three-valued `and` (decided by false) and `or` (decided by true). */
function ternary(decides: boolean): NodeCompiler {
  return (node, compiler) => {
    const left = compiler.compile(child(node, 0));
    const right = compiler.compile(child(node, 2));
    return (scope, run) => {
      run.budget.spend(1);
      const a = left(scope, run);
      if (a === decides) return decides;
      const b = right(scope, run);
      if (b === decides) return decides;
      return a === !decides && b === !decides ? !decides : null;
    };
  };
}

function conditional(node: SyntaxNode, compiler: Compiler): Evaluate {
  const condition = compiler.compile(child(node, 1));
  const yes = compiler.compile(child(node, 3));
  const no = compiler.compile(child(node, 5));
  return (scope, run) => (condition(scope, run) === true ? yes(scope, run) : no(scope, run));
}

const TYPES: ReadonlySet<string> = new Set([
  ...['number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration'],
  ...['years and months duration', 'context', 'list', 'range', 'function'],
]);

function typeTest(node: SyntaxNode): (value: Value) => boolean {
  const inner = child(node, 0);
  if (inner.name === 'ListType') {
    const element = typeTest(child(inner, 2));
    return (value) => isList(value) && value.every((one) => element(one));
  }
  const name = nameOf(inner);
  if (name === 'Any') return (value) => value !== null;
  if (name === 'Null') return (value) => value === null;
  if (!TYPES.has(name)) throw new Refusal(`"${name}" is not a type that can be tested.`, inner.from);
  return (value) => typeName(value) === name;
}

function instanceOf(node: SyntaxNode, compiler: Compiler): Evaluate {
  const value = compiler.compile(child(node, 0));
  const test = typeTest(child(node, 3));
  return (scope, run) => test(value(scope, run));
}

export const OPERATIONS: Readonly<Record<string, NodeCompiler>> = {
  ArithmeticExpression: arithmeticNode,
  Comparison: comparison,
  Conjunction: ternary(false),
  Disjunction: ternary(true),
  IfExpression: conditional,
  InstanceOfExpression: instanceOf,
  ParenthesizedExpression: (node, compiler) => compiler.compile(child(node, 1)),
  Expression: (node, compiler) => compiler.compile(child(node, 0)),
};
