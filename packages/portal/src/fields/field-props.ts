import type { Answer } from '@circula/forms';
import type { Language } from '../texts/translate.ts';

export type { Answer } from '@circula/forms';

/** A file that is already attached to a field. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** What a field shows, already in the reader's language. */
export interface FieldView {
  readonly key: string;
  readonly label: string;
  /** Why it is asked, or how to write it. */
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly maxLength: number | undefined;
  /** Media types and name endings that a file field takes, for the browser's chooser. */
  readonly accept: string | undefined;
  readonly maxBytes: number | undefined;
  readonly maxFiles: number | undefined;
}

/** What every field component gets. The control's `name` is the field's key, so that a plain form post carries it. */
export interface FieldProps {
  readonly field: FieldView;
  /** id of the control, or of the first control of a group; error summaries link to it. */
  readonly id: string;
  readonly language: Language;
  readonly value: Answer | undefined;
  readonly problem?: string | undefined;
  /** Problems of the parts of a composed answer, by the part's name (`street`). */
  readonly partProblems?: { readonly [part: string]: string } | undefined;
  /** In the desk, which runs in the browser: told at each change. Server-rendered pages leave it out. */
  readonly onChange?: ((value: Answer) => void) | undefined;
  /** Files attached so far, for file fields. */
  readonly files?: readonly AttachedFile[] | undefined;
  /** In the desk: a file was chosen, a file is to go. Server-rendered pages send the form instead. */
  readonly onUpload?: ((file: File) => void) | undefined;
  readonly onRemove?: ((file: string) => void) | undefined;
}

/** The text that an answer shows in a one-line control. */
export function textOf(value: Answer | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
