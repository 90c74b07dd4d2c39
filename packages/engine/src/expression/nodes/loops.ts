import { LIMITS, Stop } from '../budget.ts';
import { type Compiler, child, type NodeCompiler, nameOf } from '../compiler.ts';
import { integerOf } from '../numbers.ts';
import { type Evaluate, type Frame, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { FeelDate } from '../temporal.ts';
import { FeelRange, isList, type Value } from '../values.ts';

interface Iterator {
  readonly slot: number;
  readonly elements: (frame: Frame, run: Run) => readonly Value[] | null;
}

/** Binds the names of the iterators one after the other: each sees those before it. */
function withIterators<T>(node: SyntaxNode, compiler: Compiler, build: (list: readonly Iterator[]) => T): T {
  const next = (index: number, list: readonly Iterator[]): T => {
    const one = node.children[index];
    if (!one) return build(list);
    const elements = iteration(child(one, 2), compiler);
    return compiler.bind(nameOf(child(one, 0)), (slot) => next(index + 1, [...list, { slot, elements }]));
  };
  return next(0, []);
}

/** Visits each combination, later iterators fastest, until `body` says false; null when one has nothing to iterate. */
function visit(
  iterators: readonly Iterator[],
  index: number,
  frame: Frame,
  run: Run,
  body: () => boolean,
): boolean | null {
  const iterator = iterators[index];
  if (!iterator) return body();
  const elements = iterator.elements(frame, run);
  if (elements === null) return null;
  const last = index === iterators.length - 1;
  for (let at = 0; at < elements.length; at += 1) {
    run.budget.spend(3);
    frame[iterator.slot] = elements[at] ?? null;
    const more = last ? body() : visit(iterators, index + 1, frame, run, body);
    if (more !== true) return more;
  }
  return true;
}

function iteration(node: SyntaxNode, compiler: Compiler): Iterator['elements'] {
  const first = compiler.compile(child(node, 0));
  if (node.children.length === 3) {
    const last = compiler.compile(child(node, 2));
    return (frame, run) => enumerate(first(frame, run), last(frame, run), true, true, run, node);
  }
  return (frame, run) => {
    const value = first(frame, run);
    if (value === null) return warn(run, 'invalid-type', `${node.text} is null, a list is needed`, node.from);
    if (!(value instanceof FeelRange)) return isList(value) ? value : [value];
    return enumerate(value.start, value.end, value.startIncluded, value.endIncluded, run, node);
  };
}

/** The whole numbers, or the days, of a range, upwards or downwards. */
function enumerate(
  start: Value,
  end: Value,
  startIncluded: boolean,
  endIncluded: boolean,
  run: Run,
  node: SyntaxNode,
): readonly Value[] | null {
  const days = start instanceof FeelDate && end instanceof FeelDate;
  const from = days ? start.epochDay : integerOf(start);
  const to = days ? end.epochDay : integerOf(end);
  if (from === null || to === null) {
    return warn(run, 'invalid-type', `${node.text} has no whole numbers or days to go through`, node.from);
  }
  const step = from <= to ? 1 : -1;
  const length = Math.abs(to - from) + 1 - (startIncluded ? 0 : 1) - (endIncluded ? 0 : 1);
  if (length > LIMITS.range) {
    throw new Stop('range-too-large', `${node.text} has ${length} elements; at most ${LIMITS.range} are allowed.`);
  }
  if (length <= 0) return [];
  run.budget.spend(length);
  const first = startIncluded ? from : from + step;
  return Array.from({ length }, (_, index) => {
    const one = first + index * step;
    return days ? FeelDate.ofEpochDay(one) : one;
  });
}

function forExpression(node: SyntaxNode, compiler: Compiler): Evaluate {
  return withIterators(child(node, 1), compiler, (iterators) =>
    compiler.bind('partial', (slot) => {
      const bodyNode = child(node, -1);
      const usesPartial = /\bpartial\b/.test(bodyNode.text);
      const body = compiler.compile(bodyNode);
      return (frame, run) => {
        const results: Value[] = [];
        const finished = visit(iterators, 0, frame, run, () => {
          if (usesPartial) {
            run.budget.spend(results.length);
            // a copy: a body that returns `partial` must not hold itself
            frame[slot] = results.slice();
          }
          results.push(body(frame, run));
          return true;
        });
        return finished === null ? null : results;
      };
    }),
  );
}

function quantified(node: SyntaxNode, compiler: Compiler): Evaluate {
  const decides = child(node, 0).text === 'some';
  return withIterators(child(node, 1), compiler, (iterators) => {
    const condition = compiler.compile(child(node, -1));
    return (frame, run) => {
      let unknown = false;
      let decided = false;
      const finished = visit(iterators, 0, frame, run, () => {
        const result = condition(frame, run);
        if (result === decides) decided = true;
        else if (typeof result !== 'boolean') unknown = true;
        return !decided;
      });
      if (decided) return decides;
      return finished === null || unknown ? null : !decides;
    };
  });
}

export const LOOPS: Readonly<Record<string, NodeCompiler>> = {
  ForExpression: forExpression,
  QuantifiedExpression: quantified,
};
