import type { FileInfo } from '@circula/client';
import type { Answers, Field } from '@circula/forms';
import { fieldId } from '../fields/field-view.ts';
import { FieldControl } from '../fields/index.ts';
import type { Language } from '../texts/translate.ts';

/** A problem of one field, or of a part of it (`adresa.street`), in the reader's words. */
export interface FieldMessage {
  readonly path: string;
  readonly message: string;
}

function partProblems(messages: readonly FieldMessage[], key: string): { [part: string]: string } {
  const inside = messages.filter((message) => message.path.startsWith(`${key}.`));
  return Object.fromEntries(inside.map((message) => [message.path.slice(key.length + 1), message.message]));
}

/** The control that a link in the summary of problems leads to. The first part of an address has the field's own id. */
export function targetOf(path: string): string {
  return fieldId(path.replace(/\.locality$/, ''));
}

/**
 * The fields of a page or of a task. Those that the answers do not bring up are in the page but hidden, so that the
 * script can show them without asking for a new page.
 */
export function FormFields({
  fields,
  shown,
  answers,
  files,
  messages,
  language,
}: {
  fields: readonly Field[];
  shown: ReadonlySet<string>;
  answers: Answers;
  files: readonly FileInfo[];
  messages: readonly FieldMessage[];
  language: Language;
}) {
  return (
    <>
      <input
        type="hidden"
        name="_shown"
        value={fields
          .filter((field) => shown.has(field.key))
          .map((field) => field.key)
          .join(' ')}
      />
      {fields.map((field) => (
        <div key={field.key} data-question={field.key} hidden={!shown.has(field.key)}>
          <FieldControl
            field={field}
            id={fieldId(field.key)}
            language={language}
            value={answers[field.key]}
            problem={messages.find((message) => message.path === field.key)?.message}
            partProblems={partProblems(messages, field.key)}
            files={files.filter((file) => file.field === field.key)}
          />
        </div>
      ))}
    </>
  );
}
