import { describeAnswers, type Form } from '@circula/forms';

/** Each answer of a form by its key, as the applicant reads it in Romanian. */
export function answerTexts(form: Form, answers: { readonly [field: string]: unknown }): { [field: string]: string } {
  const described = describeAnswers(form, answers as Parameters<typeof describeAnswers>[1], 'ro');
  return Object.fromEntries(described.map((one) => [one.key, one.text]));
}
