import { Problem } from '../../problems.ts';

/**
 * Where a list goes on: the values of its last row by which it is ordered. Callers pass it back as it is. Keysets, no
 * offsets: the hundredth page costs what the first does.
 */
export function nextCursor<R>(rows: readonly R[], limit: number, keyOf: (row: R) => readonly string[]): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : cursorOf(keyOf(last));
}

export const cursorOf = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const SHAPES = {
  number: /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z$/,
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  key: /^\d{1,15}$/,
} as const;
export type CursorPart = keyof typeof SHAPES;

/** The values of a cursor that has these `parts`; null without one. Problem `body-invalid` for any other text. */
export function readCursor(cursor: string | undefined, parts: readonly CursorPart[]): readonly string[] | null {
  if (cursor === undefined) return null;
  const values = parsed(cursor);
  const fits =
    Array.isArray(values) &&
    values.length === parts.length &&
    parts.every((part, index) => typeof values[index] === 'string' && isOf(part, values[index]));
  if (fits) return values;
  throw new Problem('body-invalid', 'The cursor is not one of this list', {
    errors: [{ field: 'cursor', code: 'cursor', message: 'is not one of this list' }],
  });
}

/** Also that the database can read it: a made-up one may name the 99th of a month, or more than a double holds. */
function isOf(part: CursorPart, value: string): boolean {
  if (!SHAPES[part].test(value)) return false;
  if (part === 'instant') return !Number.isNaN(Date.parse(value));
  if (part !== 'number') return true;
  const number = Number(value);
  return Number.isFinite(number) && (number !== 0 || !value.includes('e'));
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
