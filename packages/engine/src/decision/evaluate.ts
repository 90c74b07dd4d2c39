import { type Callable, isContext, type Value } from '../expression/values.ts';
import { decideTable } from './decide-table.ts';
import { DecisionStop } from './decision-stop.ts';
import { callableOf, fitted } from './invoke.ts';
import { feelItem, feelTypeOf, fit, type ItemType } from './item-type.ts';
import type { Decision, DecisionService, InputData, Node, Requirement, Scope } from './model.ts';
import type { Session } from './session.ts';
import { shown, traced } from './trace.ts';

/** The value of a node; each is evaluated once in a session. Throws DecisionStop or Stop. */
export function resolve(node: Node, session: Session): Value {
  const known = session.known.get(node);
  if (known !== undefined) return known;
  const value = compute(node, session);
  session.known.set(node, value);
  return value;
}

function compute(node: Node, session: Session): Value {
  switch (node.kind) {
    case 'input':
      return input(node, session);
    case 'decision':
      return decision(node, session);
    case 'knowledge':
      return callableOf(
        { ...node, type: node.result ?? resultOf(node.type) },
        scopeOf(node.requirements, session),
        session,
        node.variable,
      );
    case 'service':
      return service(node, session);
    default:
      return node satisfies never;
  }
}

function input(node: InputData, session: Session): Value {
  const value = givenFor(node, session);
  if (node.type === null || value === null) return value;
  // JSON, forms above all, leaves out what has no value
  const found = fit(value, node.type, session, session.json);
  if (found.ok) return found.value;
  // the standard knows null only; a request with a wrong answer must not get as far as that
  if (!session.json) return null;
  const { code, message } = found.misfit;
  throw new DecisionStop(code === 'type' ? 'input-type' : 'input-not-allowed', `"${node.name}" ${message}.`, null);
}

/** Input data of an imported file is given under the names of the imports, or directly. */
function givenFor(node: InputData, { given, imported }: Session): Value {
  let scope: Value = given;
  for (const name of imported.get(node) ?? []) scope = isContext(scope) ? (scope[name] ?? null) : null;
  if (isContext(scope) && Object.hasOwn(scope, node.variable)) return scope[node.variable] ?? null;
  return Object.hasOwn(given, node.variable) ? (given[node.variable] ?? null) : null;
}

function decision(node: Decision, session: Session): Value {
  const scope = scopeOf(node.requirements, session);
  try {
    if (node.table !== null) {
      const found = decideTable(node.table, scope, session);
      session.trace.push(traced(node, found));
      return fitted(found.value, node.type, session);
    }
    const value = fitted(node.logic(scope, session), node.type, session);
    session.trace.push({ decision: node.id, name: node.name, inputs: [], matched: [], value: shown(value) });
    return value;
  } catch (error) {
    if (error instanceof DecisionStop) error.decision ??= node.id;
    throw error;
  }
}

/** What a node reads: the caller's values and, over them, what it requires. */
function scopeOf(requirements: readonly Requirement[], session: Session): Scope {
  if (requirements.length === 0) return session.given;
  const scope: { [name: string]: Value } = { ...session.given };
  for (const { target, through, name } of requirements) {
    const value = resolve(target, session);
    if (through === null) scope[name] = value;
    else {
      const outer = scope[through];
      scope[through] = { ...(isContext(outer) ? outer : {}), [name]: value };
    }
  }
  return scope;
}

/** A decision service as a function of its input data and input decisions (DMN 1.5, 10.4). */
function service(node: DecisionService, session: Session): Callable {
  const parameters = node.parameters.map(({ target, name }) => ({ name, type: target.type }));
  const logic = (scope: Scope) => serve(node, scope, session);
  return callableOf({ parameters, type: resultOf(node.type), logic }, {}, session);
}

/** Evaluates a service: its parameters are known, nothing else of the caller's graph is. */
export function serve(node: DecisionService, args: Scope, session: Session): Value {
  const known = new Map<Node, Value>();
  const given: { [name: string]: Value } = { ...session.functions };
  for (const { target, name } of node.parameters) {
    const value = Object.hasOwn(args, name) ? (args[name] ?? null) : null;
    known.set(target, fitted(value, target.type, session));
    given[name] = value;
  }
  const inner: Session = { ...session, given, known };
  const [first] = node.outputs;
  const found =
    node.outputs.length === 1 && first
      ? resolve(first.target, inner)
      : Object.fromEntries(node.outputs.map(({ target, name }) => [name, resolve(target, inner)]));
  return fitted(found, resultOf(node.type), session);
}

/** Files declare the variable of what is called as the function or, as older ones do, as what it answers with. */
function resultOf(type: ItemType | null): ItemType | null {
  if (type === null) return null;
  const feel = feelTypeOf(type);
  return feel.kind === 'function' ? feelItem(`result of ${type.name}`, feel.result) : type;
}

const orders = new WeakMap<Node, readonly Node[]>();

/** A node after everything it requires, found without recursion, so that a long chain cannot exhaust the stack. */
export function inOrder(wanted: Node): readonly Node[] {
  const found = orders.get(wanted);
  if (found) return found;
  const ordered = new Set<Node>();
  const open: { node: Node; next: number }[] = [{ node: wanted, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const needs = neededBy(top.node);
    const next = needs[top.next]?.target;
    top.next += 1;
    if (next && !ordered.has(next)) open.push({ node: next, next: 0 });
    else if (top.next > needs.length) {
      ordered.add(top.node);
      open.pop();
    }
  }
  const order = [...ordered];
  orders.set(wanted, order);
  return order;
}

function neededBy(node: Node): readonly Requirement[] {
  return node.kind === 'decision' || node.kind === 'knowledge' ? node.requirements : [];
}
