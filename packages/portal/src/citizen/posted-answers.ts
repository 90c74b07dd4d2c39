import {
  type Answers,
  coerceInput,
  type Field,
  type Form,
  fieldKinds,
  validateAnswers,
  visibleFields,
} from '@circula/forms';
import { postedFields } from './posted.ts';

/** Files and words between the questions have no answer in the text of a post. */
export function hasTextAnswer(field: Field): boolean {
  return field.kind !== 'file' && field.kind !== 'text';
}

/** What a page posted. */
export interface PostedAnswers {
  /** As typed, whether right or wrong, to show again. */
  readonly typed: Answers;
  /** The part that is fit to be saved; null takes an old answer away. */
  readonly savable: Answers;
}

/** Reads the answers of some fields from a post. Whatever is wrong is left out of what is saved, and kept as typed. */
export function readPostedAnswers(form: Form, fields: readonly Field[], old: Answers, post: FormData): PostedAnswers {
  const asked = fields.filter(hasTextAnswer);
  const read = coerceInput(form, postedFields(post), new Set(asked.map((field) => field.key)));
  const typed: { [field: string]: Answers[string] } = {};
  for (const field of asked) {
    const answer = read[field.key] ?? null;
    typed[field.key] = fieldKinds[field.kind].isEmpty(answer) ? null : answer;
  }
  const wrong = new Set(
    validateAnswers(form, withoutNulls({ ...old, ...typed }), { partial: true }).map((problem) =>
      rootOf(problem.field),
    ),
  );
  const savable = Object.fromEntries(Object.entries(typed).filter(([key]) => !wrong.has(key)));
  return { typed, savable };
}

/** The field of a problem's path: `adresa.strada` is about `adresa`. */
export function rootOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

/** Answers without those that were taken away. */
export function withoutNulls(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== null));
}

/** Keys of the fields that the answers bring up. */
export function shownKeys(form: Form, answers: Answers): Set<string> {
  return new Set(visibleFields(form, withoutNulls(answers)).map((field) => field.key));
}
