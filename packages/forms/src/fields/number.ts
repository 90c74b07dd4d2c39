import { textKind } from '../field-kind.ts';
import { checkNumber, numberSchema, readNumber } from '../number-rules.ts';
import { formatNumber } from '../problem-texts.ts';

/** A number. */
export const number = textKind({
  rules: ['min', 'max'],
  coerce: (posted) => readNumber(posted[0] ?? ''),
  check: checkNumber,
  jsonSchema: numberSchema,
  describe: (value, _, language) => (typeof value === 'number' ? formatNumber(value, language) : String(value ?? '')),
});
