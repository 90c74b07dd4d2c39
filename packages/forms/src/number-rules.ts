import type { FieldKind, Issue } from './field-kind.ts';
import type { Answer, Field } from './form.ts';

/** A number as people write it: decimal comma or point, spaces between groups. What is none stays a text. */
export function readNumber(text: string): Answer {
  const written = text.replace(/[\s\u00a0\u202f]/g, '');
  if (written === '') return null;
  // 1.234,5 has groups; 1.234 is read as it stands, for a point alone is a decimal point
  const plain = /^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(written) ? written.replaceAll('.', '') : written;
  const normal = plain.replace(',', '.');
  return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(normal) ? Number(normal) : text.trim();
}

/** Limits of a number. */
export function checkNumber(value: Answer, field: Field): readonly Issue[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [{ code: 'number-invalid' }];
  const { min, max } = field.validate;
  if (min !== undefined && value < min) return [{ code: 'number-too-small', params: { min } }];
  if (max !== undefined && value > max) return [{ code: 'number-too-large', params: { max } }];
  return [];
}

/** JSON Schema of a number with these limits. */
export const numberSchema: FieldKind['jsonSchema'] = ({ validate: { min, max } }) => ({
  type: 'number',
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max }),
});
