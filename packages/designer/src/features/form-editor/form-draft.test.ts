import { expect, test } from 'vitest';
import {
  add,
  formText,
  keyProblem,
  lines,
  move,
  newField,
  optionsFrom,
  readFormDraft,
  remove,
  update,
} from './form-draft.ts';

const form = readFormDraft(
  JSON.stringify({
    id: 'cerere',
    schemaVersion: 18,
    components: [
      {
        type: 'group',
        key: 'p1',
        label: 'Unu',
        components: [{ type: 'cnp', key: 'cnp', label: 'CNP', x: { kept: true } }],
      },
      { type: 'radio', key: 'mediu', label: 'Mediul', values: [{ label: 'Urban', value: 'urban' }] },
    ],
  }),
);
if (form === null) throw new Error('the form is one');

test('what is no form is refused, not thrown', () => {
  for (const text of ['', '{', '[]', '{"components":1}', '{"components":[1]}']) expect(readFormDraft(text)).toBeNull();
});

test('fields are added, moved and removed; everything unknown is kept', () => {
  const added = add(form, [0], newField(form, 'file', 'Plan'));
  expect(lines(added).map((line) => line.component.key)).toEqual(['p1', 'cnp', 'camp1', 'mediu']);
  const moved = move(added, [0, 1], -1);
  expect(lines(moved).map((line) => line.component.key)).toEqual(['p1', 'camp1', 'cnp', 'mediu']);
  expect(move(moved, [0, 0], -1)).toEqual(moved);
  expect(formText(remove(added, [0, 1]))).toBe(formText(form));
  expect(formText(update(form, [0, 0], { label: 'Altul' }))).toContain('"kept": true');
});

test('a key is a name, and only once in a form', () => {
  expect(keyProblem(form, [0, 0], 'mediu')).toBe('taken');
  expect(keyProblem(form, [0, 0], 'cnp')).toBeNull();
  expect(keyProblem(form, [0, 0], '1x')).toBe('invalid');
});

test('choices keep their values when their words change', () => {
  expect(optionsFrom('În oraș', lines(form)[2]?.component ?? {})).toEqual([{ label: 'În oraș', value: 'urban' }]);
  expect(optionsFrom('Urban\nȚară\nTara', lines(form)[2]?.component ?? {}).map(({ value }) => value)).toEqual([
    'urban',
    'tara',
    'tara-2',
  ]);
});
