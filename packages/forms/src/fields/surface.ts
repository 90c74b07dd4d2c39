import { type Issue, textKind } from '../field-kind.ts';
import { checkNumber, numberSchema, readNumber } from '../number-rules.ts';
import { formatNumber } from '../problem-texts.ts';

/** An area in square metres, with at most two decimals as in the land register. */
export const surface = textKind({
  rules: ['min', 'max'],
  coerce: (posted) => readNumber((posted[0] ?? '').replace(/\s*(m²|m2|mp)\s*$/i, '')),
  check(value, field): readonly Issue[] {
    const issues = checkNumber(value, field);
    if (issues.length > 0 || typeof value !== 'number') return issues;
    if (value <= 0) return [{ code: 'surface-not-positive' }];
    return Number(value.toFixed(2)) === value ? [] : [{ code: 'surface-decimals' }];
  },
  jsonSchema: (field) => ({ exclusiveMinimum: 0, ...numberSchema(field) }),
  describe: (value, _, language) => (typeof value === 'number' ? `${formatNumber(value, language)} m²` : ''),
});
