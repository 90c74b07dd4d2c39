import { textKind } from '../field-kind.ts';
import { checkText, textSchema } from '../text-rules.ts';

/** Several lines of text; line ends are always one character. */
export const textarea = textKind({
  rules: ['minLength', 'maxLength', 'pattern'],
  coerce: (posted) => (posted[0] ?? '').replace(/\r\n?/g, '\n').trim(),
  check: checkText,
  jsonSchema: textSchema,
});
