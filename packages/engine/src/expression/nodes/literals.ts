import { type Compiler, child, type NodeCompiler, nameOf, Refusal } from '../compiler.ts';
import { numberOf } from '../numbers.ts';
import { compare } from '../operators.ts';
import { type Evaluate, type Run, warn } from '../run.ts';
import type { SyntaxNode } from '../syntax.ts';
import { readTemporal } from '../temporal-text.ts';
import { type Context, FeelRange, type RangeOperator, typeName, type Value } from '../values.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" };

/** The text that a string literal spells (DMN 1.5, grammar rule 64). */
export function stringOf(literal: string): string {
  const inside = literal.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs,
    (whole, four?: string, six?: string, one?: string) => {
      const code = four ?? six;
      if (code === undefined) return ESCAPES[one ?? ''] ?? whole;
      const point = Number.parseInt(code, 16);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    },
  );
}

const always =
  (value: Value): Evaluate =>
  () =>
    value;

function list(node: SyntaxNode, compiler: Compiler): Evaluate {
  const elements = node.children.slice(1, -1).map((element) => compiler.compile(element));
  const { length } = elements;
  return (frame, run) => {
    run.budget.spend(length + 1);
    const values: Value[] = new Array(length);
    for (let index = 0; index < length; index += 1) values[index] = (elements[index] as Evaluate)(frame, run);
    return values;
  };
}

/** An entry sees those before it: { n: n + 1 } reads the n outside; a function sees itself too. */
function context(node: SyntaxNode, compiler: Compiler): Evaluate {
  const keys: string[] = [];
  const entries: { readonly key: string; readonly slot: number; readonly value: Evaluate }[] = [];
  let duplicate: Evaluate | null = null;

  const compileFrom = (index: number): void => {
    const entry = node.children[index];
    if (!entry || index >= node.children.length - 1) return;
    const keyNode = child(child(entry, 0), 0);
    const key = keyNode.name === 'StringLiteral' ? stringOf(keyNode.text) : nameOf(keyNode);
    if (key === '__proto__') throw new Refusal('A context entry cannot be named "__proto__".', keyNode.from);
    if (keys.includes(key)) {
      duplicate = compiler.problem(keyNode, 'duplicate-name', `The context names "${key}" twice.`);
    }
    keys.push(key);
    const valueNode = child(entry, 1);
    const outside = valueNode.name === 'FunctionDefinition' ? null : compiler.compile(valueNode);
    compiler.bind(key, (slot) => {
      entries.push({ key, slot, value: outside ?? compiler.compile(valueNode, slot) });
      compileFrom(index + 1);
    });
  };
  compileFrom(1);

  if (duplicate) return duplicate;
  return (frame, run) => {
    const result: { [name: string]: Value } = {};
    for (const { key, slot, value } of entries) {
      run.budget.spend(2);
      const found = value(frame, run);
      frame[slot] = found;
      result[key] = found;
    }
    return result as Context;
  };
}

function interval(node: SyntaxNode, compiler: Compiler): Evaluate {
  const start = compiler.compile(child(node, 1));
  const end = compiler.compile(child(node, 3));
  const startIncluded = child(node, 0).text === '[';
  const endIncluded = child(node, 4).text === ']';
  return (frame, run) => rangeValue(start(frame, run), end(frame, run), startIncluded, endIncluded, run, node);
}

function rangeValue(
  start: Value,
  end: Value,
  low: boolean,
  high: boolean,
  run: Run,
  node: SyntaxNode,
  operator: RangeOperator | null = null,
): Value {
  run.budget.spend(5);
  const known = start ?? end;
  const order = start === null || end === null ? 0 : compare(start, end);
  if (order !== null && order > 0) {
    return warn(run, 'invalid-arguments', `${node.text} starts after its end`, node.from);
  }
  if (order !== null && (known === null || compare(known, known) === 0)) {
    return new FeelRange(start, end, low, high, operator);
  }
  return warn(run, 'invalid-type', `${node.text}: ${typeName(start)} and ${typeName(end)} bound no range`, node.from);
}

/** `> 5` where a value is expected: the range of what is more than 5. */
function openRange(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (node.children.length === 1) return compiler.compile(child(node, 0));
  const bound = compiler.compile(child(node, 1));
  const operator = child(node, 0).text;
  switch (operator) {
    case '>':
    case '>=':
      return (frame, run) => rangeValue(bound(frame, run), null, operator === '>=', false, run, node, operator);
    case '<':
    case '<=':
      return (frame, run) => rangeValue(null, bound(frame, run), false, operator === '<=', run, node, operator);
    case '=':
      return (frame, run) => {
        const value = bound(frame, run);
        return value instanceof FeelRange ? value : rangeValue(value, value, true, true, run, node, operator);
      };
    default:
      return compiler.problem(node, 'impossible-operation', `"${node.text}" is a test, not a value.`);
  }
}

function atLiteral(node: SyntaxNode): Evaluate {
  const text = stringOf(child(node, 0).text);
  const value = readTemporal(text);
  if (value !== null) return always(value);
  return (_, run) => warn(run, 'invalid-arguments', `@"${text}" is no date, time or duration`, node.from);
}

/** `date("2026-11-24")` and its kin with literal arguments are computed once; others at each evaluation. */
function dateTimeLiteral(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (child(node, 0).name === 'AtLiteral') return atLiteral(child(node, 0));
  const call = compiler.compile({ ...node, name: 'FunctionInvocation' });
  const fixed = child(node, 2).children.every(({ name }) => name === 'StringLiteral' || name === 'NumericLiteral');
  if (!fixed) return call;
  let known: Value = null;
  return (frame, run) => {
    known ??= call(frame, run);
    return known;
  };
}

export const LITERALS: Readonly<Record<string, NodeCompiler>> = {
  NumericLiteral: (node) => always(numberOf(node.text.replace(/\s+/g, ''))),
  BooleanLiteral: (node) => always(node.text === 'true'),
  StringLiteral: (node) => always(stringOf(node.text)),
  null: () => always(null),
  List: list,
  Context: context,
  Interval: interval,
  SimplePositiveUnaryTest: openRange,
  DateTimeLiteral: dateTimeLiteral,
};
