import { BUILTINS } from './builtins.ts';
import { type Compiler, child, type NodeCompiler, nameOf } from './compiler.ts';
import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime, type SyntaxNode } from './feelin.ts';
import { rangeHolds, typeName } from './operators.ts';
import { type Evaluate, type Run, warn } from './run.ts';
import { Callable, entryOf, isContext, isList, Scope, type Value } from './values.ts';

function variable(node: SyntaxNode, compiler: Compiler): Evaluate {
  const name = nameOf(node);
  const builtin = BUILTINS.get(name);
  compiler.reads(name);
  return (scope, run) => {
    run.budget.spend(1);
    const value = scope.find(name);
    if (value !== undefined) return value;
    if (builtin) return new Callable(builtin.parameters, (args) => builtin.call(args, run));
    return warn(run, 'unknown-name', `"${name}" is not known here`, node.from);
  };
}

/** What may be read of a value that is not a context. Nothing else of a host object is reachable. */
const PROPERTIES: readonly (readonly [new (...args: never[]) => object, readonly string[]])[] = [
  [FeelDate, ['year', 'month', 'day', 'weekday']],
  [FeelTime, ['hour', 'minute', 'second', 'timezone', 'time offset']],
  [
    FeelDateTime,
    ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second', 'timezone', 'time offset', 'date', 'time'],
  ],
  [FeelDuration, ['years', 'months', 'days', 'hours', 'minutes', 'seconds']],
  [FeelRange, ['start', 'end', 'start included', 'end included']],
];

function property(target: Value, name: string, run: Run, node: SyntaxNode): Value {
  run.budget.spend(1);
  if (target === null) return null;
  if (isList(target)) return target.map((element) => property(element ?? null, name, run, node));
  if (isContext(target)) {
    return entryOf(target, name) ?? warn(run, 'unknown-name', `"${name}" is not in the context`, node.from);
  }
  const readable = PROPERTIES.find(([type]) => target instanceof type);
  if (!readable?.[1].includes(name))
    return warn(run, 'unknown-name', `a ${typeName(target)} has no "${name}"`, node.from);
  if (target instanceof FeelDateTime && (name === 'date' || name === 'time')) {
    return BUILTINS.get(name)?.call([target], run) ?? null;
  }
  return ((target as unknown as Record<string, Value | undefined>)[name] ?? null) as Value;
}

function path(node: SyntaxNode, compiler: Compiler): Evaluate {
  const target = compiler.compile(child(node, 0));
  const name = nameOf(child(node, -1));
  return (scope, run) => property(target(scope, run), name, run, node);
}

function isIndex(node: SyntaxNode): boolean {
  return node.name === 'NumericLiteral' || (node.name === 'ArithmeticExpression' && node.children.length === 2);
}

function filter(node: SyntaxNode, compiler: Compiler): Evaluate {
  const target = compiler.compile(child(node, 0));
  const condition = child(node, 2);
  const test = compiler.within(['item'], () => compiler.compile(condition));
  const always = isIndex(condition);
  return (scope, run) => {
    const found = target(scope, run);
    if (found === null) return null;
    const list = isList(found) ? found : [found];
    const first = always || list.length === 0 ? test(scope, run) : test(elementScope(list[0] ?? null, scope), run);
    if (typeof first === 'number') return list.at(first > 0 ? first - 1 : first === 0 ? list.length : first) ?? null;
    return list.filter((element, index) => {
      run.budget.spend(2);
      const result = index === 0 ? first : test(elementScope(element, scope), run);
      return result instanceof FeelRange ? rangeHolds(result, element) === true : result === true;
    });
  };
}

/** In a filter an element is `item`, and a context's entries are names of their own. */
function elementScope(element: Value, scope: Scope): Scope {
  const named = new Scope(new Map([['item', element]]), scope);
  return isContext(element) ? new Scope(element, named) : named;
}

export const PATHS: Readonly<Record<string, NodeCompiler>> = {
  VariableName: variable,
  '?': () => (scope) => scope.find('?') ?? null,
  PathExpression: path,
  FilterExpression: filter,
};
