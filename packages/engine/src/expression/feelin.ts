/**
 * The only file that knows the FEEL library. It lends us three things: the syntax tree, the temporal values with their
 * arithmetic, and those built-in functions of its own that are linear in the size of their arguments. Everything that
 * decides how long an evaluation takes (loops, filters, functions, regular expressions) is ours.
 */
import {
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelRange,
  FeelTime,
  parseExpression,
  parseUnaryTests,
  toFeel,
} from 'feelin';

export { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime };

export type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/** What the library answers with. */
export type Data =
  | null
  | boolean
  | number
  | string
  | readonly Data[]
  | { readonly [name: string]: Data }
  | Temporal
  | FeelRange;

/** One node of the syntax tree; `text` is the source it spans. */
export interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

export type ParseResult =
  | { readonly ok: true; readonly root: SyntaxNode }
  | { readonly ok: false; readonly reason: 'syntax' | 'too-complex'; readonly position: number };

interface Limits {
  readonly depth: number;
  readonly nodes: number;
}

/**
 * Parses without evaluating. `names` are variable names that hold characters which FEEL would read as operators
 * (`plot-area`); names with spaces need no announcement.
 */
export function parse(source: string, top: 'expression' | 'unary-tests', names: readonly string[], limits: Limits) {
  const context = Object.fromEntries(names.filter((name) => name !== '__proto__').map((name) => [name, null]));
  const tree =
    top === 'expression' ? parseExpression(source, context, undefined) : parseUnaryTests(source, context, undefined);
  const stack: { name: string; from: number; to: number; text: string; children: SyntaxNode[] }[] = [];
  let root: SyntaxNode | null = null;
  let failure: ParseResult | null = null;
  let nodes = 0;
  tree.iterate({
    enter(ref) {
      if (failure) return false;
      if (ref.type.isError) {
        failure = { ok: false, reason: 'syntax', position: ref.from };
        return false;
      }
      if (ref.type.isSkipped) return false;
      nodes += 1;
      if (nodes > limits.nodes || stack.length >= limits.depth) {
        failure = { ok: false, reason: 'too-complex', position: ref.from };
        return false;
      }
      stack.push({ name: ref.name, from: ref.from, to: ref.to, text: source.slice(ref.from, ref.to), children: [] });
      return true;
    },
    leave(ref) {
      if (failure || ref.type.isSkipped) return;
      const node = stack.pop();
      if (!node) return;
      const parent = stack.at(-1);
      if (parent) parent.children.push(node);
      else root = node;
    },
  });
  const result: ParseResult = failure ?? (root ? { ok: true, root } : { ok: false, reason: 'syntax', position: 0 });
  return result;
}

export function isTemporal(value: unknown): value is Temporal {
  return (
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDuration
  );
}

/** `a op b` where at least one operand is a temporal value or duration; null where FEEL says null. */
export function temporalOperation(operator: '+' | '-' | '=' | '<', a: unknown, b: unknown): Data {
  const result: unknown = evaluate(`a ${operator} b`, { a, b }).value;
  return asData(result);
}

/** The instant as a date-time of the named zone. */
export function dateTimeAt(milliseconds: number, zone: string): FeelDateTime {
  return toFeel(utc(milliseconds).toZonedDateTime('UTC').withTimeZone(zone)) as FeelDateTime;
}

/** The calendar day of the instant in the named zone. */
export function dateAt(milliseconds: number, zone: string): FeelDate {
  return toFeel(utc(milliseconds).toZonedDateTime('UTC').withTimeZone(zone).toPlainDate()) as FeelDate;
}

function utc(milliseconds: number) {
  return (toFeel(new Date(milliseconds)) as FeelDateTime).unwrap();
}

/** ISO 8601 text that other programs read: a named zone becomes its offset at that moment. */
export function temporalText(value: Temporal): string {
  if (!(value instanceof FeelDateTime) || value.zone === null || !value.zone.includes('/')) return value.toString();
  return value.unwrap().toZonedDateTime(value.zone).toString({ timeZoneName: 'never' });
}

export function makeRange(
  start: unknown,
  end: unknown,
  startIncluded: boolean,
  endIncluded: boolean,
  valueType: string,
) {
  return new FeelRange({
    start,
    end,
    'start included': start !== null && startIncluded,
    'end included': end !== null && endIncluded,
    valueType,
  });
}

const borrowed = new Map<string, { call: (...args: unknown[]) => unknown; parameters: readonly string[] }>();

/** Calls a built-in of the library by position; null when it refuses its arguments. */
export function callBorrowed(name: string, args: readonly unknown[]): Data {
  const found = borrowed.get(name) ?? lookUp(name);
  const variadic = found.parameters.at(-1)?.startsWith('...') ?? false;
  if (!variadic && args.length > found.parameters.length) return null;
  return asData(found.call(...args));
}

/** Parameter names of a borrowed built-in, for calls by name; a variadic one starts with `...`. */
export function borrowedParameters(name: string): readonly string[] {
  return (borrowed.get(name) ?? lookUp(name)).parameters;
}

function lookUp(name: string) {
  // these two contain the keyword "and" and can be named only in a call
  const parameters = { 'date and time': ['date', 'time', 'from'], 'years and months duration': ['from', 'to'] }[name];
  const found = parameters
    ? {
        parameters,
        call: (...args: unknown[]): unknown =>
          evaluate(`${name}(${args.map((_, index) => `p${index}`).join(', ')})`, {
            ...Object.fromEntries(args.map((value, index) => [`p${index}`, value])),
          }).value,
      }
    : fromLibrary(name);
  borrowed.set(name, found);
  return found;
}

function fromLibrary(name: string) {
  const call = evaluate(name).value as ((...args: unknown[]) => unknown) & { $args: string[] };
  return { call, parameters: call.$args };
}

/** Values of the library that FEEL cannot see (failure signals, undefined) become null. */
function asData(result: unknown): Data {
  if (result === undefined || result === null) return null;
  switch (typeof result) {
    case 'number':
      return Number.isFinite(result) ? result : null;
    case 'string':
    case 'boolean':
      return result;
    case 'object':
      if (Array.isArray(result) || isTemporal(result) || result instanceof FeelRange) return result as Data;
      return Object.getPrototypeOf(result) === Object.prototype ? (result as Data) : null;
    default:
      return null;
  }
}
