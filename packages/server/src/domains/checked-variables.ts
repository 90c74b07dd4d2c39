import type { Variables } from '@circula/engine';
import { Problem } from '../problems.ts';

const MOST_NAMES = 1_000;
const LONGEST_NAME = 200;
const MOST_BYTES = 256 * 1024;
const DEEPEST = 32;

/**
 * Variables from outside, once they are small enough to be kept with an instance: at most 1,000 names of 200 characters,
 * 256 KiB as JSON, 32 levels deep, without a number that has become another one on its way (JSON of 9007199254740993 is
 * read as …992, of 1e400 as infinity). `field` is where they stand in the request. Problem `body-invalid` otherwise.
 */
export function checkedVariables(value: { readonly [name: string]: unknown } | undefined, field: string): Variables {
  const variables = value ?? {};
  const names = Object.keys(variables);
  if (names.length > MOST_NAMES) throw refused(field, 'too-many', `has more than ${MOST_NAMES} names`);
  if (names.some((name) => name.length > LONGEST_NAME)) {
    throw refused(field, 'name-too-long', `has a name of more than ${LONGEST_NAME} characters`);
  }
  if (deeperThan(variables, DEEPEST)) throw refused(field, 'too-deep', `is nested deeper than ${DEEPEST} levels`);
  if (holdsOtherNumber(variables)) {
    throw refused(field, 'number', `holds a number beyond ${Number.MAX_SAFE_INTEGER}: send it as a text`);
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > MOST_BYTES) {
    throw refused(field, 'too-large', `is larger than ${MOST_BYTES / 1024} KiB as JSON`);
  }
  return variables as Variables;
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1));
}

function holdsOtherNumber(value: unknown): boolean {
  if (typeof value === 'number')
    return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsOtherNumber);
}

const refused = (field: string, code: string, message: string): Problem =>
  new Problem('body-invalid', 'The variables cannot be kept', { errors: [{ field, code, message }] });
