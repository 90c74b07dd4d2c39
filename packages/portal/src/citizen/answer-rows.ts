import type { FileInfo } from '@circula/client';
import { type Answers, describeAnswers, type Field, type Form } from '@circula/forms';
import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

export interface AnswerRow {
  readonly field: string;
  readonly label: string;
  readonly text: string;
}

/** The answers of some fields in words, in the form's order; files by their names. */
export function answerRows(
  form: Form,
  fields: readonly Field[],
  answers: Answers,
  files: readonly FileInfo[],
  language: Language,
): AnswerRow[] {
  const kinds = new Map(fields.map((field) => [field.key, field.kind]));
  const nothing = sharedTexts(language)('notAnswered');
  return describeAnswers(form, answers, language)
    .filter((row) => kinds.has(row.key) && kinds.get(row.key) !== 'text')
    .map((row) => {
      const named = files.filter((file) => file.field === row.key).map((file) => file.name);
      const text = kinds.get(row.key) === 'file' ? named.join(', ') : row.text;
      return { field: row.key, label: row.label, text: text || nothing };
    });
}
