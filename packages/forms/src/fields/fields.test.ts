import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FieldKind } from '../field-kind.ts';
import type { FieldKindName } from '../field-kind-name.ts';
import type { Answer, Field } from '../form.ts';
import { hasKnownCounty } from './cnp.ts';
import { fieldKinds } from './index.ts';

test('the registry is the folder', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
    .map((name) => name.replace('.ts', ''));
  expect(Object.keys(fieldKinds).sort()).toEqual(files.sort());
});

function field(kind: FieldKindName, traits: Partial<Field> = {}): Field {
  const options = [
    { value: 'a', label: 'Prima' },
    { value: 'b', label: 'A doua' },
  ];
  return {
    kind,
    key: 'k',
    label: 'K',
    description: '',
    text: '',
    validate: {},
    options,
    properties: {},
    translations: {},
    hide: [],
    ...traits,
  };
}

type Check = [kind: FieldKindName, value: Answer, code: string | null, traits?: Partial<Field>];

const checks: Check[] = [
  ['cnp', '1630615123457', null],
  ['cnp', '1630615123458', 'cnp-checksum'],
  ['cnp', '1632215123457', 'cnp-date'],
  ['cnp', '1900101120013', null],
  ['cnp', '5000229120019', 'cnp-checksum'],
  ['cnp', '5010229120019', 'cnp-date'],
  ['cnp', '0900101120013', 'cnp-date'],
  ['cnp', '190010112001', 'cnp-length'],
  ['cnp', '19001011200133', 'cnp-length'],
  ['cnp', '1900101120O13', 'cnp-length'],
  ['cnp', 1900101120013, 'wrong-type'],
  ['cui', '18547290', null],
  ['cui', '18547291', 'cui-invalid'],
  ['cui', '18288250', null],
  ['cui', 'RO18288250', null],
  ['cui', '1', 'cui-invalid'],
  ['cui', '12345678901', 'cui-invalid'],
  ['cui', { a: 1 }, 'cui-invalid'],
  ['phone', '+40740123456', null],
  ['phone', '0264 123 456', null],
  ['phone', '+36301234567', null],
  ['phone', '12345', 'phone-invalid'],
  ['phone', '+407401234567', 'phone-invalid'],
  ['email', 'ana@exemplu.ro', null],
  ['email', 'ana+cf@a.b.ro', null],
  ['email', 'ana@exemplu', 'email-invalid'],
  ['email', 'ana exemplu@x.ro', 'email-invalid'],
  ['email', '.ana@x.ro', 'email-invalid'],
  ['email', `${'a'.repeat(64)}@${'b.'.repeat(200)}ro`, 'email-invalid'],
  ['cadastral-number', '123456', null],
  ['cadastral-number', '123456-C1-U12', null],
  ['cadastral-number', '1234/2/1', null],
  ['cadastral-number', 'CF 12', 'cadastral-number-invalid'],
  ['surface', 320.55, null],
  ['surface', 0, 'surface-not-positive'],
  ['surface', 1.005, 'surface-decimals'],
  ['surface', '12', 'number-invalid'],
  ['surface', 5, 'number-too-small', { validate: { min: 10 } }],
  ['number', 3, null, { validate: { min: 1, max: 3 } }],
  ['number', 4, 'number-too-large', { validate: { max: 3 } }],
  ['number', Number.NaN, 'number-invalid'],
  ['textfield', 'ab', 'too-short', { validate: { minLength: 3 } }],
  ['textfield', 'ăâîșț', null, { validate: { maxLength: 5 } }],
  ['textfield', 'abcd', 'too-long', { validate: { maxLength: 3 } }],
  ['textfield', 'AB-12', null, { validate: { pattern: '[A-Z]{2}-[0-9]+' } }],
  ['textfield', 'x AB-12', 'pattern', { validate: { pattern: '[A-Z]{2}-[0-9]+' } }],
  ['textfield', 'a'.repeat(9_000), 'pattern', { validate: { pattern: '(a+)+b' } }],
  ['textarea', 'x'.repeat(10_001), 'too-long'],
  ['textarea', ['x'], 'wrong-type'],
  ['select', 'a', null],
  ['select', 'z', 'choice-unknown'],
  ['select', 'z', null, { options: [], properties: { people: 'arhitect-sef' } }],
  ['radio', ['a'], 'wrong-type'],
  ['checklist', ['a', 'b'], null],
  ['checklist', ['a', 'a'], 'choice-unknown'],
  ['checklist', 'a', 'wrong-type'],
  ['checkbox', true, null],
  ['checkbox', 'yes', 'wrong-type'],
  ['datetime', '2028-02-29', null],
  ['datetime', '2026-02-29', 'date-invalid'],
  ['datetime', '24.11.2026', 'date-invalid'],
  ['locality', 'Florești', null],
  ['locality', '12', 'pattern'],
  ['address', { locality: 'Cluj-Napoca', street: 'Calea Dorobanților', number: '106' }, null],
  ['address', { locality: 'Cluj-Napoca' }, 'street-required'],
  ['address', { locality: 'Cluj-Napoca', street: 'x', postalCode: '4000' }, 'postal-code-invalid'],
  ['address', { locality: 'a', street: 'b', admin: true }, 'wrong-type'],
  ['address', 'Cluj', 'wrong-type'],
  ['file', ['f1'], null],
  ['file', ['f1', 'f2'], 'too-many-files', { properties: { maxFiles: 1 } }],
  ['file', ['../etc'], 'wrong-type'],
];

test.each<Check>(checks)('%s %j: %s', (kind, value, code, traits = {}) => {
  const issues = (fieldKinds[kind] as FieldKind).check(value, field(kind, traits));
  expect(issues[0]?.code ?? null).toBe(code);
});

test('an unusual county is a notice, never a refusal', () => {
  expect(['1900101120013', '1900101700013', '1900101990013'].map(hasKnownCounty)).toEqual([true, true, false]);
});

describe('posted texts', () => {
  test.each<[FieldKindName, string[], Answer]>([
    ['cnp', [' 190 0101 120013'], '1900101120013'],
    ['cui', ['ro 18288250'], 'RO18288250'],
    ['phone', ['0740 123-456'], '+40740123456'],
    ['phone', ['0036 30 123 4567'], '+36301234567'],
    ['number', ['1.234,5'], 1234.5],
    ['number', ['12,5'], 12.5],
    ['number', ['doi'], 'doi'],
    ['number', [''], null],
    ['surface', ['1 250,75 mp'], 1250.75],
    ['cadastral-number', [' 123456-c1 '], '123456-C1'],
    ['textfield', ['  a   b '], 'a b'],
    ['textarea', ['a\r\nb'], 'a\nb'],
    ['checkbox', ['on'], true],
    ['checkbox', [], false],
    ['checklist', ['a', 'b', 'a'], ['a', 'b']],
    ['datetime', ['2026-11-24'], '2026-11-24'],
    ['file', ['f1', ''], ['f1']],
  ])('%s %j', (kind, posted, expected) => {
    expect((fieldKinds[kind] as FieldKind).coerce(posted, field(kind), () => '')).toEqual(expected);
  });
});

describe('described', () => {
  test.each<[FieldKindName, Answer, string]>([
    ['surface', 1250.75, '1.250,75 m²'],
    ['phone', '+40740123456', '0740 123 456'],
    ['datetime', '2026-11-24', '24 noiembrie 2026'],
    ['checkbox', true, 'Da'],
    ['radio', 'b', 'A doua'],
    ['checklist', ['a', 'b'], 'Prima, A doua'],
    [
      'address',
      { locality: 'Cluj-Napoca', street: 'Calea Dorobanților', number: '106' },
      'Calea Dorobanților 106, Cluj-Napoca',
    ],
  ])('%s %j', (kind, value, text) => {
    expect((fieldKinds[kind] as FieldKind).describe(value, field(kind), 'ro')).toBe(text);
  });
});
