import { textKind } from '../field-kind.ts';

const WEIGHTS = [7, 5, 3, 2, 1, 7, 5, 3, 2];

/** Fiscal code of an organisation: 2 to 10 digits, the last one a check digit; "RO" before it is optional. */
export const cui = textKind({
  coerce: (posted) => (posted[0] ?? '').replace(/[\s.-]/g, '').toUpperCase(),
  check: (value) => (typeof value === 'string' && isCui(value) ? [] : [{ code: 'cui-invalid' }]),
  jsonSchema: () => ({ type: 'string', pattern: '^(RO)?[1-9][0-9]{1,9}$' }),
});

function isCui(value: string): boolean {
  const digits = /^(?:RO)?([1-9]\d{1,9})$/i.exec(value)?.[1];
  if (!digits) return false;
  const body = digits.slice(0, -1).padStart(9, '0');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return ((10 * sum) % 11) % 10 === Number(digits.at(-1));
}
