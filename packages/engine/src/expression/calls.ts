import { BUILTINS, type Builtin } from './builtins.ts';
import { type Compiler, child, type NodeCompiler, nameOf, Refusal } from './compiler.ts';
import { FeelRange, type SyntaxNode } from './feelin.ts';
import { rangeHolds, typeName } from './operators.ts';
import { type Evaluate, type Run, warn } from './run.ts';
import { Callable, isList, Scope, type Value } from './values.ts';

interface Arguments {
  /** Null for a call by position. */
  readonly names: readonly string[] | null;
  readonly values: readonly Evaluate[];
}

function argumentsOf(node: SyntaxNode, compiler: Compiler): Arguments {
  if (node.name !== 'NamedParameters') {
    return { names: null, values: node.children.map((one) => compiler.compile(one)) };
  }
  return {
    names: node.children.map((one) => nameOf(child(one, 0))),
    values: node.children.map((one) => compiler.compile(child(one, 1))),
  };
}

/** Puts arguments given by name into the order of the parameters; null when a name is unknown. */
function arrange(given: Arguments, values: readonly Value[], parameters: readonly string[]): readonly Value[] | null {
  if (!given.names) return values;
  const ordered: Value[] = [];
  let used = 0;
  for (const parameter of parameters) {
    const index = given.names.indexOf(parameter.replace(/^\.{3}/, ''));
    const value = values[index];
    if (index >= 0) used += 1;
    if (value !== undefined && parameter.startsWith('...') && isList(value)) ordered.push(...value);
    // a parameter left out stays undefined, which is how built-ins tell "not given" from null
    else if (value !== undefined || !parameter.startsWith('...')) ordered.push(value as Value);
  }
  while (ordered.length > 0 && ordered.at(-1) === undefined) ordered.pop();
  return used === given.names.length ? ordered : null;
}

function invocation(node: SyntaxNode, compiler: Compiler): Evaluate {
  const callee = child(node, 0);
  const given = argumentsOf(child(node, 2), compiler);
  const name = nameOf(callee);
  const special = callee.name === 'DateTimeConstructor' || callee.name === 'SpecialFunctionName';
  if (special || (callee.name === 'VariableName' && !compiler.isLocal(name))) {
    const builtin = BUILTINS.get(name);
    if (!builtin) throw new Refusal(`There is no function "${name}".`, callee.from);
    return callBuiltin(builtin, name, given, node);
  }
  const target = compiler.compile(callee);
  return (scope, run) => {
    const found = target(scope, run);
    const values = given.values.map((one) => one(scope, run));
    if (found instanceof FeelRange) return rangeHolds(found, values[0] ?? null);
    if (!(found instanceof Callable)) {
      return warn(run, 'invalid-type', `a ${typeName(found)} cannot be called`, node.from);
    }
    const ordered = arrange(given, values, found.parameters);
    if (!ordered) return warn(run, 'invalid-arguments', `"${name}" has no such parameter`, node.from);
    return run.budget.call(() => found.call(ordered));
  };
}

function callBuiltin(builtin: Builtin, name: string, given: Arguments, node: SyntaxNode): Evaluate {
  const variadic = builtin.parameters.at(-1)?.startsWith('...') ?? false;
  if (!given.names && !variadic && given.values.length > builtin.parameters.length) {
    throw new Refusal(`"${name}" takes at most ${builtin.parameters.length} arguments.`, node.from);
  }
  const unknown = given.names?.find((one) => !builtin.parameters.some((known) => known.replace(/^\.{3}/, '') === one));
  if (unknown) throw new Refusal(`"${name}" has no parameter "${unknown}".`, node.from);
  return (scope, run) => {
    run.budget.spend(2);
    const values = given.values.map((one) => one(scope, run));
    const ordered = arrange(given, values, builtin.parameters) ?? values;
    const result = builtin.call(ordered, run);
    if (result === null && !ordered.includes(null)) noteRefusal(run, name, ordered, node);
    return result;
  };
}

function noteRefusal(run: Run, name: string, args: readonly Value[], node: SyntaxNode): void {
  const types = args.map((one) => typeName(one ?? null)).join(', ');
  warn(run, 'invalid-arguments', `${name}(${types}) has no result`, node.from);
}

function definition(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (node.children.some(({ name }) => name === 'external')) {
    throw new Refusal('External functions are not carried out.', node.from);
  }
  const formal = node.children.find(({ name }) => name === 'FormalParameters');
  const parameters = (formal?.children ?? []).map((one) => nameOf(child(one, 0)));
  const bodyNode = child(node, -1);
  const body = compiler.within(parameters, () => compiler.compile(child(bodyNode, 0)));
  return (scope, run) =>
    new Callable(parameters, (args) => {
      run.budget.spend(parameters.length + 2);
      const bound = parameters.map((name, index): [string, Value] => [name, args[index] ?? null]);
      return body(new Scope(new Map(bound), scope), run);
    });
}

export const CALLS: Readonly<Record<string, NodeCompiler>> = {
  FunctionInvocation: invocation,
  FunctionDefinition: definition,
};
