import { type Field, fieldKinds, isFieldKind, readForm } from '@circula/forms';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { FieldControl, fieldComponents, fieldId, problemMessage } from './index.ts';
import { readNumber, showNumber } from './number-text.ts';

const hostile = '<script>alert(1)</script>"\'&';
const kinds = Object.keys(fieldKinds).filter(isFieldKind);

function fieldOf(kind: string, extra: object = {}): Field {
  const { form, problems } = readForm({
    type: 'default',
    id: 'test',
    components: [
      {
        type: kind,
        key: 'question',
        label: 'Question?',
        ...(kind === 'text' ? { text: 'Words' } : { validate: { required: true } }),
        ...(fieldKinds[kind as keyof typeof fieldKinds].choices
          ? {
              values: [
                { value: 'a', label: 'First' },
                { value: 'b', label: 'Second' },
              ],
            }
          : {}),
        ...extra,
      },
    ],
  });
  const field = form?.pages[0]?.fields[0];
  if (!field) throw new Error(JSON.stringify(problems));
  return field;
}

function render(field: Field, extra: Partial<Parameters<typeof FieldControl>[0]> = {}): string {
  return renderToString(
    <FieldControl field={field} id={fieldId(field.key)} language="ro" value={undefined} {...extra} />,
  );
}

describe('the registry of fields', () => {
  it('has a component for every kind and none besides', () => {
    expect(Object.keys(fieldComponents).sort()).toEqual([...kinds].sort());
  });
});

describe.each(kinds.filter((kind) => kind !== 'text'))('a %s field', (kind) => {
  it('names its control with the label, and carries its key in a form post', () => {
    const html = render(fieldOf(kind));
    expect(html).toContain('id="f-question"');
    expect(html).toMatch(/name="question(\.\w+)?"/);
    expect(html).toContain('for="f-question"');
    expect(html).toContain('Question');
  });

  it('ties its message to the control', () => {
    const html = render(fieldOf(kind), { problem: 'Mend this' });
    expect(html).toContain('id="f-question-error"');
    expect(html).toMatch(/aria-describedby="[^"]*f-question-error/);
    expect(html).toContain('Eroare:');
  });

  it('has no id twice', () => {
    const ids = [...render(fieldOf(kind), { problem: 'Mend this' }).matchAll(/ id="([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('escapes answers, messages and labels', () => {
    const html = render(fieldOf(kind, { label: hostile, description: hostile }), {
      value: kind === 'address' ? { street: hostile } : kind === 'checklist' ? [hostile] : hostile,
      problem: hostile,
      files: [{ id: 'x', name: hostile, bytes: 10 }],
    });
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/value="[^"]*<\/script>/);
  });
});

describe('a text between fields', () => {
  it('is shown and escaped', () => {
    const html = render(fieldOf('text', { text: hostile }));
    expect(html).toContain('alert(1)');
    expect(html).not.toContain('<script');
  });
});

describe('choices', () => {
  it('show what was chosen', () => {
    expect(render(fieldOf('radio'), { value: 'b' })).toMatch(/value="b"[^>]* checked/);
    expect(render(fieldOf('select'), { value: 'b' })).toMatch(/value="b" selected/);
    expect(render(fieldOf('checklist'), { value: ['b'] })).toMatch(/value="b"[^>]* checked/);
  });

  it('take people in the place of the form’s values', () => {
    const html = render(fieldOf('select'), { people: [{ value: 'id-1', label: 'Inspector' }] });
    expect(html).toContain('Inspector');
    expect(html).not.toContain('First');
  });
});

describe('a file field', () => {
  const field = fieldOf('file', { properties: { accept: 'image/jpeg', maxBytes: 10_485_760, maxFiles: 2 } });

  it('offers the camera for photographs, and a button that works without a script', () => {
    const html = render(field);
    expect(html).toContain('capture="environment"');
    expect(html).toContain('value="upload:question"');
    expect(html).toContain('10 MB');
  });

  it('lists what is attached and stops asking when there is enough', () => {
    const files = [
      { id: 'one', name: 'a.pdf', bytes: 2048 },
      { id: 'two', name: 'b.pdf', bytes: 2_097_152 },
    ];
    const html = render(field, { files });
    expect(html).toContain('value="remove:one"');
    expect(html).toContain('2 MB');
    expect(html).not.toContain('type="file"');
  });
});

describe('a problem in a list', () => {
  it('says which question it is about', () => {
    expect(problemMessage(fieldOf('textfield'), { code: 'required', params: {} }, 'en')).toBe(
      'Question: Fill in this field',
    );
  });
});

describe('numbers as people write them', () => {
  it.each([
    ['640,50', 640.5],
    ['1.250,5', 1250.5],
    ['1 250', 1250],
    ['12.5', 12.5],
    ['', null],
    ['abc', 'abc'],
  ])('reads %j', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('shows the reader’s decimal sign', () => {
    expect(showNumber(1.5, 'ro')).toBe('1,5');
    expect(showNumber(1.5, 'en')).toBe('1.5');
  });
});
