import { Problem } from '../../problems.ts';

/**
 * Where a list goes on: the values of its last row by which it is ordered. Callers pass it back as it is. Keysets, no
 * offsets: the hundredth page costs what the first does.
 */
export function nextCursor<R>(rows: readonly R[], limit: number, keyOf: (row: R) => readonly string[]): string | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return null;
  return Buffer.from(JSON.stringify(keyOf(last))).toString('base64url');
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY = /^\d{1,15}$/;
const SHAPE = [INSTANT, UUID, KEY];

/** The values of a cursor — an instant, an id and, with three `parts`, a key; null without one. Problem `body-invalid` for any other text. */
export function readCursor(cursor: string | undefined, parts: 2 | 3): readonly string[] | null {
  if (cursor === undefined) return null;
  const values = parsed(cursor);
  const shape = SHAPE.slice(0, parts);
  const fits =
    Array.isArray(values) &&
    values.length === parts &&
    shape.every((pattern, index) => typeof values[index] === 'string' && pattern.test(values[index]));
  if (fits) return values;
  throw new Problem('body-invalid', 'The cursor is not one of this list', {
    errors: [{ field: 'cursor', code: 'cursor', message: 'is not one of this list' }],
  });
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
