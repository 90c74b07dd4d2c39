import { textKind } from '../field-kind.ts';

const YES_NO = { ro: ['Da', 'Nu'], hu: ['Igen', 'Nem'], en: ['Yes', 'No'] } as const;

/** A box to tick. Required means that it must be ticked. */
export const checkbox = textKind({
  coerce: (posted) => posted.some((value) => value === 'on' || value === 'true'),
  isEmpty: (value) => value === null || value === false,
  check: (value) => (typeof value === 'boolean' ? [] : [{ code: 'wrong-type' }]),
  jsonSchema: (field) => (field.validate.required ? { type: 'boolean', const: true } : { type: 'boolean' }),
  describe: (value, _, language) => YES_NO[language][value === true ? 0 : 1],
});
