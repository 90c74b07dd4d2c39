import { type Field, type FieldProblem, fieldText, problemText } from '@circula/forms';
import type { Language } from '../texts/translate.ts';
import type { FieldView } from './field-props.ts';

/** id of a field's control in the page; of a part of it when the path has a point (`adresa.street`). */
export function fieldId(path: string): string {
  return `f-${path.replaceAll('.', '-')}`;
}

function numberOf(value: string | number | boolean | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** What a field of a form shows in a language. */
export function viewOf(field: Field, language: Language): FieldView {
  const { label, description, text, options } = fieldText(field, language);
  const { accept, maxBytes, maxFiles } = field.properties;
  return {
    key: field.key,
    label: field.kind === 'text' ? text : label,
    hint: description || undefined,
    required: field.validate.required ?? false,
    options,
    minimum: field.validate.min,
    maximum: field.validate.max,
    maxLength: field.validate.maxLength,
    accept: typeof accept === 'string' ? accept : undefined,
    maxBytes: numberOf(maxBytes),
    maxFiles: numberOf(maxFiles),
  };
}

/** A problem in words that stand alone in a list: the field's label says which of the questions it is about. */
export function problemMessage(
  field: Field,
  problem:
    | Pick<FieldProblem, 'code' | 'params'>
    | { readonly code: string; readonly params?: { readonly [name: string]: unknown } },
  language: Language,
): string {
  const params: { [name: string]: string | number } = {};
  for (const [name, value] of Object.entries(problem.params ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value;
  }
  const { label } = fieldText(field, language);
  return `${label.replace(/[?:.]\s*$/, '')}: ${problemText({ code: problem.code, params }, language)}`;
}
