import { Decimal, type Numeric } from './numbers.ts';
import type { Run } from './run.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  isTemporal,
  MonthsDuration,
  type Temporal,
  TimeDuration,
} from './temporal.ts';

/**
 * A FEEL value. Any JSON is one as it stands. Contexts are plain objects of which only own entries count; everything else
 * that is an object is an instance of one of our classes, so no host object can be mistaken for data.
 */
export type Value = null | boolean | string | Numeric | readonly Value[] | Context | Temporal | FeelRange | Callable;

export interface Context {
  readonly [name: string]: Value;
}

/** The operator of a range that a test such as `> 5` spells. */
export type RangeOperator = '<' | '<=' | '>' | '>=' | '=';

/**
 * A range (DMN 1.5, 10.3.2.7). The bound that a test such as `> 5` leaves out is null, and nothing limits that side; a
 * bound that evaluates to null makes every comparison null instead.
 */
export class FeelRange {
  readonly start: Value;
  readonly end: Value;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  readonly operator: RangeOperator | null;

  constructor(
    start: Value,
    end: Value,
    startIncluded: boolean,
    endIncluded: boolean,
    operator: RangeOperator | null = null,
  ) {
    this.start = start;
    this.end = end;
    this.startIncluded = startIncluded && start !== null;
    this.endIncluded = endIncluded && end !== null;
    this.operator = operator;
  }
}

/** A function: one that an expression defined, a built-in used as a value, or one that the host gave. */
export class Callable {
  readonly parameters: readonly string[];
  readonly call: (args: readonly Value[], run: Run) => Value;
  /** How many arguments may be left out; a variadic function takes any number. */
  readonly optional: number;
  readonly variadic: boolean;
  /** FEEL type as `instance of` reads it, when it was declared. */
  readonly signature: CallableSignature | null;

  constructor(
    parameters: readonly string[],
    call: (args: readonly Value[], run: Run) => Value,
    options: { optional?: number; variadic?: boolean; signature?: CallableSignature } = {},
  ) {
    this.parameters = parameters;
    this.call = call;
    this.optional = options.optional ?? 0;
    this.variadic = options.variadic ?? false;
    this.signature = options.signature ?? null;
  }
}

/** Types by their FEEL names; see `type-of.ts`. */
export interface CallableSignature {
  readonly parameters: readonly unknown[];
  readonly result: unknown;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isContext(value: Value | undefined): value is Context {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The FEEL name of a value's type, for comparisons and messages. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      if (value === null) return 'null';
      if (isList(value)) return 'list';
      if (value instanceof Decimal) return 'number';
      if (value instanceof FeelDate) return 'date';
      if (value instanceof FeelDateTime) return 'date and time';
      if (value instanceof FeelTime) return 'time';
      if (value instanceof TimeDuration) return 'days and time duration';
      if (value instanceof MonthsDuration) return 'years and months duration';
      if (value instanceof FeelRange) return 'range';
      return value instanceof Callable ? 'function' : 'context';
  }
}

export { isTemporal };

/** An own entry of a context by its FEEL name; spaces around operator characters and runs of spaces do not count. */
export function entryOf(context: Context, name: string): Value | undefined {
  if (Object.hasOwn(context, name)) return name === '__proto__' ? undefined : (context[name] ?? null);
  return SPECIAL.test(name) ? normalEntry(context, name) : undefined;
}

const SPECIAL = /[\s./+*'-]/;

function normalEntry(context: Context, name: string): Value | undefined {
  const wanted = normalName(name);
  for (const candidate of Object.keys(context)) {
    if (SPECIAL.test(candidate) && normalName(candidate) === wanted) return context[candidate] ?? null;
  }
  return undefined;
}

/** How FEEL compares names. */
export function normalName(name: string): string {
  if (!SPECIAL.test(name)) return name;
  return name
    .replace(/\s*(\*\*|[./'+*-])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
