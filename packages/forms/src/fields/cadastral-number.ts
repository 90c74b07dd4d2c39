import { textKind } from '../field-kind.ts';

/**
 * Number of a parcel in the land register: digits; a building adds -C and its number, a unit -U and its number; old
 * topographic numbers have parts behind slashes.
 */
export const cadastralNumber = textKind({
  coerce: (posted) => (posted[0] ?? '').replace(/\s/g, '').toUpperCase(),
  check: (value) =>
    typeof value === 'string' && /^\d{1,7}(\/\d{1,5}){0,4}(-C\d{1,3})?(-U\d{1,4})?$/.test(value)
      ? []
      : [{ code: 'cadastral-number-invalid' }],
  jsonSchema: () => ({ type: 'string', pattern: '^[0-9]{1,7}(/[0-9]{1,5}){0,4}(-C[0-9]{1,3})?(-U[0-9]{1,4})?$' }),
});
