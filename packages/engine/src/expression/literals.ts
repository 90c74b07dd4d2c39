import { BUILTINS } from './builtins.ts';
import { type Compiler, child, type NodeCompiler, nameOf, Refusal } from './compiler.ts';
import { FeelRange, makeRange, type SyntaxNode } from './feelin.ts';
import { typeName } from './operators.ts';
import { type Evaluate, type Run, warn } from './run.ts';
import { Scope, type Value } from './values.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" };

function stringOf(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs, (whole, four?: string, six?: string, one?: string) => {
      const code = four ?? six;
      if (code === undefined) return ESCAPES[one ?? ''] ?? whole;
      const point = Number.parseInt(code, 16);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    });
}

const always =
  (value: Value): Evaluate =>
  () =>
    value;

function list(node: SyntaxNode, compiler: Compiler): Evaluate {
  const elements = node.children.slice(1, -1).map((element) => compiler.compile(element));
  return (scope, run) => {
    run.budget.spend(elements.length + 1);
    return elements.map((element) => element(scope, run));
  };
}

function context(node: SyntaxNode, compiler: Compiler): Evaluate {
  const keys: string[] = [];
  const entries = node.children.slice(1, -1).map((entry): [string, Evaluate] => {
    const keyNode = child(child(entry, 0), 0);
    const key = keyNode.name === 'StringLiteral' ? stringOf(keyNode.text) : nameOf(keyNode);
    if (key === '__proto__') throw new Refusal('A context entry cannot be named "__proto__".', keyNode.from);
    if (keys.includes(key)) throw new Refusal(`The context names "${key}" twice.`, keyNode.from);
    // an entry sees those before it: { n: n + 1 } reads the n outside; a function sees itself too
    const node = child(entry, 1);
    const names = node.name === 'FunctionDefinition' ? [...keys, key] : [...keys];
    keys.push(key);
    return [key, compiler.within(names, () => compiler.compile(node))];
  });
  return (scope, run) => {
    const known = new Map<string, Value>();
    const inner = new Scope(known, scope);
    for (const [key, value] of entries) {
      run.budget.spend(2);
      known.set(key, value(inner, run));
    }
    return Object.fromEntries(known);
  };
}

function interval(node: SyntaxNode, compiler: Compiler): Evaluate {
  const start = compiler.compile(child(node, 1));
  const end = compiler.compile(child(node, 3));
  const startIncluded = child(node, 0).text === '[';
  const endIncluded = child(node, 4).text === ']';
  return (scope, run) => rangeOf(start(scope, run), end(scope, run), startIncluded, endIncluded, run, node);
}

const RANGE_TYPES: Readonly<Record<string, string>> = {
  number: 'number',
  string: 'string',
  date: 'date',
  time: 'time',
  'date and time': 'date time',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
};

function rangeOf(start: Value, end: Value, low: boolean, high: boolean, run: Run, node: SyntaxNode): Value {
  run.budget.spend(5);
  const type = RANGE_TYPES[typeName(start ?? end)];
  if (!type || (start !== null && end !== null && typeName(start) !== typeName(end))) {
    return warn(run, 'invalid-type', `${node.text}: ${typeName(start)} and ${typeName(end)} bound no range`, node.from);
  }
  return makeRange(start, end, low, high, type);
}

/** `> 5` where a value is expected: the range of what is more than 5. */
function openRange(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (node.children.length === 1) return compiler.compile(child(node, 0));
  const bound = compiler.compile(child(node, 1));
  const operator = child(node, 0).text;
  switch (operator) {
    case '>':
    case '>=':
      return (scope, run) => rangeOf(bound(scope, run), null, operator === '>=', false, run, node);
    case '<':
    case '<=':
      return (scope, run) => rangeOf(null, bound(scope, run), false, operator === '<=', run, node);
    case '=':
      return (scope, run) => {
        const value = bound(scope, run);
        return value instanceof FeelRange ? value : rangeOf(value, value, true, true, run, node);
      };
    default:
      throw new Refusal(`"${node.text}" is a test, not a value.`, node.from);
  }
}

function atLiteral(node: SyntaxNode): Evaluate {
  const text = stringOf(child(child(node, 0), 0).text);
  return temporalLiteral(text, node);
}

/** `@"…"`: the form of the text tells which kind it is. Read once. */
function temporalLiteral(text: string, node: SyntaxNode): Evaluate {
  const kind = /^-?P/.test(text)
    ? 'duration'
    : /^\d{1,2}:/.test(text)
      ? 'time'
      : text.includes('T')
        ? 'date and time'
        : 'date';
  const builtin = BUILTINS.get(kind);
  let known: Value | undefined;
  return (_, run) => {
    known ??= builtin?.call([text], run) ?? null;
    return known ?? warn(run, 'invalid-arguments', `@"${text}" is no date, time or duration`, node.from);
  };
}

/** `date("2026-11-24")` and its kin with literal arguments are computed once; others at each evaluation. */
function dateTimeLiteral(node: SyntaxNode, compiler: Compiler): Evaluate {
  if (child(node, 0).name === 'AtLiteral') return atLiteral(node);
  const call = compiler.compile({ ...node, name: 'FunctionInvocation' });
  const parameters = child(node, 2);
  const fixed = parameters.children.every(({ name }) => name === 'StringLiteral' || name === 'NumericLiteral');
  if (!fixed) return call;
  let known: Value | undefined;
  return (scope, run) => {
    known ??= call(scope, run);
    return known;
  };
}

export const LITERALS: Readonly<Record<string, NodeCompiler>> = {
  NumericLiteral: (node) => always(Number(node.text)),
  BooleanLiteral: (node) => always(node.text === 'true'),
  StringLiteral: (node) => always(stringOf(node.text)),
  null: () => always(null),
  List: list,
  Context: context,
  Interval: interval,
  SimplePositiveUnaryTest: openRange,
  DateTimeLiteral: dateTimeLiteral,
};
