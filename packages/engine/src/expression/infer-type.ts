import type { ParameterType } from './builtins/define.ts';
import { BUILTINS } from './builtins/index.ts';
import { child, type ExpressionProblemCode, nameOf } from './compiler.ts';
import { nearest } from './nearest-name.ts';
import { stringOf } from './nodes/literals.ts';
import { operationType } from './operation-type.ts';
import { propertyType } from './property-type.ts';
import type { SyntaxNode } from './syntax.ts';
import { readTemporal } from './temporal-text.ts';
import { readType } from './type-syntax.ts';
import { ANY, type FeelType, typeNamed, typeText } from './types.ts';
import { typeName } from './values.ts';

/** The names in scope while types are inferred, and where to report. */
export interface TypeScope {
  find(name: string): FeelType | undefined;
  names(): readonly string[];
  readonly types: ReadonlyMap<string, FeelType>;
  with(name: string, type: FeelType): TypeScope;
  /** The element of a filter: `item`, and its entries. */
  withElement(type: FeelType): TypeScope;
  report(node: SyntaxNode, code: ExpressionProblemCode, message: string): void;
}

const BOOLEAN: FeelType = { kind: 'boolean' };
const listOf = (element: FeelType): FeelType => ({ kind: 'list', element });
const elementOf = (type: FeelType): FeelType => (type.kind === 'list' || type.kind === 'range' ? type.element : type);

/** The type of a node's value as far as it follows from the names' types; reports what cannot have a result. */
export function inferType(node: SyntaxNode, scope: TypeScope): FeelType {
  const infer = (index: number, inner = scope) => inferType(child(node, index), inner);
  switch (node.name) {
    case 'Expression':
    case 'PositiveUnaryTest':
      return infer(0);
    case 'ParenthesizedExpression':
      return infer(1);
    case 'NumericLiteral':
      return { kind: 'number' };
    case 'BooleanLiteral':
      return BOOLEAN;
    case 'StringLiteral':
      return { kind: 'string' };
    case 'null':
      return { kind: 'null' };
    case 'List':
      return listOf(common(node.children.slice(1, -1).map((one) => inferType(one, scope))));
    case 'Context':
      return contextType(node, scope);
    case 'Interval': {
      const start = infer(1);
      const end = infer(3);
      comparable(node, start, end, scope);
      return { kind: 'range', element: start.kind === 'null' ? end : start };
    }
    case 'DateTimeLiteral':
      return child(node, 0).name === 'AtLiteral' ? atType(child(node, 0)) : invocation(node, scope);
    case 'VariableName':
    case '?':
      return variable(node, scope);
    case 'PathExpression':
      return path(node, infer(0), scope);
    case 'FilterExpression':
      return filter(node, infer(0), scope);
    case 'ArithmeticExpression':
      return arithmetic(node, scope);
    case 'Comparison':
      return comparison(node, scope);
    case 'Conjunction':
    case 'Disjunction':
      condition(child(node, 0), infer(0), scope);
      condition(child(node, 2), infer(2), scope);
      return BOOLEAN;
    case 'IfExpression':
      condition(child(node, 1), infer(1), scope);
      return common([infer(3), infer(5)]);
    case 'InstanceOfExpression':
      infer(0);
      return BOOLEAN;
    case 'ForExpression': {
      const inner = iterators(child(node, 1), scope);
      return listOf(infer(-1, inner.with('partial', listOf(ANY))));
    }
    case 'QuantifiedExpression':
      condition(child(node, -1), infer(-1, iterators(child(node, 1), scope)), scope);
      return BOOLEAN;
    case 'FunctionDefinition':
      return definition(node, scope);
    case 'FunctionInvocation':
      return invocation(node, scope);
    case 'SimplePositiveUnaryTest':
      return openTest(node, scope);
    case 'UnaryTests':
    case 'PositiveUnaryTests':
      for (const one of node.children) inferType(one, scope);
      return BOOLEAN;
    default:
      return ANY;
  }
}

function common(types: readonly FeelType[]): FeelType {
  const known = types.filter(({ kind }) => kind !== 'null');
  const [first] = known;
  if (!first) return ANY;
  const text = typeText(first);
  // of types that differ only where the text leaves out, nothing is claimed
  return known.every((one) => one === first || (typeText(one) === text && !text.includes('…'))) ? first : ANY;
}

function contextType(node: SyntaxNode, outer: TypeScope): FeelType {
  const entries: Record<string, FeelType> = {};
  let scope = outer;
  for (const entry of node.children.slice(1, -1)) {
    const key = child(child(entry, 0), 0);
    const name = key.name === 'StringLiteral' ? stringOf(key.text) : nameOf(key);
    const value = child(entry, 1);
    const type = inferType(value, value.name === 'FunctionDefinition' ? scope.with(name, ANY) : scope);
    scope = scope.with(name, type);
    entries[name] = type;
  }
  return { kind: 'context', entries };
}

function atType(node: SyntaxNode): FeelType {
  const value = readTemporal(stringOf(child(node, 0).text));
  return value === null ? ANY : (typeNamed(typeName(value)) ?? ANY);
}

function variable(node: SyntaxNode, scope: TypeScope): FeelType {
  const name = nameOf(node);
  const type = scope.find(name);
  if (type) return type;
  // a variable may have the name of a built-in function, such as count or date, and goes before it
  if (BUILTINS.has(name)) return ANY;
  const near = nearest(name, scope.names());
  scope.report(node, 'unknown-name', `"${name}" is not known here${near === null ? '' : `; is "${near}" meant`}.`);
  return ANY;
}

function path(node: SyntaxNode, target: FeelType, scope: TypeScope): FeelType {
  const nameNode = child(node, -1);
  const name = nameOf(nameNode);
  if (target.kind === 'list') return listOf(path(node, target.element, scope));
  if (target.kind === 'any' || target.kind === 'null') return ANY;
  const names = target.kind === 'context' ? Object.keys(target.entries) : [];
  if (target.kind === 'context' && names.length === 0) return ANY;
  const found =
    target.kind === 'context'
      ? Object.hasOwn(target.entries, name)
        ? target.entries[name]
        : undefined
      : propertyType(target, name);
  if (found) return found;
  const near = nearest(name, names);
  const hint = near === null ? '' : `; is "${near}" meant`;
  scope.report(nameNode, 'unknown-name', `${child(node, 0).text} has no "${name}"${hint}.`);
  return ANY;
}

function filter(node: SyntaxNode, target: FeelType, scope: TypeScope): FeelType {
  const element = elementOf(target);
  const test = inferType(child(node, 2), scope.withElement(element));
  if (test.kind === 'number') return element;
  if (test.kind !== 'any' && test.kind !== 'range') condition(child(node, 2), test, scope);
  return test.kind === 'any' ? ANY : listOf(element);
}

function arithmetic(node: SyntaxNode, scope: TypeScope): FeelType {
  if (node.children.length === 2) return inferType(child(node, 1), scope);
  const [left, operator, right] = [child(node, 0), child(node, 1).text, child(node, 2)];
  const a = inferType(left, scope);
  const b = inferType(right, scope);
  const result = operationType(operator, a, b);
  if (result) return result;
  scope.report(
    node,
    'impossible-operation',
    `"${left.text}" is a ${typeText(a)} and "${right.text}" a ${typeText(b)}: "${operator}" has no result.`,
  );
  return ANY;
}

function comparison(node: SyntaxNode, scope: TypeScope): FeelType {
  const left = inferType(child(node, 0), scope);
  const operator = child(node, 1).text;
  if (operator === 'in') {
    const tests = child(node, child(node, 2).name === '(' ? 3 : 2);
    inferType(tests, scope.with('?', left));
    return BOOLEAN;
  }
  comparable(node, left, inferType(child(node, 2), scope), scope);
  if (operator === 'between') comparable(node, left, inferType(child(node, 4), scope), scope);
  return BOOLEAN;
}

function comparable(node: SyntaxNode, a: FeelType, b: FeelType, scope: TypeScope): void {
  const vague = (type: FeelType) => type.kind === 'any' || type.kind === 'null' || type.kind === 'duration';
  if (vague(a) || vague(b) || a.kind === b.kind) return;
  const message = `"${node.text}" compares a ${typeText(a)} with a ${typeText(b)}, which is never true.`;
  scope.report(node, 'impossible-comparison', message);
}

function openTest(node: SyntaxNode, scope: TypeScope): FeelType {
  if (node.children.length === 1) return inferType(child(node, 0), scope);
  const bound = inferType(child(node, 1), scope);
  const input = scope.find('?');
  if (input) comparable(node, elementOf(input), elementOf(bound), scope);
  return { kind: 'range', element: bound };
}

function condition(node: SyntaxNode, type: FeelType, scope: TypeScope): void {
  if (type.kind === 'boolean' || type.kind === 'any' || type.kind === 'null') return;
  scope.report(node, 'not-a-condition', `"${node.text}" is a ${typeText(type)}, true or false is needed.`);
}

function iterators(node: SyntaxNode, outer: TypeScope): TypeScope {
  let scope = outer;
  for (const one of node.children) {
    const source = child(one, 2);
    const types = source.children.filter(({ name }) => name !== '..').map((part) => inferType(part, scope));
    scope = scope.with(nameOf(child(one, 0)), elementOf(types[0] ?? ANY));
  }
  return scope;
}

function definition(node: SyntaxNode, outer: TypeScope): FeelType {
  let scope = outer;
  const parameters: FeelType[] = [];
  for (const one of child(node, 2).children) {
    const typeNode = one.children[1];
    const type = (typeNode && readType(typeNode, outer.types)) ?? ANY;
    parameters.push(type);
    scope = scope.with(nameOf(child(one, 0)), type);
  }
  if (node.children.some(({ name }) => name === 'external')) return { kind: 'function', parameters, result: ANY };
  return { kind: 'function', parameters, result: inferType(child(child(node, -1), 0), scope) };
}

function invocation(node: SyntaxNode, scope: TypeScope): FeelType {
  const callee = child(node, 0);
  const list = child(node, 2);
  const named = list.name === 'NamedParameters';
  const args = list.children.map((one) => (named ? child(one, 1) : one));
  const types = args.map((one) => inferType(one, scope));
  const name = nameOf(callee);
  const own = scope.find(name);
  if (own) return own.kind === 'function' ? own.result : ANY;
  const signatures = BUILTINS.get(name);
  if (!signatures) return ANY;
  const fitting = signatures.filter(({ variadic, parameters, required }) =>
    variadic || named ? true : types.length >= required && types.length <= parameters.length,
  );
  const [first] = fitting;
  if (!first || first.variadic || named) return resultType(first?.result);
  const right = fitting.find(({ parameters }) =>
    types.every((type, index) => (parameters[index]?.types ?? []).some((wanted) => takes(wanted, type))),
  );
  if (!right) {
    const wrong = types.findIndex(
      (type, index) => !(first.parameters[index]?.types ?? []).some((one) => takes(one, type)),
    );
    const at = args[wrong] ?? node;
    const wanted = first.parameters[wrong]?.types.join(' or a ') ?? 'value';
    scope.report(
      at,
      'wrong-arguments',
      `"${at.text}" is a ${typeText(types[wrong] ?? ANY)}; "${name}" needs a ${wanted} here.`,
    );
  }
  return resultType((right ?? first).result);
}

function takes(wanted: ParameterType, type: FeelType): boolean {
  if (wanted === 'any' || type.kind === 'any' || type.kind === 'null' || wanted === type.kind) return true;
  if (type.kind === 'duration') return wanted.endsWith('duration');
  // a list of one stands for its element, a value for the list of it
  return wanted === 'list' || (type.kind === 'list' && takes(wanted, type.element));
}

function resultType(name: string | undefined): FeelType {
  return (name === undefined || name === 'any' ? undefined : typeNamed(name)) ?? ANY;
}
