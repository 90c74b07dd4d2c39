import { isNumeric } from '../numbers.ts';
import type { Run } from '../run.ts';
import { Callable, FeelRange, isContext, isList, typeName, type Value } from '../values.ts';

/** What a parameter of a built-in function takes. */
export type ParameterType =
  | 'any'
  | 'number'
  | 'string'
  | 'boolean'
  | 'list'
  | 'context'
  | 'range'
  | 'function'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration';

export interface Parameter {
  readonly name: string;
  /** One of these; a null is taken by `any` and by nullable parameters only. */
  readonly types: readonly ParameterType[];
  readonly optional: boolean;
  readonly nullable: boolean;
}

/** One way of calling a built-in function. */
export interface Signature {
  readonly name: string;
  /** As documented, such as `floor(n: number, scale?: number): number`. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** The last parameter takes all that remain, or one list of them. */
  readonly variadic: boolean;
  readonly required: number;
  readonly result: string;
  /** Gets one value per parameter, null for those left out; a variadic one gets its list as the last. */
  readonly call: (args: readonly Value[], run: Run) => Value;
}

/**
 * Declares a way of calling a built-in function. The text is its documentation and its check at once:
 * `name?` may be left out, `type?` may be null, `a|b` is either, `...list` takes any number.
 */
export function define<Args extends readonly Value[]>(text: string, call: (args: Args, run: Run) => Value): Signature {
  const found = /^([a-zA-Z0-9 ]+)\((.*)\): (.+)$/.exec(text);
  if (!found) throw new TypeError(`not a signature: ${text}`);
  const [, name = '', list = '', result = 'any'] = found;
  const parameters = list === '' ? [] : list.split(', ').map(parameterOf);
  return {
    name,
    text,
    parameters,
    variadic: list.includes('...'),
    required: parameters.filter((one) => !one.optional).length,
    result,
    // `prepare` has checked the arguments against the text
    call: call as unknown as Signature['call'],
  };
}

function parameterOf(text: string): Parameter {
  const [label = '', type = 'any'] = text.split(': ');
  const nullable = type.endsWith('?');
  const types = (nullable ? type.slice(0, -1) : type).split('|').map(typeOfName);
  const variadic = label.startsWith('...');
  return {
    name: label.replace('...', '').replace('?', ''),
    types: types.flat(),
    optional: label.endsWith('?') || variadic,
    nullable: nullable || types.flat().includes('any'),
  };
}

const GROUPS: Readonly<Record<string, readonly ParameterType[]>> = {
  duration: ['days and time duration', 'years and months duration'],
  point: [
    ...(['number', 'string', 'date', 'time', 'date and time'] as const),
    ...(['days and time duration', 'years and months duration'] as const),
  ],
};

function typeOfName(name: string): readonly ParameterType[] {
  return GROUPS[name] ?? [name as ParameterType];
}

export function accepts(type: ParameterType, value: Value): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'number':
      return isNumeric(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'list':
      return isList(value);
    case 'context':
      return isContext(value);
    case 'range':
      return value instanceof FeelRange;
    case 'function':
      return value instanceof Callable;
    default:
      return typeName(value) === type;
  }
}

/** The signature that fits arguments given by position; undefined when none does. */
export function byPosition(signatures: readonly Signature[], count: number): Signature | undefined {
  return signatures.find(({ variadic, parameters, required }) =>
    variadic ? count >= parameters.length : count >= required && count <= parameters.length,
  );
}

/** The signatures that arguments given by name can mean. */
export function byName(signatures: readonly Signature[], names: readonly string[]): Signature | undefined {
  return signatures.find(
    ({ parameters, variadic }) =>
      names.every((name) => parameters.some((one) => one.name === name)) &&
      parameters.every((one) => names.includes(one.name) || (one.optional && !variadic)),
  );
}

/** A way of calling that knows all names given; those missing are null, as the standard has it. */
export function byNameIncomplete(signatures: readonly Signature[], names: readonly string[]): Signature | undefined {
  return signatures.find(
    ({ parameters, variadic }) =>
      !variadic && names.length > 0 && names.every((name) => parameters.some((one) => one.name === name)),
  );
}

/**
 * Checks and converts arguments (a list of one for its element, a value for the list of it); a text instead of them says
 * what is wrong.
 */
export function prepare(signature: Signature, given: readonly Value[]): readonly Value[] | string {
  const { parameters } = signature;
  const args: Value[] = new Array(parameters.length);
  for (let index = 0; index < parameters.length; index += 1) {
    const parameter = parameters[index] as Parameter;
    const value = given[index];
    if (value === undefined) args[index] = null;
    else if (value === null) {
      if (!parameter.nullable) return wrong(signature, parameter, value);
      args[index] = null;
    } else {
      const taken = take(parameter, value);
      if (taken === undefined) return wrong(signature, parameter, value);
      args[index] = taken;
    }
  }
  return args;
}

function take(parameter: Parameter, value: Value): Value | undefined {
  const { types } = parameter;
  for (let index = 0; index < types.length; index += 1) if (accepts(types[index] as ParameterType, value)) return value;
  if (isList(value) && value.length === 1) {
    const only = value[0] ?? null;
    return types.some((type) => accepts(type, only)) ? only : undefined;
  }
  return types.includes('list') && !isList(value) ? [value] : undefined;
}

function wrong(signature: Signature, parameter: Parameter, value: Value): string {
  return `${signature.name} needs a ${parameter.types.join(' or a ')} as "${parameter.name}", not a ${typeName(value)}`;
}

/** The last argument of a variadic call: all that remain, or the one list that is given alone. */
function variadicArguments({ parameters }: Signature, given: readonly Value[]): readonly Value[] | string {
  const fixed = parameters.length - 1;
  const [first] = given;
  if (fixed === 0) return [given.length === 1 && isList(first) ? first : given];
  const args: Value[] = [];
  for (let index = 0; index < fixed; index += 1) {
    const taken = take(parameters[index] as Parameter, given[index] ?? null);
    if (taken === undefined) return `an argument does not fit "${parameters[index]?.name}"`;
    args.push(taken);
  }
  args.push(given.slice(fixed));
  return args;
}

/** Calls by position with whatever signature fits; null with a reason otherwise. */
export function callBuiltin(
  signatures: readonly Signature[],
  given: readonly Value[],
  run: Run,
  refuse: (reason: string) => null,
): Value {
  let reason: string | null = null;
  for (let index = 0; index < signatures.length; index += 1) {
    const signature = signatures[index] as Signature;
    const { variadic, parameters, required } = signature;
    if (variadic ? given.length < parameters.length : given.length < required || given.length > parameters.length)
      continue;
    const args = variadic ? variadicArguments(signature, given) : prepare(signature, given);
    if (typeof args !== 'string') return signature.call(args, run);
    reason ??= args;
  }
  return refuse(reason ?? `${signatures[0]?.name ?? 'a function'} cannot be called with ${given.length} arguments`);
}
