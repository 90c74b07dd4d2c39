import type { StaffMember, Task } from '@circula/client';
import {
  type Answers,
  type Field,
  type Form,
  fieldText,
  formFields,
  validateAnswers,
  visibleFields,
} from '@circula/forms';
import type { Language } from '../../texts/translate.ts';

/** Kinds in which a person writes; choices are never filled in for them. */
const written: ReadonlySet<Field['kind']> = new Set([
  'textfield',
  'textarea',
  'number',
  'datetime',
  'surface',
  'address',
]);

/** The field of a problem's path: `adresa.strada` and `answers.adresa` are about `adresa`. */
export function fieldOfPath(path: string): string {
  return path.replace(/^answers\./, '').split(/[.[]/)[0] ?? path;
}

/**
 * What a task's form starts with: the draft, and under it what was written on an earlier round of the same step (a
 * draft that was returned is mended, not typed again). A decision is never prefilled: it must be made each time.
 */
export function initialAnswers(form: Form, task: Pick<Task, 'draft' | 'variables'>): Answers {
  const earlier = formFields(form).flatMap((field) => {
    const value = task.variables[field.key];
    const fits = typeof value === 'string' || typeof value === 'number';
    return written.has(field.kind) && field.hide.length === 0 && fits ? [[field.key, value] as const] : [];
  });
  return { ...Object.fromEntries(earlier), ...((task.draft ?? {}) as Answers) };
}

function withoutNulls(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null && value !== ''));
}

/** Fields that the answers bring up, with the staff to choose from where a field asks for a person. */
export function shownFields(form: Form, answers: Answers, staff: readonly StaffMember[]): Field[] {
  return visibleFields(form, withoutNulls(answers)).map((field) => {
    const group = field.properties.people;
    if (typeof group !== 'string') return field;
    const people = staff.filter((member) => member.groups.includes(group));
    const options = people.map(({ accountId, name, title }) => ({
      value: accountId,
      label: title && title !== name ? `${name} (${title})` : name,
    }));
    return { ...field, options };
  });
}

/** The part of unfinished answers that the server takes; what is not yet of its kind (half a date) is left out. */
export function sendableDraft(form: Form, answers: Answers): { answers: Answers; sent: 'all' | 'part' } {
  const wrong = new Set(
    validateAnswers(form, withoutNulls(answers), { partial: true }).map((problem) => fieldOfPath(problem.field)),
  );
  const kept = Object.entries(answers).filter(([field]) => !wrong.has(field));
  return { answers: Object.fromEntries(kept), sent: wrong.size === 0 ? 'all' : 'part' };
}

/** What completes the task: only fields that are asked, only those that have an answer. */
export function finalAnswers(form: Form, answers: Answers): Answers {
  const given = withoutNulls(answers);
  const asked = new Set(visibleFields(form, given).map((field) => field.key));
  return Object.fromEntries(Object.entries(given).filter(([field]) => asked.has(field)));
}

/** The decision in words: the last choice on the form, as the person read it; null when there was none. */
export function decisionOf(fields: readonly Field[], answers: Answers, language: Language): string | null {
  const choices = fields.filter((field) => field.kind === 'radio' || field.kind === 'select');
  const last = choices.findLast((field) => typeof answers[field.key] === 'string');
  if (!last) return null;
  return fieldText(last, language).options.find((option) => option.value === answers[last.key])?.label ?? null;
}
