import { textKind } from '../field-kind.ts';
import { checkText, textSchema } from '../text-rules.ts';

/** One line of text. */
export const textfield = textKind({
  rules: ['minLength', 'maxLength', 'pattern'],
  coerce: (posted) => (posted[0] ?? '').replace(/\s+/g, ' ').trim(),
  check: checkText,
  jsonSchema: textSchema,
});
