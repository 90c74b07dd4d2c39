import type { FieldKind } from './field-kind.ts';
import { hasKnownCounty } from './fields/cnp.ts';
import { fieldKinds } from './fields/index.ts';
import {
  type Answer,
  type Answers,
  type Field,
  type Form,
  fieldText,
  formFields,
  type Language,
  type RawAnswers,
} from './form.ts';
import { type ProblemCode, problemText } from './problem-texts.ts';

/** What is wrong with one answer. */
export interface FieldProblem {
  /** Key of the field; a part of a composed answer follows a point (`adresa.street`). */
  readonly field: string;
  readonly code: ProblemCode | 'file-unknown' | 'person-unknown';
  /** In Romanian; `problemText` gives other languages. */
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * The fields that are asked, given these answers, in order. A condition sees only answers of fields that are asked
 * themselves, so an answer left behind in a hidden field opens nothing. A condition that cannot be evaluated asks.
 */
export function visibleFields(form: Form, answers: Answers): readonly Field[] {
  const fields = formFields(form);
  let visible = fields;
  // conditions may depend on each other; each round hides at least one more field or ends
  for (let round = 0; round <= fields.length; round += 1) {
    const known = Object.fromEntries(visible.map((field) => [field.key, ownAnswer(answers, field.key)]));
    const all = { ...Object.fromEntries(fields.map((field) => [field.key, null])), ...known };
    const next = visible.filter((field) => !isHidden(field, all));
    if (next.length === visible.length) break;
    visible = next;
  }
  return visible;
}

function isHidden(field: Field, answers: Answers): boolean {
  return field.hide.some((condition) => {
    const result = condition.evaluate(answers, { at: 0 });
    return result.ok && result.value === true;
  });
}

/** The answers of fields that are asked; everything else is left out. */
export function visibleAnswers(form: Form, answers: Answers): Answers {
  const kept = visibleFields(form, answers).filter(
    (field) => field.kind !== 'text' && Object.hasOwn(answers, field.key),
  );
  return Object.fromEntries(kept.map((field) => [field.key, ownAnswer(answers, field.key)]));
}

/** A value for every question of the form: its answer, or null where it is left blank or not asked. */
export function allAnswers(form: Form, answers: Answers): Answers {
  const asked = formFields(form).filter((field) => field.kind !== 'text');
  return { ...Object.fromEntries(asked.map((field) => [field.key, null])), ...visibleAnswers(form, answers) };
}

/**
 * Everything wrong with the answers, in the order of the form. `partial` is for drafts: what is missing does not
 * matter yet. Hidden fields are neither required nor checked.
 */
export function validateAnswers(
  form: Form,
  answers: Answers,
  options: { readonly partial?: boolean } = {},
): FieldProblem[] {
  const known = new Set(formFields(form).map((field) => field.key));
  const unknown = Object.keys(answers).filter((key) => !known.has(key));
  return [
    ...visibleFields(form, answers).flatMap((field) => fieldProblems(field, ownAnswer(answers, field.key), options)),
    ...unknown.slice(0, 20).map((key) => problem(key.slice(0, 80), 'unknown-field')),
  ];
}

function fieldProblems(field: Field, value: Answer, options: { readonly partial?: boolean }): FieldProblem[] {
  const kind: FieldKind = fieldKinds[field.kind];
  if (field.kind === 'text') return [];
  if (kind.isEmpty(value)) {
    return field.validate.required && !options.partial ? [problem(field.key, missing(field))] : [];
  }
  return kind
    .check(value, field)
    .map((issue) => problem(issue.part ? `${field.key}.${issue.part}` : field.key, issue.code, issue.params));
}

function missing(field: Field): ProblemCode {
  switch (field.kind) {
    case 'checkbox':
      return 'consent-required';
    case 'radio':
    case 'select':
    case 'checklist':
      return 'choice-required';
    case 'file':
      return 'file-required';
    default:
      return 'required';
  }
}

/** What deserves a second look and does not block: an unusual county code in a CNP. */
export function answerNotices(form: Form, answers: Answers): FieldProblem[] {
  return visibleFields(form, answers).flatMap((field) => {
    const value = ownAnswer(answers, field.key);
    const odd = field.kind === 'cnp' && typeof value === 'string' && /^\d{13}$/.test(value) && !hasKnownCounty(value);
    return odd ? [problem(field.key, 'cnp-county')] : [];
  });
}

function problem(field: string, code: ProblemCode, params: FieldProblem['params'] = {}): FieldProblem {
  return { field, code, message: problemText({ code, params }, 'ro'), params };
}

/**
 * The answers that a posted HTML form means, for those fields of the form that it names (boxes that are not ticked are
 * not posted: name the fields of the page in `only` to have them read as unticked). Never throws.
 */
export function coerceInput(form: Form, raw: RawAnswers, only?: ReadonlySet<string>): Answers {
  const answers: Record<string, Answer> = {};
  for (const field of formFields(form)) {
    const kind: FieldKind = fieldKinds[field.kind];
    const posted = posts(raw, field.key);
    const named = posted.length > 0 || kind.parts.some((part) => posts(raw, `${field.key}.${part}`).length > 0);
    const asked = only ? only.has(field.key) : named;
    if (!asked || field.kind === 'text' || (field.kind === 'file' && !named)) continue;
    answers[field.key] = kind.coerce(posted, field, (part) => (posts(raw, `${field.key}.${part}`)[0] ?? '').trim());
  }
  return answers;
}

function posts(raw: RawAnswers, name: string): readonly string[] {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The answers as people read them, in the order of the form; what was not asked or not answered is left out. */
export function describeAnswers(
  form: Form,
  answers: Answers,
  language: Language,
): { readonly key: string; readonly label: string; readonly text: string }[] {
  return visibleFields(form, answers).flatMap((field) => {
    const value = ownAnswer(answers, field.key);
    const kind: FieldKind = fieldKinds[field.kind];
    if (field.kind === 'text' || (kind.isEmpty(value) && value !== false)) return [];
    return [{ key: field.key, label: fieldText(field, language).label, text: kind.describe(value, field, language) }];
  });
}

/** JSON Schema (2020-12) of complete answers, built only from the checked form. Conditions are not part of it. */
export function jsonSchemaOf(form: Form): Record<string, unknown> {
  const fields = formFields(form).filter((field) => field.kind !== 'text');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(fields.map((field) => [field.key, fieldKinds[field.kind].jsonSchema(field)])),
    required: fields.filter((field) => field.validate.required && field.hide.length === 0).map((field) => field.key),
  };
}

function ownAnswer(answers: Answers, key: string): Answer {
  return Object.hasOwn(answers, key) ? (answers[key] ?? null) : null;
}
