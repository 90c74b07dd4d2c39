import type { StaffMember } from '@circula/client';
import { type Form, readForm } from '@circula/forms';
import { describe, expect, it } from 'vitest';
import { decisionOf, fieldOfPath, finalAnswers, initialAnswers, sendableDraft, shownFields } from './task-answers.ts';

function formOf(components: unknown[]): Form {
  const { form, problems } = readForm({ type: 'default', id: 'test', schemaVersion: 18, components });
  if (!form) throw new Error(JSON.stringify(problems));
  return form;
}

const form = formOf([
  {
    type: 'radio',
    key: 'decision',
    label: 'Decizia',
    values: [
      { label: 'Se aprobă', value: 'yes' },
      { label: 'Se returnează', value: 'no' },
    ],
    validate: { required: true },
  },
  {
    type: 'textarea',
    key: 'reason',
    label: 'Motivul',
    validate: { required: true },
    conditional: { hide: '=decision != "no"' },
  },
  { type: 'textarea', key: 'text', label: 'Textul' },
  { type: 'number', key: 'months', label: 'Luni', validate: { min: 6, max: 24 } },
]);

describe('initialAnswers', () => {
  it('brings back what was written, never a decision or its reason', () => {
    const variables = { decision: 'no', reason: 'old', text: 'written', months: 12 };
    expect(initialAnswers(form, { draft: null, variables })).toEqual({ text: 'written', months: 12 });
  });

  it('lets the draft win', () => {
    const task = { draft: { text: 'newer', decision: 'yes' }, variables: { text: 'older' } };
    expect(initialAnswers(form, task)).toEqual({ text: 'newer', decision: 'yes' });
  });
});

describe('finalAnswers', () => {
  it('leaves out what is not asked and what is empty', () => {
    expect(finalAnswers(form, { decision: 'yes', reason: 'left over', text: '', months: null })).toEqual({
      decision: 'yes',
    });
    expect(finalAnswers(form, { decision: 'no', reason: 'because' })).toEqual({ decision: 'no', reason: 'because' });
  });
});

describe('sendableDraft', () => {
  it('sends everything that is of its kind, complete or not', () => {
    expect(sendableDraft(form, { decision: 'no' })).toEqual({ answers: { decision: 'no' }, sent: 'all' });
  });

  it('keeps back what the server would refuse', () => {
    expect(sendableDraft(form, { text: 'a', months: 2 })).toEqual({ answers: { text: 'a' }, sent: 'part' });
  });
});

describe('shownFields', () => {
  const people = formOf([
    { type: 'select', key: 'inspector', label: 'Inspector', properties: { people: 'inspector-urbanism' } },
  ]);
  const member = (accountId: string, groups: string[]): StaffMember => ({
    accountId,
    name: accountId,
    title: 'Inspector',
    office: null,
    groups,
  });

  it('offers the members of the group a field asks for', () => {
    const staff = [member('a', ['inspector-urbanism']), member('b', ['registratura'])];
    expect(shownFields(people, {}, staff)[0]?.options).toEqual([{ value: 'a', label: 'a (Inspector)' }]);
  });

  it('follows the answers', () => {
    const keys = (answers: { [field: string]: string }) => shownFields(form, answers, []).map((field) => field.key);
    expect(keys({ decision: 'yes' })).not.toContain('reason');
    expect(keys({ decision: 'no' })).toContain('reason');
  });
});

describe('decisionOf', () => {
  it('is the label of the last choice made', () => {
    const fields = shownFields(form, { decision: 'yes' }, []);
    expect(decisionOf(fields, { decision: 'yes' }, 'ro')).toBe('Se aprobă');
    expect(decisionOf(fields, {}, 'ro')).toBeNull();
  });
});

it('finds the field of a problem wherever the path begins', () => {
  expect(fieldOfPath('answers.address.street')).toBe('address');
  expect(fieldOfPath('files[0]')).toBe('files');
});
