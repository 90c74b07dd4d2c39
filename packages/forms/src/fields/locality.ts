import { textKind } from '../field-kind.ts';
import { checkText, textSchema } from '../text-rules.ts';

/** A locality by name, such as "Florești" or "Luna de Sus, comuna Florești". */
export const locality = textKind({
  rules: ['minLength', 'maxLength'],
  coerce: (posted) => (posted[0] ?? '').replace(/\s+/g, ' ').trim(),
  check(value, field) {
    const issues = checkText(value, { ...field, validate: { minLength: 2, maxLength: 120, ...field.validate } });
    if (issues.length > 0) return issues;
    return /\p{L}{2}/u.test(String(value)) ? [] : [{ code: 'pattern' }];
  },
  jsonSchema: (field) => textSchema({ ...field, validate: { minLength: 2, maxLength: 120, ...field.validate } }),
});
