import { type FieldKind, type Issue, textKind } from './field-kind.ts';
import { fieldText } from './form.ts';

/** One of the listed values. Without a list (`properties.people`) any text is taken; the server knows the staff. */
export const oneOfKind: FieldKind = textKind({
  choices: true,
  properties: ['people'],
  check(value, field): readonly Issue[] {
    if (typeof value !== 'string' || value.length > 200) return [{ code: 'wrong-type' }];
    if (field.options.length === 0 && field.properties.people !== undefined) return [];
    return field.options.some((option) => option.value === value) ? [] : [{ code: 'choice-unknown' }];
  },
  jsonSchema: (field) =>
    field.options.length === 0 ? { type: 'string' } : { type: 'string', enum: field.options.map(({ value }) => value) },
  describe: (value, field, language) =>
    fieldText(field, language).options.find((option) => option.value === value)?.label ?? String(value ?? ''),
});
