import type { Expression } from '@circula/engine';
import type { FieldKindName } from './field-kind-name.ts';

export type Language = 'ro' | 'hu' | 'en';

/** An answer or a part of one: plain JSON. */
export type Answer = null | boolean | number | string | readonly Answer[] | { readonly [name: string]: Answer };

/** Answers by field key. Files are lists of file ids, numbers are numbers, dates are 'YYYY-MM-DD'. */
export type Answers = { readonly [field: string]: Answer };

/** What a plain HTML form posts: a repeated name is a list. */
export type RawAnswers = { readonly [name: string]: string | readonly string[] | undefined };

/** A checked form. Immutable; safe to show and to validate against. */
export interface Form {
  readonly id: string;
  readonly pages: readonly FormPage[];
}

/** A step of the form: a top-level group, or the fields that stand outside groups. */
export interface FormPage {
  readonly key: string | null;
  readonly label: string;
  readonly translations: Translations;
  readonly fields: readonly Field[];
}

export type Translations = { readonly [L in Language]?: Translation };

export interface Translation {
  readonly label?: string;
  readonly description?: string;
  readonly text?: string;
  readonly values?: { readonly [value: string]: string };
}

export interface Field {
  readonly kind: FieldKindName;
  readonly key: string;
  /** In Romanian, as in the form; `fieldText` gives other languages. */
  readonly label: string;
  readonly description: string;
  /** What a static text says. */
  readonly text: string;
  readonly validate: FieldValidation;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Settings of the kind: `accept`, `maxBytes`, `maxFiles` of files, `people` of a choice among staff. */
  readonly properties: { readonly [name: string]: string | number | boolean };
  readonly translations: Translations;
  /** Conditions under which the field is not asked: its own and those of the groups around it. */
  readonly hide: readonly Expression[];
}

export interface FieldValidation {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression that the whole text must match; carried out in linear time. */
  readonly pattern?: string;
}

/** The pages in order. */
export function formPages(form: Form): readonly FormPage[] {
  return form.pages;
}

/** All fields in order, hidden ones and static texts too. */
export function formFields(form: Form): readonly Field[] {
  return form.pages.flatMap((page) => page.fields);
}

/** What a field shows in a language; Romanian where a translation is missing. */
export function fieldText(field: Field, language: Language) {
  const translation = field.translations[language];
  return {
    label: translation?.label ?? field.label,
    description: translation?.description ?? field.description,
    text: translation?.text ?? field.text,
    options: field.options.map(({ value, label }) => ({ value, label: translation?.values?.[value] ?? label })),
  };
}

/** The title of a page in a language. */
export function pageText(page: FormPage, language: Language): string {
  return page.translations[language]?.label ?? page.label;
}
