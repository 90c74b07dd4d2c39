import type { Answer, Field, Language } from './form.ts';
import type { ProblemCode } from './problem-texts.ts';

/** One thing that is wrong with an answer. */
export interface Issue {
  readonly code: ProblemCode;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The part of a composed answer, such as `street`. */
  readonly part?: string;
}

/** Everything that the product knows about one kind of field. */
export interface FieldKind {
  /** Rules that `validate` may name besides `required`. */
  readonly rules: readonly ('min' | 'max' | 'minLength' | 'maxLength' | 'pattern')[];
  /** Names that `properties` may hold. */
  readonly properties: readonly string[];
  /** Whether the kind offers choices: `values` in the form. */
  readonly choices: boolean;
  /** Parts that a plain HTML form posts as `key.part`; none when the kind posts its key. */
  readonly parts: readonly string[];
  /** The answer that posted texts mean. What cannot be understood stays a text, for `check` to name. */
  coerce(posted: readonly string[], field: Field, part: (name: string) => string): Answer;
  /** Whether nothing was answered. */
  isEmpty(value: Answer): boolean;
  /** What is wrong with an answer that is not empty. */
  check(value: Answer, field: Field): readonly Issue[];
  /** JSON Schema (2020-12) of an answer. */
  jsonSchema(field: Field): Record<string, unknown>;
  /** The answer as people read it. */
  describe(value: Answer, field: Field, language: Language): string;
}

export function emptyText(value: Answer): boolean {
  return (
    value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
  );
}

/** A kind whose answer is one line of text; the rest of its traits are given. */
export function textKind(traits: Partial<FieldKind> & Pick<FieldKind, 'check'>): FieldKind {
  return {
    rules: [],
    properties: [],
    choices: false,
    parts: [],
    coerce: (posted) => (posted[0] ?? '').trim(),
    isEmpty: emptyText,
    jsonSchema: () => ({ type: 'string' }),
    describe: (value) => (typeof value === 'string' ? value : ''),
    ...traits,
  };
}
