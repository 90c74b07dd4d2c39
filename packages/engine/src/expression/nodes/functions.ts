import { byName, byNameIncomplete, byPosition, callBuiltin, prepare, type Signature } from '../builtins/define.ts';
import { BUILTINS, REFUSED } from '../builtins/index.ts';
import { type Compiler, child, type NodeCompiler, nameOf } from '../compiler.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { readType } from '../type-syntax.ts';
import { ANY, coerce, type FeelType, typeText } from '../types.ts';
import { Callable, typeName, type Value } from '../values.ts';
import { builtinValue, compileName } from './names.ts';

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

const CALLEES: ReadonlySet<string> = new Set(['VariableName', 'SpecialFunctionName', 'DateTimeConstructor']);

function invocation(node: SyntaxNode, compiler: Compiler): Evaluate {
  const callee = child(node, 0);
  const given = argumentsOf(child(node, 2), compiler);
  if (!CALLEES.has(callee.name)) return dynamicCall(node, compiler.compile(callee), given);
  const name = nameOf(callee);
  const { slot, elements } = compiler.find(name);
  const signatures = BUILTINS.get(name);
  if (slot !== null || elements.length > 0) return dynamicCall(node, functionNamed(name, callee, compiler), given);
  const host = compiler.hostFunction(name);
  if (host !== null) return hostCall(node, name, host, given, compiler);
  const reason = REFUSED.get(name);
  if (reason !== undefined) return compiler.problem(node, 'unknown-function', `"${name}" is refused: ${reason}.`);
  if (!signatures) {
    const read = compileName(name, callee, compiler);
    const call = dynamicCall(node, read, given);
    if (!compiler.knows(name)) compiler.problem(node, 'unknown-function', `There is no function "${name}".`);
    return call;
  }
  return builtinCall(node, name, signatures, given, compiler);
}

/** What has the name and is a function; a value such as the date of a list's elements does not keep `date(…)` from being called. */
function functionNamed(name: string, callee: SyntaxNode, compiler: Compiler): Evaluate {
  // what is called is no variable that could be missing
  const read = compileName(name, callee, { ...compiler, openNames: false });
  const outside = compiler.hostFunction(name) ?? builtinValue(name);
  if (outside === null) return read;
  return (frame, run) => {
    const value = read(frame, run);
    return value instanceof Callable ? value : outside;
  };
}

/** A function of the host, whose parameters are known while compiling. */
function hostCall(node: SyntaxNode, name: string, host: Callable, given: Arguments, compiler: Compiler): Evaluate {
  const { names, values } = given;
  const fitting = names === null ? fits(host, values.length) : names.every((one) => host.parameters.includes(one));
  if (!fitting) {
    const way = `${name}(${host.parameters.join(', ')})`;
    return compiler.problem(node, 'wrong-arguments', `"${name}" cannot be called like this; write ${way}.`);
  }
  const call = dynamicCall(node, () => host, given);
  return (frame, run) => {
    const before = run.warnings.length;
    const result = call(frame, run);
    return result !== null || run.warnings.length > before ? result : withoutResult(node, run);
  };
}

/** Functions whose null is an answer: they pass on or look up a value. */
const MAY_BE_NULL: ReadonlySet<string> = new Set(['assert', 'from json', 'fromAi', 'get or else', 'get value']);

/** Says that a function answered null; arguments that are null themselves have said so already. */
function withoutResult(node: SyntaxNode, run: Run): null {
  const text = node.text.length > 60 ? `${node.text.slice(0, 59)}…` : node.text;
  return warn(run, 'invalid-arguments', `${text} has no result for these arguments`, node.from);
}

/** A variable of that name hides the built-in; it can only be a function where the host gives functions. */
function builtinCall(
  node: SyntaxNode,
  name: string,
  signatures: readonly Signature[],
  given: Arguments,
  compiler: Compiler,
): Evaluate {
  const { names, values } = given;
  const fitting = names === null ? byPosition(signatures, values.length) : byName(signatures, names);
  const signature = fitting ?? (names === null ? undefined : byNameIncomplete(signatures, names));
  const ways = signatures.map((one) => one.text).join(' or ');
  const wrong = fitting
    ? null
    : compiler.problem(node, 'wrong-arguments', `"${name}" cannot be called like this; write ${ways}.`);
  if (!signature) return wrong as Evaluate;
  const refuse = (reason: string, run: Run) => warn(run, 'invalid-arguments', reason, node.from);
  const hidden = dynamicCall(node, (_, run) => run.variables[name] ?? null, given);
  const call = names === null ? positional(signatures, values, refuse) : named(signature, names, values, refuse);
  return (frame, run) => {
    if (Object.hasOwn(run.variables, name) && run.variables[name] instanceof Callable) return hidden(frame, run);
    const before = run.warnings.length;
    const result = call(frame, run);
    return result !== null || MAY_BE_NULL.has(name) || run.warnings.length > before ? result : withoutResult(node, run);
  };
}

function positional(
  signatures: readonly Signature[],
  values: readonly Evaluate[],
  refuse: (reason: string, run: Run) => null,
): Evaluate {
  const { length } = values;
  return (frame, run) => {
    run.budget.spend(3);
    const args: Value[] = new Array(length);
    for (let index = 0; index < length; index += 1) args[index] = (values[index] as Evaluate)(frame, run);
    return callBuiltin(signatures, args, run, (reason) => refuse(reason, run));
  };
}

function named(
  signature: Signature,
  names: readonly string[],
  values: readonly Evaluate[],
  refuse: (reason: string, run: Run) => null,
): Evaluate {
  const order = signature.parameters.map((parameter) => names.indexOf(parameter.name));
  return (frame, run) => {
    run.budget.spend(3);
    const found = values.map((value) => value(frame, run));
    const args = order.map((index, at) =>
      index >= 0 ? (found[index] ?? null) : signature.parameters[at]?.optional ? undefined : null,
    );
    if (signature.variadic) {
      const last = args.at(-1) ?? null;
      return signature.call([...args.slice(0, -1).map((one) => one ?? null), Array.isArray(last) ? last : [last]], run);
    }
    const prepared = prepare(signature, args as Value[]);
    return typeof prepared === 'string' ? refuse(prepared, run) : signature.call(prepared, run);
  };
}

/** Calls whatever function value stands there. */
function dynamicCall(node: SyntaxNode, callee: Evaluate, { names, values }: Arguments): Evaluate {
  return (frame, run) => {
    run.budget.spend(3);
    const called = callee(frame, run);
    if (!(called instanceof Callable)) {
      const message = `"${child(node, 0).text}" is ${called === null ? 'null' : `a ${typeName(called)}`}, a function is needed`;
      return warn(run, 'invalid-type', message, node.from);
    }
    const found = values.map((value) => value(frame, run));
    const args = names === null ? found : ordered(called.parameters, names, found);
    if (args === null || !fits(called, args.length)) {
      return warn(
        run,
        'invalid-arguments',
        `${child(node, 0).text} takes (${called.parameters.join(', ')})`,
        node.from,
      );
    }
    return called.call(args, run);
  };
}

function fits({ parameters, optional, variadic }: Callable, count: number): boolean {
  return variadic || (count <= parameters.length && count >= parameters.length - optional);
}

/** Puts arguments given by name into the order of the parameters; null when a name is unknown. */
function ordered(parameters: readonly string[], names: readonly string[], values: readonly Value[]): Value[] | null {
  if (!names.every((name) => parameters.includes(name))) return null;
  return parameters.map((parameter) => values[names.indexOf(parameter)] ?? null);
}

/** `function(a: number, b) a + b`. The frame of the definition is copied, so a loop's later turns do not change it. */
function definition(node: SyntaxNode, compiler: Compiler, own: number | null): Evaluate {
  if (node.children.some(({ name }) => name === 'external')) {
    return compiler.problem(node, 'external-function', 'Functions of other languages are refused.');
  }
  const formal = child(node, 2).children;
  const parameters = formal.map((one) => nameOf(child(one, 0)));
  const types: FeelType[] = [];
  for (const one of formal) {
    const typeNode = one.children[1];
    const type = typeNode ? readType(typeNode, compiler.types) : ANY;
    if (!type) return compiler.problem(one, 'unknown-type', `"${typeNode?.text ?? ''}" is not a type.`);
    types.push(type);
  }
  const slots: number[] = [];
  const body = bindAll(parameters, compiler, slots, () => compiler.compile(child(child(node, -1), 0)));
  return (frame, run) => {
    run.budget.spend(4 + (frame.length >> 2));
    const captured = frame.slice();
    const value: Callable = new Callable(
      parameters,
      (args, caller) => {
        caller.budget.enter();
        caller.budget.spend(captured.length >> 2);
        const inner = captured.slice();
        for (let index = 0; index < slots.length; index += 1) {
          const type = types[index] ?? ANY;
          const taken = coerce(args[index] ?? null, type);
          if (taken === undefined) {
            caller.budget.leave();
            return warn(caller, 'invalid-arguments', `"${parameters[index]}" must be a ${typeText(type)}`, node.from);
          }
          inner[slots[index] as number] = taken;
        }
        const result = body(inner, caller.budget === run.budget ? run : { ...run, budget: caller.budget });
        caller.budget.leave();
        return result;
      },
      { signature: { parameters: types, result: ANY } },
    );
    if (own !== null) captured[own] = value;
    return value;
  };
}

function bindAll<T>(names: readonly string[], compiler: Compiler, slots: number[], compile: () => T): T {
  const next = (index: number): T => {
    const name = names[index];
    if (name === undefined) return compile();
    return compiler.bind(name, (slot) => {
      slots.push(slot);
      return next(index + 1);
    });
  };
  return next(0);
}

export const FUNCTIONS: Readonly<Record<string, NodeCompiler>> = {
  FunctionInvocation: invocation,
  FunctionDefinition: definition,
};
