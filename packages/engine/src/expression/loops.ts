import { LIMITS, Stop } from './budget.ts';
import { type Compiler, child, type NodeCompiler, nameOf } from './compiler.ts';
import { FeelRange, type SyntaxNode } from './feelin.ts';
import { type Evaluate, type Run, warn } from './run.ts';
import { isList, Scope, type Value } from './values.ts';

interface Iterator {
  readonly name: string;
  readonly elements: (scope: Scope, run: Run) => Iterable<Value> | null;
}

/** Visits each combination of the iterators, later ones fastest; null when one of them has nothing to iterate. */
function visit(
  iterators: readonly Iterator[],
  scope: Scope,
  run: Run,
  body: (scope: Scope) => boolean,
  index = 0,
): boolean | null {
  const iterator = iterators[index];
  if (!iterator) return body(scope);
  const elements = iterator.elements(scope, run);
  if (elements === null) return null;
  for (const element of elements) {
    run.budget.spend(3);
    const inner = new Scope(new Map([[iterator.name, element]]), scope);
    const more = visit(iterators, inner, run, body, index + 1);
    if (more !== true) return more;
  }
  return true;
}

function iterators(node: SyntaxNode, compiler: Compiler): { list: Iterator[]; names: string[] } {
  const names: string[] = [];
  const list = node.children.map((one): Iterator => {
    const elements = compiler.within(names, () => iteration(child(one, 2), compiler));
    const name = nameOf(child(one, 0));
    names.push(name);
    return { name, elements };
  });
  return { list, names };
}

function iteration(node: SyntaxNode, compiler: Compiler): Iterator['elements'] {
  const first = compiler.compile(child(node, 0));
  if (node.children.length === 3) {
    const last = compiler.compile(child(node, 2));
    return (scope, run) => enumerate(first(scope, run), last(scope, run), run, node);
  }
  return (scope, run) => {
    const value = first(scope, run);
    if (value === null) return null;
    if (!(value instanceof FeelRange)) return isList(value) ? value : [value];
    const { start, end } = value;
    if (typeof start !== 'number' || typeof end !== 'number') return enumerate(start, end, run, node);
    const up = start <= end;
    const from = value['start included'] ? start : start + (up ? 1 : -1);
    const to = value['end included'] ? end : end - (up ? 1 : -1);
    return up === from <= to || from === to ? enumerate(from, to, run, node) : [];
  };
}

function enumerate(start: Value, end: Value, run: Run, node: SyntaxNode): Iterable<Value> | null {
  if (typeof start !== 'number' || typeof end !== 'number' || !Number.isInteger(start) || !Number.isInteger(end)) {
    return warn(run, 'invalid-type', `${node.text} has no whole numbers to go through`, node.from);
  }
  const length = Math.abs(end - start) + 1;
  if (length > LIMITS.range) {
    throw new Stop('range-too-large', `${node.text} has ${length} elements; at most ${LIMITS.range} are allowed.`);
  }
  const step = start <= end ? 1 : -1;
  return Array.from({ length }, (_, index) => start + index * step);
}

function forExpression(node: SyntaxNode, compiler: Compiler): Evaluate {
  const { list, names } = iterators(child(node, 1), compiler);
  const bodyNode = child(node, -1);
  const body = compiler.within([...names, 'partial'], () => compiler.compile(bodyNode));
  const usesPartial = bodyNode.text.includes('partial');
  return (scope, run) => {
    const results: Value[] = [];
    const finished = visit(list, scope, run, (inner) => {
      if (usesPartial) run.budget.spend(results.length);
      // a copy: a body that returns `partial` must not hold itself
      const seen = usesPartial ? new Scope(new Map([['partial', results.slice() as Value]]), inner) : inner;
      results.push(body(seen, run));
      return true;
    });
    return finished === null ? null : results;
  };
}

function quantified(node: SyntaxNode, compiler: Compiler): Evaluate {
  const decides = child(node, 0).text === 'some';
  const { list, names } = iterators(child(node, 1), compiler);
  const condition = compiler.within(names, () => compiler.compile(child(node, -1)));
  return (scope, run) => {
    let unknown = false;
    let decided = false;
    const finished = visit(list, scope, run, (inner) => {
      const result = condition(inner, run);
      if (result === decides) decided = true;
      else if (typeof result !== 'boolean') unknown = true;
      return !decided;
    });
    if (decided) return decides;
    return finished === null || unknown ? null : !decides;
  };
}

export const LOOPS: Readonly<Record<string, NodeCompiler>> = {
  ForExpression: forExpression,
  QuantifiedExpression: quantified,
};
