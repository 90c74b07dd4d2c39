import type { FileInfo } from '@circula/client';
import { type Answers, describeAnswers, type Field, type Form } from '@circula/forms';
import { viewOf } from '../fields/field-view.ts';
import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

export interface AnswerRow {
  readonly field: string;
  readonly label: string;
  readonly text: string;
}

/** The answers of the given fields in words; files by their names, what is missing said so. */
export function answerRows(
  form: Form,
  fields: readonly Field[],
  answers: Answers,
  files: readonly FileInfo[],
  language: Language,
): AnswerRow[] {
  const described = new Map(describeAnswers(form, answers, language).map((row) => [row.key, row.text]));
  const nothing = sharedTexts(language)('notAnswered');
  return fields
    .filter((field) => field.kind !== 'text')
    .map((field) => {
      const named = files.filter((file) => file.field === field.key).map((file) => file.name);
      const text = field.kind === 'file' ? named.join(', ') : described.get(field.key);
      return { field: field.key, label: viewOf(field, language).label, text: text || nothing };
    });
}
