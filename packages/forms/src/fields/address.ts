import { type Issue, textKind } from '../field-kind.ts';
import type { Answer } from '../form.ts';

/** Parts of an address in the order people write them; locality and street are needed. */
const PARTS = ['locality', 'street', 'number', 'details', 'postalCode'] as const;
const MAX_PART = 200;

/** A postal address: `{ locality, street, number?, details?, postalCode? }`. */
export const address = textKind({
  parts: PARTS,
  coerce: (_, __, part) =>
    Object.fromEntries(PARTS.map((name) => [name, part(name)]).filter(([, value]) => value !== '')),
  isEmpty: (value) => value === null || (isParts(value) && PARTS.every((name) => textOf(value, name) === '')),
  check(value): readonly Issue[] {
    if (!isParts(value)) return [{ code: 'wrong-type' }];
    const issues: Issue[] = [];
    for (const [name, part] of Object.entries(value)) {
      const known = PARTS.some((one) => one === name);
      if (!known || (part !== null && typeof part !== 'string')) return [{ code: 'wrong-type' }];
      if (typeof part === 'string' && part.length > MAX_PART) {
        issues.push({ code: 'too-long', part: name, params: { maxLength: MAX_PART } });
      }
    }
    if (textOf(value, 'locality') === '') issues.push({ code: 'locality-required', part: 'locality' });
    if (textOf(value, 'street') === '') issues.push({ code: 'street-required', part: 'street' });
    const postalCode = textOf(value, 'postalCode');
    if (postalCode !== '' && !/^\d{6}$/.test(postalCode)) {
      issues.push({ code: 'postal-code-invalid', part: 'postalCode' });
    }
    return issues;
  },
  jsonSchema: () => ({
    type: 'object',
    additionalProperties: false,
    required: ['locality', 'street'],
    properties: Object.fromEntries(PARTS.map((name) => [name, { type: 'string', maxLength: MAX_PART }])),
  }),
  describe(value) {
    if (!isParts(value)) return '';
    const street = [textOf(value, 'street'), textOf(value, 'number')].filter(Boolean).join(' ');
    const parts = [street, textOf(value, 'details'), textOf(value, 'postalCode'), textOf(value, 'locality')];
    return parts.filter(Boolean).join(', ');
  },
});

function isParts(value: Answer): value is { readonly [name: string]: Answer } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: { readonly [name: string]: Answer }, name: string): string {
  const part = Object.hasOwn(value, name) ? value[name] : '';
  return typeof part === 'string' ? part.trim() : '';
}
