import { type Issue, textKind } from '../field-kind.ts';
import { fieldText } from '../form.ts';

/** Any number of choices, each at most once. */
export const checklist = textKind({
  choices: true,
  coerce: (posted) => [...new Set(posted.filter((value) => value !== ''))],
  check(value, field): readonly Issue[] {
    if (!Array.isArray(value) || value.length > field.options.length) return [{ code: 'wrong-type' }];
    const known = new Set<unknown>(field.options.map((option) => option.value));
    const valid = value.every((one) => known.has(one)) && new Set(value).size === value.length;
    return valid ? [] : [{ code: 'choice-unknown' }];
  },
  jsonSchema: (field) => ({
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', enum: field.options.map(({ value }) => value) },
  }),
  describe(value, field, language) {
    if (!Array.isArray(value)) return '';
    const labels = new Map(fieldText(field, language).options.map((option) => [option.value, option.label]));
    return value.map((one) => labels.get(String(one)) ?? String(one)).join(', ');
  },
});
