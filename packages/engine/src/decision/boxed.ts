import { Callable, type Value } from '../expression/values.ts';
import { boxedConditional, boxedEvery, boxedFilter, boxedFor, boxedSome } from './boxed-iterators.ts';
import { decideTable } from './decide-table.ts';
import { callableOf, fitted } from './invoke.ts';
import { feelTypeOf, type ItemType } from './item-type.ts';
import { compileLiteral } from './literal.ts';
import type { Logic, Parameter } from './model.ts';
import { readTable } from './read-table.ts';
import { type CompileInside, named, only, type Reading, refused, textOf, typeRefOf, withNames } from './reading.ts';
import { traced } from './trace.ts';
import type { XmlElement } from './xml.ts';

/** One reader for each kind of boxed expression (DMN 1.5, 10.2). */
const BOXED: Readonly<Record<string, (element: XmlElement, reading: Reading, inside: CompileInside) => Logic>> = {
  literalExpression: (element, reading) => compileLiteral(element, reading),
  decisionTable: boxedTable,
  context: boxedContext,
  invocation: boxedInvocation,
  functionDefinition: boxedFunction,
  list: boxedList,
  relation: boxedRelation,
  conditional: boxedConditional,
  filter: boxedFilter,
  for: boxedFor,
  some: boxedSome,
  every: boxedEvery,
};

/** The boxed expression inside an element, or null. */
export function expressionIn(element: XmlElement): XmlElement | null {
  return element.children.find(({ name }) => Object.hasOwn(BOXED, name)) ?? null;
}

/** Compiles any boxed expression, coerced to its own type reference when it has one. */
export function compileBoxed(element: XmlElement, reading: Reading): Logic {
  const logic = BOXED[element.name]?.(element, reading, compileInside);
  if (!logic) {
    reading.findings.error('dmn-unsupported', `"${element.name}" is not carried out.`, element, { name: element.name });
    return refused(`"${element.name}" is not carried out.`);
  }
  const type = element.name === 'functionDefinition' ? null : reading.typeOf(typeRefOf(element), element);
  return type === null ? logic : (scope, session) => fitted(logic(scope, session), type, session);
}

function compileInside(element: XmlElement | null, at: XmlElement, reading: Reading): Logic {
  const inner = element && expressionIn(element);
  if (inner) return compileBoxed(inner, reading);
  reading.findings.error('dmn-incomplete', `"${(element ?? at).name}" needs an expression.`, element ?? at);
  return refused('An expression is missing.');
}

function boxedTable(element: XmlElement, reading: Reading): Logic {
  const table = readTable(element, reading);
  if (table === null) return refused('The table cannot be evaluated.');
  return (scope, session) => {
    const found = decideTable(table, scope, session);
    session.trace.push(traced(reading.owner, found));
    return found.value;
  };
}

/** Entries see those before them; an entry without a name is the result. */
function boxedContext(element: XmlElement, reading: Reading): Logic {
  const entries: { name: string | null; type: ItemType | null; logic: Logic }[] = [];
  let inner = reading;
  for (const entry of named(element, 'contextEntry')) {
    const variable = only(entry, 'variable');
    const name = variable?.attributes.get('name') ?? null;
    const type = variable ? reading.typeOf(typeRefOf(variable), variable) : null;
    if (name === '__proto__') reading.findings.error('dmn-incomplete', 'A name is not allowed.', variable);
    const around = name !== null && isFunction(entry) ? withNames(inner, [[name, type]]) : inner;
    entries.push({ name, type, logic: compileInside(entry, element, around) });
    if (name !== null) inner = withNames(inner, [[name, type]]);
  }
  return (outer, session) => {
    const scope: { [name: string]: Value } = { ...outer };
    const result: { [name: string]: Value } = {};
    for (const { name, type, logic } of entries) {
      const value = fitted(logic(scope, session), type, session);
      if (name === null) return value;
      scope[name] = value;
      result[name] = value;
    }
    return result;
  };
}

/** A function may call itself by the name of its entry. */
function isFunction(entry: XmlElement): boolean {
  const inner = expressionIn(entry);
  return inner?.name === 'functionDefinition' || (inner !== null && /^function\b/.test(textOf(inner)));
}

function boxedList(element: XmlElement, reading: Reading): Logic {
  const elements = element.children.filter((child) => Object.hasOwn(BOXED, child.name));
  const logics = elements.map((child) => compileBoxed(child, reading));
  return (scope, session) => logics.map((logic) => logic(scope, session));
}

function boxedRelation(element: XmlElement, reading: Reading): Logic {
  const columns = named(element, 'column').map((column) => ({
    name: column.attributes.get('name') ?? '',
    type: reading.typeOf(typeRefOf(column), column),
  }));
  const rows = named(element, 'row').map((row) => {
    const cells = row.children.filter((child) => Object.hasOwn(BOXED, child.name));
    if (cells.length !== columns.length) {
      reading.findings.error('dmn-table', `A row has ${cells.length} cells for ${columns.length} columns.`, row);
    }
    return cells.map((cell) => compileBoxed(cell, reading));
  });
  return (scope, session) =>
    rows.map((cells) => {
      const entries = columns.map(({ name, type }, index): [string, Value] => [
        name,
        fitted(cells[index]?.(scope, session) ?? null, type, session),
      ]);
      return Object.fromEntries(entries);
    });
}

/** Parameters of an `encapsulatedLogic` or a `functionDefinition`. */
export function parametersOf(element: XmlElement, reading: Reading): readonly Parameter[] {
  return named(element, 'formalParameter').map((parameter) => ({
    name: parameter.attributes.get('name') ?? '',
    type: reading.typeOf(typeRefOf(parameter), parameter),
  }));
}

/** The body of a function; refuses kinds that leave FEEL. */
export function functionBody(element: XmlElement, parameters: readonly Parameter[], reading: Reading): Logic {
  const kind = element.attributes.get('kind') ?? 'FEEL';
  if (kind !== 'FEEL') {
    const message = `A function of the kind ${kind} is not carried out; write it in FEEL.`;
    reading.findings.error('dmn-unsupported', message, element, { kind });
    return refused(message);
  }
  return compileInside(
    element,
    element,
    withNames(
      reading,
      parameters.map(({ name, type }) => [name, type]),
    ),
  );
}

function boxedFunction(element: XmlElement, reading: Reading): Logic {
  const parameters = parametersOf(element, reading);
  const body = functionBody(element, parameters, reading);
  const inner = expressionIn(element);
  const result = reading.typeOf(inner ? typeRefOf(inner) : undefined, element);
  const declared = reading.typeOf(typeRefOf(element), element);
  const type = result ?? (declared !== null && feelTypeOf(declared).kind !== 'function' ? declared : null);
  return (scope, session) => callableOf({ parameters, logic: body, type }, scope, session);
}

/** Calls the function that the expression names, with arguments by the names of its parameters (10.2.2). */
function boxedInvocation(element: XmlElement, reading: Reading): Logic {
  const called = compileInside(element, element, reading);
  const bindings = named(element, 'binding').map((binding) => ({
    name: only(binding, 'parameter')?.attributes.get('name') ?? '',
    logic: compileInside(binding, binding, reading),
  }));
  return (scope, session) => {
    const target = called(scope, session);
    if (!(target instanceof Callable)) return null;
    const names = target.parameters;
    if (bindings.some(({ name }) => !names.includes(name))) return null;
    const given = new Map(bindings.map(({ name, logic }) => [name, logic(scope, session)]));
    const run = { budget: session.time.budget, time: session.time, variables: scope, warnings: [] };
    return target.call(
      names.map((name) => given.get(name) ?? null),
      run,
    );
  };
}
