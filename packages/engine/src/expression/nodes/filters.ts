import { type Compiler, child, type NodeCompiler } from '../compiler.ts';
import { integerOf, isNumeric } from '../numbers.ts';
import { rangeHolds } from '../operators.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { FeelRange, isList, type Value } from '../values.ts';

/** A number written out can only be a position. */
function isPosition(node: SyntaxNode): boolean {
  return node.name === 'NumericLiteral' || (node.name === 'ArithmeticExpression' && node.children.every(isFixed));
}

function isFixed(node: SyntaxNode): boolean {
  return node.name === 'ArithOp' || isPosition(node);
}

/**
 * `list[position]` and `list[condition]` (DMN 1.5, 10.3.2.5). A value that is no list counts as a list of itself. In the
 * condition an element is `item`, and a context's entries are names of their own.
 */
function filter(node: SyntaxNode, compiler: Compiler): Evaluate {
  const target = compiler.compile(child(node, 0));
  const condition = child(node, 2);
  if (isPosition(condition)) {
    const position = compiler.compile(condition);
    return (frame, run) => elementAt(asList(target(frame, run)), position(frame, run), run, node);
  }
  return compiler.bindElement((slot) => {
    const test = compiler.compile(condition);
    return (frame, run) => {
      const found = target(frame, run);
      const list = asList(found);
      const result: Value[] = [];
      for (let index = 0; index < list.length; index += 1) {
        run.budget.spend(2);
        const element = list[index] ?? null;
        frame[slot] = element;
        const holds = test(frame, run);
        if (isNumeric(holds) && index === 0) return elementAt(list, holds, run, node);
        if (holds === true || (holds instanceof FeelRange && rangeHolds(holds, element) === true)) result.push(element);
      }
      return result;
    };
  });
}

/** What is no list is filtered as a list of itself, null as an empty one. */
function asList(value: Value): readonly Value[] {
  if (isList(value)) return value;
  return value === null ? [] : [value];
}

function elementAt(list: readonly Value[], position: Value, run: Run, node: SyntaxNode): Value {
  run.budget.spend(1);
  const whole = integerOf(position);
  if (whole === null || whole === 0 || Math.abs(whole) > list.length) {
    return warn(
      run,
      'invalid-arguments',
      `${child(node, 0).text} has ${list.length} elements, none at ${String(position)}`,
      node.from,
    );
  }
  return list.at(whole > 0 ? whole - 1 : whole) ?? null;
}

export const FILTERS: Readonly<Record<string, NodeCompiler>> = { FilterExpression: filter };
