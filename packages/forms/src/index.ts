export {
  allAnswers,
  answerNotices,
  coerceInput,
  describeAnswers,
  type FieldProblem,
  jsonSchemaOf,
  validateAnswers,
  visibleAnswers,
  visibleFields,
} from './answers.ts';
export type { FieldKind, Issue } from './field-kind.ts';
export type { FieldKindName } from './field-kind-name.ts';
export { fieldKinds, isFieldKind } from './fields/index.ts';
export {
  type Answer,
  type Answers,
  type Field,
  type FieldValidation,
  type Form,
  type FormPage,
  fieldText,
  formFields,
  formPages,
  type Language,
  pageText,
  type RawAnswers,
} from './form.ts';
export { PROBLEM_TEXTS, type ProblemCode, problemText } from './problem-texts.ts';
export { type FormProblem, readForm } from './read-form.ts';
