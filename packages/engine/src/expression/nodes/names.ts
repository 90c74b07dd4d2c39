import { callBuiltin, type Parameter, type Signature } from '../builtins/define.ts';
import { BUILTINS } from '../builtins/index.ts';
import { type Compiler, child, type NodeCompiler, nameOf } from '../compiler.ts';
import { propertyOf } from '../properties.ts';
import { type Evaluate, type Frame, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { ANY, type FeelType, typeNamed } from '../types.ts';
import { Callable, entryOf, isContext, isList, typeName, type Value } from '../values.ts';

/** A built-in function as a value: one object for each, so that a function equals itself. */
export function builtinValue(name: string): Callable | null {
  let found = functions.get(name);
  const signatures = BUILTINS.get(name);
  if (!found && signatures) {
    found = asCallable(signatures);
    functions.set(name, found);
  }
  return found ?? null;
}

const functions = new Map<string, Callable>();

function asCallable(signatures: readonly Signature[]): Callable {
  const longest = signatures.reduce((a, b) => (b.parameters.length > a.parameters.length ? b : a));
  return new Callable(
    longest.parameters.map((one) => one.name),
    (args, run) => callBuiltin(signatures, args, run, (reason) => warn(run, 'invalid-arguments', reason, 0)),
    {
      optional: longest.parameters.length - Math.min(...signatures.map((one) => one.required)),
      variadic: longest.variadic,
      signature: { parameters: longest.parameters.map(parameterType), result: typeNamed(longest.result) ?? ANY },
    },
  );
}

function parameterType({ types }: Parameter): FeelType {
  const [only, ...more] = types;
  return (more.length === 0 && only !== undefined && typeNamed(only)) || ANY;
}

function variable(node: SyntaxNode, compiler: Compiler): Evaluate {
  return compileName(nameOf(node), node, compiler);
}

/** The name of a node that is nothing but a variable from outside under a plain name; null for any other node. */
export function plainVariable(node: SyntaxNode, compiler: Compiler): string | null {
  if (node.name !== 'VariableName') return null;
  const name = nameOf(node);
  const { slot, elements } = compiler.find(name);
  const own = slot !== null || elements.length > 0 || compiler.hostFunction(name) !== null;
  return own || isSpecial(name) || name in Object.prototype ? null : name;
}

function isSpecial(name: string): boolean {
  return /[\s./+*'-]/.test(name);
}

/** Reads a name: from the elements of the filters around it, from the expression's own names, then from the variables. */
export function compileName(name: string, node: SyntaxNode, compiler: Compiler): Evaluate {
  const { slot, elements } = compiler.find(name);
  const given = slot === null ? compiler.hostFunction(name) : null;
  if (slot === null && given === null) compiler.reads(name);
  const outer = given !== null ? () => given : slot === null ? global(name, node, compiler.openNames) : local(slot);
  return elements.length === 0 ? outer : throughElements(name, elements, outer);
}

function local(slot: number): Evaluate {
  return (frame) => frame[slot] ?? null;
}

function global(name: string, node: SyntaxNode, open: boolean): Evaluate {
  if (isSpecial(name) || name === '__proto__') {
    return (_, run) => {
      run.budget.spend(2);
      const value = entryOf(run.variables, name);
      return value === undefined ? missing(name, node, run, open) : value;
    };
  }
  if (name in Object.prototype) {
    return (_, run) => {
      const { variables } = run;
      return Object.hasOwn(variables, name) ? (variables[name] ?? null) : missing(name, node, run, open);
    };
  }
  // variables are plain objects: what Object.prototype does not have is their own or nowhere
  return (_, run) => {
    const value = run.variables[name];
    return value === undefined ? missing(name, node, run, open) : value;
  };
}

function missing(name: string, node: SyntaxNode, run: Run, open: boolean): Value {
  const builtin = open ? null : builtinValue(name);
  return builtin ?? warn(run, 'unknown-name', `"${name}" is not known here`, node.from);
}

function throughElements(name: string, elements: readonly number[], outer: Evaluate): Evaluate {
  return (frame: Frame, run) => {
    for (const element of elements) {
      const value = frame[element];
      if (!isContext(value)) continue;
      const entry = entryOf(value, name);
      if (entry !== undefined) return entry;
    }
    return outer(frame, run);
  };
}

function path(node: SyntaxNode, compiler: Compiler): Evaluate {
  const target = compiler.compile(child(node, 0));
  const name = nameOf(child(node, -1));
  return (frame, run) => step(target(frame, run), name, run, node);
}

/** One step of a path (DMN 1.5, 10.3.2.5): an entry of a context, a property, or that of every element of a list. */
function step(target: Value, name: string, run: Run, node: SyntaxNode): Value {
  run.budget.spend(1);
  if (target === null) return null;
  if (isList(target)) {
    const values: Value[] = new Array(target.length);
    for (let index = 0; index < target.length; index += 1) values[index] = step(target[index] ?? null, name, run, node);
    return values;
  }
  if (isContext(target)) {
    const value = entryOf(target, name);
    return value === undefined
      ? warn(run, 'unknown-name', `"${name}" is not in the context ${child(node, 0).text}`, node.from)
      : value;
  }
  const value = propertyOf(target, name);
  if (value !== undefined) return value;
  return warn(
    run,
    'unknown-name',
    `${child(node, 0).text} is a ${typeName(target)}, which has no "${name}"`,
    node.from,
  );
}

export const NAMES: Readonly<Record<string, NodeCompiler>> = {
  VariableName: variable,
  '?': (node, compiler) => compileName('?', node, compiler),
  PathExpression: path,
};
