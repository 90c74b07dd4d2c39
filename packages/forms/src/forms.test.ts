import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Answers,
  answerNotices,
  coerceInput,
  describeAnswers,
  type Form,
  formFields,
  formPages,
  jsonSchemaOf,
  PROBLEM_TEXTS,
  pageText,
  problemText,
  readForm,
  validateAnswers,
  visibleAnswers,
  visibleFields,
} from './index.ts';

const definition = {
  type: 'default',
  id: 'cerere',
  schemaVersion: 18,
  components: [
    {
      type: 'group',
      key: 'cine',
      label: 'Solicitant',
      translations: { hu: { label: 'Kérelmező' } },
      components: [
        {
          type: 'radio',
          key: 'tip',
          label: 'Cine?',
          validate: { required: true },
          values: [
            { label: 'Om', value: 'f' },
            { label: 'Firmă', value: 'j' },
          ],
          translations: { hu: { label: 'Ki?', values: { f: 'Magánszemély' } } },
        },
        { type: 'cnp', key: 'cnp', label: 'CNP', validate: { required: true }, conditional: { hide: '=tip != "f"' } },
        { type: 'cui', key: 'cui', label: 'CUI', validate: { required: true }, conditional: { hide: '=tip != "j"' } },
        {
          type: 'textfield',
          key: 'tva',
          label: 'TVA',
          conditional: { hide: '=cui = null' },
          validate: { required: true },
        },
      ],
    },
    { type: 'text', text: 'Explicație' },
    { type: 'address', key: 'adresa', label: 'Adresa', validate: { required: true } },
    { type: 'checkbox', key: 'acord', label: 'De acord', validate: { required: true } },
  ],
};

function read(json: unknown): Form {
  const { form, problems } = readForm(json);
  expect(problems).toEqual([]);
  if (!form) throw new Error('no form');
  return form;
}

const form = read(definition);
const address = { locality: 'Florești', street: 'Avram Iancu' };
const codes = (answers: Answers, partial = false) =>
  validateAnswers(form, answers, { partial }).map(({ field, code }) => `${field}: ${code}`);

test('pages are the top-level groups', () => {
  expect(formPages(form).map((page) => [page.key, pageText(page, 'hu'), page.fields.length])).toEqual([
    ['cine', 'Kérelmező', 4],
    [null, '', 3],
  ]);
});

test('hidden fields are neither required nor kept, and open nothing', () => {
  const left = { tip: 'f', cnp: '1900101120013', cui: '18288250', tva: 'x', adresa: address, acord: true };
  expect(visibleFields(form, left).map(({ key }) => key)).toEqual(['tip', 'cnp', 'text6', 'adresa', 'acord']);
  expect(codes(left)).toEqual([]);
  expect(visibleAnswers(form, left)).toEqual({ tip: 'f', cnp: '1900101120013', adresa: address, acord: true });
  expect(codes({ tip: 'j', cui: '18288250' })).toEqual([
    'tva: required',
    'adresa: required',
    'acord: consent-required',
  ]);
});

test('problems name field and part; drafts may be incomplete', () => {
  expect(codes({})).toEqual(['tip: choice-required', 'adresa: required', 'acord: consent-required']);
  expect(codes({}, true)).toEqual([]);
  expect(codes({ tip: 'f', cnp: '1', adresa: { street: 'x' } }, true)).toEqual([
    'cnp: cnp-length',
    'adresa.locality: locality-required',
  ]);
  expect(codes({ other: 1, __proto__: 2 } as Answers, true)).toEqual(['other: unknown-field']);
  expect(answerNotices(form, { tip: 'f', cnp: '1900101990013' }).map(({ code }) => code)).toEqual(['cnp-county']);
});

test('posted forms', () => {
  const raw = { tip: 'f', cnp: '190 0101 120013', 'adresa.locality': 'Florești', 'adresa.street': ' Avram Iancu ' };
  expect(coerceInput(form, raw)).toEqual({ tip: 'f', cnp: '1900101120013', adresa: address });
  expect(coerceInput(form, raw, new Set(['tip', 'acord']))).toEqual({ tip: 'f', acord: false });
});

test('described in the reader’s language', () => {
  expect(describeAnswers(form, { tip: 'f', adresa: address, acord: true }, 'hu')).toEqual([
    { key: 'tip', label: 'Ki?', text: 'Magánszemély' },
    { key: 'adresa', label: 'Adresa', text: 'Avram Iancu, Florești' },
    { key: 'acord', label: 'De acord', text: 'Igen' },
  ]);
});

test('JSON Schema', () => {
  expect(jsonSchemaOf(form)).toMatchObject({
    additionalProperties: false,
    required: ['tip', 'adresa', 'acord'],
    properties: { tip: { enum: ['f', 'j'] }, acord: { const: true } },
  });
});

test('every problem text has three languages and the same parameters', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  for (const { ro, hu, en } of Object.values(PROBLEM_TEXTS)) {
    expect([names(hu), names(en)]).toEqual([names(ro), names(ro)]);
    expect(`${ro}${hu}${en}`).not.toMatch(/[şţŞŢ]|undefined/);
  }
  expect(problemText({ code: 'number-too-large', params: { max: 1234.5 } }, 'hu')).toMatch(/1234,5|1\s234,5/);
});

test('the forms of published request types are read', () => {
  const folder = new URL('../../../processes/', import.meta.url);
  for (const type of readdirSync(folder)) {
    for (const name of readdirSync(new URL(`${type}/forms/`, folder))) {
      const json = JSON.parse(readFileSync(new URL(`${type}/forms/${name}`, folder), 'utf8'));
      expect(formFields(read(json)).length).toBeGreaterThan(0);
    }
  }
});

const one = (component: object) => ({ type: 'default', id: 'x', components: [component] });
const circular: { self?: unknown } = {};
circular.self = circular;

describe('refused definitions', () => {
  test.each<[string, unknown, string, string | null]>([
    ['nothing', undefined, 'form-shape', null],
    ['a text', 'not json', 'form-shape', null],
    ['a list', [], 'form-shape', null],
    ['a cycle', circular, 'form-shape', null],
    ['a large one', { id: 'x', components: ['x'.repeat(300_000)] }, 'form-too-large', null],
    ['no components', { id: 'x' }, 'form-shape', null],
    ['no id', { components: [] }, 'form-shape', null],
    ['odd component', { id: 'x', components: [null] }, 'form-shape', null],
    ['unknown kind', one({ type: 'iframe', key: 'a' }), 'unknown-kind', 'a'],
    ['inherited kind', one({ type: 'constructor', key: 'a' }), 'unknown-kind', 'a'],
    ['unknown property', one({ type: 'textfield', key: 'a', onclick: 'x' }), 'unknown-property', 'a'],
    ['unknown rule', one({ type: 'cnp', key: 'a', validate: { min: 1 } }), 'unknown-property', 'a'],
    ['wrong rule', one({ type: 'number', key: 'a', validate: { min: '1' } }), 'property-invalid', 'a'],
    ['key with point', one({ type: 'textfield', key: 'a.b' }), 'key-invalid', 'a.b'],
    ['prototype key', one({ type: 'textfield', key: '__proto__' }), 'key-invalid', '__proto__'],
    ['constructor key', one({ type: 'textfield', key: 'constructor' }), 'key-invalid', 'constructor'],
    [
      'repeated key',
      one({
        type: 'group',
        components: [
          { type: 'cnp', key: 'a' },
          { type: 'cui', key: 'a' },
        ],
      }),
      'key-repeated',
      'a',
    ],
    ['condition', one({ type: 'cnp', key: 'a', conditional: { hide: '=a >' } }), 'condition-invalid', 'a'],
    ['condition without =', one({ type: 'cnp', key: 'a', conditional: { hide: 'a > 1' } }), 'condition-invalid', 'a'],
    ['pattern', one({ type: 'textfield', key: 'a', validate: { pattern: '(a' } }), 'pattern-invalid', 'a'],
    ['look-behind', one({ type: 'textfield', key: 'a', validate: { pattern: '(?=a)b' } }), 'pattern-invalid', 'a'],
    ['no values', one({ type: 'radio', key: 'a' }), 'values-invalid', 'a'],
    [
      'same values',
      one({
        type: 'select',
        key: 'a',
        values: [
          { label: 'A', value: 'a' },
          { label: 'B', value: 'a' },
        ],
      }),
      'values-invalid',
      'a',
    ],
    ['language', one({ type: 'cnp', key: 'a', translations: { xx: {} } }), 'property-invalid', 'a'],
    ['files', one({ type: 'file', key: 'a', properties: { maxFiles: -1 } }), 'property-invalid', 'a'],
    [
      'many fields',
      { id: 'x', components: Array.from({ length: 500 }, (_, index) => ({ type: 'cnp', key: `k${index}` })) },
      'form-too-large',
      'k400',
    ],
  ])('%s', (_, json, code, field) => {
    const result = readForm(json);
    expect(result.form).toBeNull();
    expect(result.problems).toEqual(expect.arrayContaining([expect.objectContaining({ code, field })]));
  });
});
