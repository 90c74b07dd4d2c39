import { LIMITS, Stop } from '../budget.ts';
import { byName, byNameIncomplete, byPosition, callBuiltin, prepare } from '../builtins/define.ts';
import { BUILTINS } from '../builtins/index.ts';
import { stringOf } from '../nodes/literals.ts';
import { builtinValue } from '../nodes/names.ts';
import { integerOf, isNumeric, numberOf } from '../numbers.ts';
import { arithmetic, compare, equals, holds, rangeHolds } from '../operators.ts';
import { propertyOf } from '../properties.ts';
import type { Run } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { FeelDate } from '../temporal.ts';
import { readTemporal } from '../temporal-text.ts';
import { readType } from '../type-syntax.ts';
import { ANY, coerce, conforms, type FeelType } from '../types.ts';
import { Callable, entryOf, FeelRange, isContext, isList, normalName, type Value } from '../values.ts';

/**
 * An interpreter of FEEL that visits the syntax tree at each evaluation: slow, and written to be compared with chapter 10 of
 * the standard and with the compiler. It shares values, operators and built-in functions with it; scopes, control flow,
 * filters, paths, calls, tests and literals are its own.
 */
export function walk(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  run.budget.spend(1);
  switch (node.name) {
    case 'Expression':
      return walk(at(node, 0), scope, run);
    case 'ParenthesizedExpression':
      return walk(at(node, 1), scope, run);
    case 'NumericLiteral':
      return numberOf(node.text.replace(/\s/g, ''));
    case 'BooleanLiteral':
      return node.text === 'true';
    case 'StringLiteral':
      return stringOf(node.text);
    case 'null':
      return null;
    case 'List':
      return inside(node).map((one) => walk(one, scope, run));
    case 'Context':
      return context(node, scope, run);
    case 'Interval':
      return range(
        walk(at(node, 1), scope, run),
        walk(at(node, 3), scope, run),
        at(node, 0).text === '[',
        at(node, 4).text === ']',
      );
    case 'SimplePositiveUnaryTest':
      return openRange(node, scope, run);
    case 'DateTimeLiteral':
      if (at(node, 0).name === 'AtLiteral') return readTemporal(stringOf(at(at(node, 0), 0).text));
      return call(node, scope, run);
    case 'VariableName':
    case '?': {
      const value = scope.read(nameText(node));
      return value === undefined ? builtinValue(nameText(node)) : value;
    }
    case 'PathExpression':
      return path(walk(at(node, 0), scope, run), nameText(at(node, -1)));
    case 'FilterExpression':
      return filter(node, scope, run);
    case 'ArithmeticExpression': {
      if (node.children.length === 2) return negated(walk(at(node, 1), scope, run), run);
      const operator = at(node, 1).text === '^' ? '**' : at(node, 1).text;
      const a = walk(at(node, 0), scope, run);
      return arithmetic(operator as '+', a, walk(at(node, 2), scope, run), run.budget);
    }
    case 'Comparison':
      return comparison(node, scope, run);
    case 'Conjunction':
    case 'Disjunction': {
      const decides = node.name === 'Disjunction';
      const a = walk(at(node, 0), scope, run);
      if (a === decides) return decides;
      const b = walk(at(node, 2), scope, run);
      if (b === decides) return decides;
      return typeof a === 'boolean' && typeof b === 'boolean' ? !decides : null;
    }
    case 'IfExpression':
      return walk(at(node, walk(at(node, 1), scope, run) === true ? 3 : 5), scope, run);
    case 'InstanceOfExpression': {
      const value = walk(at(node, 0), scope, run);
      const type = readType(at(node, 3), new Map());
      if (type === null) return null;
      return type.kind === 'null' ? value === null : value !== null && conforms(value, type);
    }
    case 'ForExpression': {
      const results: Value[] = [];
      const going = turns(at(node, 1), 0, scope, run, (inner) => {
        results.push(walk(at(node, -1), inner.with('partial', [...results]), run));
        return true;
      });
      return going === null ? null : results;
    }
    case 'QuantifiedExpression':
      return quantified(node, scope, run);
    case 'FunctionDefinition':
      return definition(node, scope, run, null);
    case 'FunctionInvocation':
      return call(node, scope, run);
    default:
      throw new TypeError(`no rule for ${node.name}`);
  }
}

/** Whether a unary test holds of a value. */
export function walkTests(node: SyntaxNode, input: Value, scope: WalkScope, run: Run): boolean | null {
  switch (node.name) {
    case 'UnaryTests': {
      if (at(node, 0).name !== 'not') return walkTests(at(node, 0), input, scope, run);
      const result = walkTests(at(node, 2), input, scope, run);
      return result === null ? null : !result;
    }
    case 'Wildcard':
      return true;
    case 'PositiveUnaryTests': {
      const results = [];
      for (const one of node.children) {
        const result = walkTests(one, input, scope, run);
        if (result === true) return true;
        results.push(result);
      }
      return results.includes(null) ? null : false;
    }
    case 'PositiveUnaryTest':
      return walkTests(at(node, 0), input, scope, run);
    case 'ParenthesizedExpression':
      if (at(node, 1).name === 'SimplePositiveUnaryTest') return walkTests(at(node, 1), input, scope, run);
      break;
    case 'SimplePositiveUnaryTest':
      if (node.children.length === 2) {
        return related(at(node, 0).text, input, walk(at(node, 1), scope, run), run);
      }
      break;
  }
  const value = walk(node, scope.with('?', input), run);
  if (value instanceof FeelRange && !(input instanceof FeelRange)) return rangeHolds(value, input);
  const answer = /^(Comparison|Conjunction|Disjunction|QuantifiedExpression|InstanceOfExpression)$/.test(node.name);
  if ((answer || asks(node)) && (typeof value === 'boolean' || value === null)) return value;
  if (value === true && node.text.trim() !== 'true' && typeof input !== 'boolean' && !isList(input)) return true;
  return holds(value, input, run.budget);
}

/** Names in scope, innermost first. */
export class WalkScope {
  readonly #name: string | null;
  readonly #value: Value;
  readonly #outer: WalkScope | null;
  readonly #variables: { readonly [name: string]: Value };

  constructor(
    variables: { readonly [name: string]: Value },
    name: string | null = null,
    value: Value = null,
    outer: WalkScope | null = null,
  ) {
    this.#variables = variables;
    this.#name = name;
    this.#value = value;
    this.#outer = outer;
  }

  with(name: string, value: Value): WalkScope {
    return new WalkScope(this.#variables, normalName(name), value, this);
  }

  /** The element of a filter: `item`, and its entries. */
  withElement(value: Value): WalkScope {
    return new WalkScope(this.#variables, null, value, this.with('item', value));
  }

  read(name: string): Value | undefined {
    for (let scope: WalkScope = this; scope.#outer !== null; scope = scope.#outer) {
      if (scope.#name === normalName(name)) return scope.#value;
      if (scope.#name !== null || !isContext(scope.#value)) continue;
      const entry = entryOf(scope.#value, name);
      if (entry !== undefined) return entry;
    }
    return entryOf(this.#variables, name);
  }
}

function at(node: SyntaxNode, index: number): SyntaxNode {
  const found = node.children.at(index);
  if (!found) throw new TypeError(`${node.name} has no child ${index}`);
  return found;
}

const inside = (node: SyntaxNode) => node.children.slice(1, -1);
const nameText = (node: SyntaxNode) => node.text.replace(/`/g, '').replace(/\s+/g, ' ').trim();
const asks = (node: SyntaxNode): boolean => node.name === '?' || node.children.some(asks);

function context(node: SyntaxNode, outer: WalkScope, run: Run): Value {
  let scope = outer;
  const result: { [name: string]: Value } = {};
  for (const entry of inside(node)) {
    const key = at(at(entry, 0), 0);
    const name = key.name === 'StringLiteral' ? stringOf(key.text) : nameText(key);
    if (Object.hasOwn(result, name)) return null;
    const valueNode = at(entry, 1);
    const value =
      valueNode.name === 'FunctionDefinition' ? definition(valueNode, scope, run, name) : walk(valueNode, scope, run);
    scope = scope.with(name, value);
    result[name] = value;
  }
  return result;
}

function range(
  start: Value,
  end: Value,
  low: boolean,
  high: boolean,
  operator: '<' | '<=' | '>' | '>=' | '=' | null = null,
): Value {
  for (const bound of [start, end]) if (bound !== null && compare(bound, bound) !== 0) return null;
  if (start !== null && end !== null && (compare(start, end) ?? 1) > 0) return null;
  return new FeelRange(start, end, low, high, operator);
}

function openRange(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  if (node.children.length === 1) return walk(at(node, 0), scope, run);
  const value = walk(at(node, 1), scope, run);
  const operator = at(node, 0).text;
  if (operator === '>' || operator === '>=') return range(value, null, operator === '>=', false, operator);
  if (operator === '<' || operator === '<=') return range(null, value, false, operator === '<=', operator);
  if (operator !== '=') return null;
  return value instanceof FeelRange ? value : range(value, value, true, true, '=');
}

function path(target: Value, name: string): Value {
  if (isList(target)) return target.map((one) => path(one, name));
  return isContext(target) ? (entryOf(target, name) ?? null) : (propertyOf(target, name) ?? null);
}

function filter(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  const target = walk(at(node, 0), scope, run);
  const list = isList(target) ? target : target === null ? [] : [target];
  const condition = at(node, 2);
  const position = (value: Value): Value => {
    const index = integerOf(value);
    return index === null || index === 0 ? null : (list[index > 0 ? index - 1 : list.length + index] ?? null);
  };
  const fixed = (one: SyntaxNode): boolean =>
    one.name === 'NumericLiteral' ||
    one.name === 'ArithOp' ||
    (one.name === 'ArithmeticExpression' && one.children.every(fixed));
  if (fixed(condition)) return position(walk(condition, scope, run));
  const kept: Value[] = [];
  for (const [index, element] of list.entries()) {
    const result = walk(condition, scope.withElement(element), run);
    if (index === 0 && isNumeric(result)) return position(result);
    if (result === true || (result instanceof FeelRange && rangeHolds(result, element) === true)) kept.push(element);
  }
  return kept;
}

function negated(value: Value, run: Run): Value {
  const duration = value !== null && typeof value === 'object' && !isNumeric(value);
  return duration ? arithmetic('*', value, -1, run.budget) : arithmetic('-', 0, value, run.budget);
}

function related(operator: string, a: Value, b: Value, run: Run): boolean | null {
  if (operator === '=' || operator === '!=') {
    const equal = equals(a, b, run.budget);
    return equal === null ? null : equal === (operator === '=');
  }
  const order = compare(a, b);
  if (order === null) return null;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function comparison(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  const left = walk(at(node, 0), scope, run);
  const operator = at(node, 1).text;
  if (operator === 'in') return walkTests(at(node, at(node, 2).name === '(' ? 3 : 2), left, scope, run);
  const right = walk(at(node, 2), scope, run);
  if (operator !== 'between') return related(operator, left, right, run);
  const above = related('>=', left, right, run);
  const below = related('<=', left, walk(at(node, 4), scope, run), run);
  return above === null || below === null ? null : above && below;
}

/** Visits the combinations of the iterators; false when `body` ended it, null when one has nothing to go through. */
function turns(
  node: SyntaxNode,
  index: number,
  scope: WalkScope,
  run: Run,
  body: (scope: WalkScope) => boolean,
): boolean | null {
  const iterator = node.children[index];
  if (!iterator) return body(scope);
  const elements = elementsOf(at(iterator, 2), scope, run);
  if (elements === null) return null;
  for (const element of elements) {
    const going = turns(node, index + 1, scope.with(nameText(at(iterator, 0)), element), run, body);
    if (going !== true) return going;
  }
  return true;
}

function elementsOf(node: SyntaxNode, scope: WalkScope, run: Run): readonly Value[] | null {
  const first = walk(at(node, 0), scope, run);
  const range = node.children.length === 3 ? new FeelRange(first, walk(at(node, 2), scope, run), true, true) : first;
  if (!(range instanceof FeelRange)) return range === null ? null : isList(range) ? range : [range];
  const days = range.start instanceof FeelDate && range.end instanceof FeelDate;
  const number = (value: Value) => (value instanceof FeelDate ? (days ? value.epochDay : null) : integerOf(value));
  const [from, to] = [number(range.start), number(range.end)];
  if (from === null || to === null) return null;
  if (Math.abs(to - from) > LIMITS.range) throw new Stop('range-too-large', 'too many');
  const all: number[] = [];
  if (from <= to) for (let one = from; one <= to; one += 1) all.push(one);
  else for (let one = from; one >= to; one -= 1) all.push(one);
  if (!range.startIncluded) all.shift();
  if (!range.endIncluded) all.pop();
  return days ? all.map((one) => FeelDate.ofEpochDay(one)) : all;
}

function quantified(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  const decides = at(node, 0).text === 'some';
  const results: Value[] = [];
  const going = turns(at(node, 1), 0, scope, run, (inner) => {
    const result = walk(at(node, -1), inner, run);
    results.push(result);
    return result !== decides;
  });
  if (results.at(-1) === decides) return decides;
  return going === null || !results.every((one) => typeof one === 'boolean') ? null : !decides;
}

function definition(node: SyntaxNode, outer: WalkScope, run: Run, own: string | null): Value {
  if (node.children.some(({ name }) => name === 'external')) return null;
  const parameters = at(node, 2).children.map((one) => {
    const type = one.children[1] ? readType(one.children[1], new Map()) : ANY;
    return { name: nameText(at(one, 0)), type };
  });
  if (parameters.some(({ type }) => type === null)) return null;
  const value: Callable = new Callable(
    parameters.map(({ name }) => name),
    (args) => {
      run.budget.enter();
      let scope = own === null ? outer : outer.with(own, value);
      for (const [index, { name, type }] of parameters.entries()) {
        const taken = coerce(args[index] ?? null, type as FeelType);
        if (taken === undefined) {
          run.budget.leave();
          return null;
        }
        scope = scope.with(name, taken);
      }
      const result = walk(at(at(node, -1), 0), scope, run);
      run.budget.leave();
      return result;
    },
    { signature: { parameters: parameters.map(({ type }) => type), result: ANY } },
  );
  return value;
}

function call(node: SyntaxNode, scope: WalkScope, run: Run): Value {
  const callee = at(node, 0);
  const list = at(node, 2);
  const names = list.name === 'NamedParameters' ? list.children.map((one) => nameText(at(one, 0))) : null;
  const named = /^(VariableName|SpecialFunctionName|DateTimeConstructor)$/.test(callee.name);
  const name = nameText(callee);
  const found = named ? scope.read(name) : walk(callee, scope, run);
  const signatures = BUILTINS.get(name);
  const args = list.children.map((one) => walk(names === null ? one : at(one, 1), scope, run));
  if (found instanceof Callable || !named || !signatures || scope.read(name) !== undefined) {
    if (!(found instanceof Callable)) return null;
    if (names?.some((one) => !found.parameters.includes(one))) return null;
    const ordered = names === null ? args : found.parameters.map((one) => args[names.indexOf(one)] ?? null);
    const least = found.parameters.length - found.optional;
    if (!found.variadic && (ordered.length > found.parameters.length || ordered.length < least)) return null;
    return found.call(ordered, run);
  }
  if (names === null) {
    return byPosition(signatures, args.length) ? callBuiltin(signatures, args, run, () => null) : null;
  }
  const signature = byName(signatures, names) ?? byNameIncomplete(signatures, names);
  if (!signature) return null;
  const given = signature.parameters.map((one) => {
    const index = names.indexOf(one.name);
    return index < 0 ? (one.optional ? undefined : null) : args[index];
  });
  if (signature.variadic) {
    const last = given.at(-1) ?? null;
    return signature.call([...given.slice(0, -1).map((one) => one ?? null), isList(last) ? last : [last]], run);
  }
  const prepared = prepare(signature, given as Value[]);
  return typeof prepared === 'string' ? null : signature.call(prepared, run);
}
