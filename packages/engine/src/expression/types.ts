import { isNumeric } from './numbers.ts';
import { FeelDate, FeelDateTime, UTC_MIDNIGHT } from './temporal.ts';
import { Callable, FeelRange, isContext, isList, typeName, type Value } from './values.ts';

/** A type of FEEL (DMN 1.5, 10.3.2.9). */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  | { readonly kind: SimpleKind }
  | { readonly kind: 'list'; readonly element: FeelType }
  | { readonly kind: 'range'; readonly element: FeelType }
  | { readonly kind: 'context'; readonly entries: Readonly<Record<string, FeelType>> }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[] | null; readonly result: FeelType };

export type SimpleKind =
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  /** Either duration: what DMN calls `duration` in type references. */
  | 'duration';

export const ANY: FeelType = { kind: 'any' };
const ANY_LIST: FeelType = { kind: 'list', element: ANY };

const NAMED: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ...(
    [
      ...(['number', 'string', 'boolean', 'date', 'time', 'date and time', 'duration'] as const),
      ...(['days and time duration', 'years and months duration'] as const),
    ] as const
  ).map((kind): [string, FeelType] => [kind, { kind }]),
  ['Any', ANY],
  ['any', ANY],
  ['Null', { kind: 'null' }],
  ['list', ANY_LIST],
  ['context', { kind: 'context', entries: {} }],
  ['range', { kind: 'range', element: ANY }],
  ['function', { kind: 'function', parameters: null, result: ANY }],
  // spellings of older editions of DMN
  ['dateTime', { kind: 'date and time' }],
  ['dayTimeDuration', { kind: 'days and time duration' }],
  ['yearMonthDuration', { kind: 'years and months duration' }],
]);

/** A built-in type by the name that `instance of` and `typeRef` use; undefined for any other. */
export function typeNamed(name: string): FeelType | undefined {
  return NAMED.get(name.replace(/^feel:/, '').replace(/\s+/g, ' '));
}

/** Whether a value is of a type. Null is of every type except where `instance of` asks, which is the caller's concern. */
export function conforms(value: Value, type: FeelType): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case 'any':
      return true;
    case 'null':
      return false;
    case 'list':
      return isList(value) && value.every((element) => conforms(element, type.element));
    case 'range':
      return value instanceof FeelRange && conforms(value.start, type.element) && conforms(value.end, type.element);
    case 'context':
      return (
        isContext(value) &&
        Object.entries(type.entries).every(
          ([name, entry]) => Object.hasOwn(value, name) && conforms(value[name] ?? null, entry),
        )
      );
    case 'function':
      return value instanceof Callable && conformsFunction(value, type);
    case 'duration':
      return typeName(value).endsWith('duration');
    case 'number':
      return isNumeric(value);
    default:
      return typeName(value) === type.kind;
  }
}

function conformsFunction(value: Callable, type: FeelType & { kind: 'function' }): boolean {
  if (type.parameters === null) return true;
  const parameters = value.signature?.parameters as readonly FeelType[] | undefined;
  if (value.parameters.length !== type.parameters.length) return false;
  const result = (value.signature?.result as FeelType | undefined) ?? ANY;
  return (
    isSubtype(result, type.result) &&
    type.parameters.every((wanted, index) => isSubtype(wanted, parameters?.[index] ?? ANY))
  );
}

/** Whether every value of `a` is one of `b`. */
export function isSubtype(a: FeelType, b: FeelType): boolean {
  if (b.kind === 'any' || a.kind === 'null') return true;
  if (b.kind === 'duration') return a.kind.endsWith('duration');
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
    case 'range':
      return isSubtype(a.element, (b as typeof a).element);
    case 'context': {
      const { entries } = a;
      return Object.entries((b as typeof a).entries).every(([name, entry]) => {
        const own = entries[name];
        return own !== undefined && isSubtype(own, entry);
      });
    }
    case 'function': {
      const wanted = b as typeof a;
      if (wanted.parameters === null) return true;
      if (a.parameters?.length !== wanted.parameters.length) return false;
      const own = a.parameters;
      return (
        isSubtype(a.result, wanted.result) &&
        wanted.parameters.every((parameter, index) => isSubtype(parameter, own[index] ?? ANY))
      );
    }
    default:
      return true;
  }
}

/**
 * Implicit conversions (DMN 1.5, 10.3.2.9.4): a list of one for its element, a value for the list of it, a date for its
 * midnight in Greenwich. `undefined` when the value does not conform.
 */
export function coerce(value: Value, type: FeelType): Value | undefined {
  if (conforms(value, type)) return value;
  if (type.kind === 'date and time' && value instanceof FeelDate) return new FeelDateTime(value, UTC_MIDNIGHT);
  if (isList(value) && value.length === 1 && type.kind !== 'list') {
    const only = value[0] ?? null;
    return conforms(only, type) ? only : undefined;
  }
  if (type.kind === 'list' && !isList(value) && conforms(value, type.element)) return [value];
  return undefined;
}

/** A type as FEEL writes it; what lies deeper than four levels is left out. */
export function typeText(type: FeelType, depth = 0): string {
  switch (type.kind) {
    case 'any':
      return 'Any';
    case 'null':
      return 'Null';
    case 'list':
    case 'range':
      if (type.element.kind === 'any') return type.kind;
      return `${type.kind}<${depth > 3 ? '…' : typeText(type.element, depth + 1)}>`;
    case 'context': {
      const names = Object.entries(type.entries);
      if (names.length === 0) return 'context';
      if (depth > 3) return 'context<…>';
      const entries = names.slice(0, 10).map(([name, entry]) => `${name}: ${typeText(entry, depth + 1)}`);
      return `context<${entries.join(', ')}${names.length > 10 ? ', …' : ''}>`;
    }
    case 'function':
      if (type.parameters === null) return 'function';
      if (depth > 3) return 'function<…>';
      return `function<${type.parameters.map((one) => typeText(one, depth + 1)).join(', ')}> -> ${typeText(type.result, depth + 1)}`;
    default:
      return type.kind;
  }
}
