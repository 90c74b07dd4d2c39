import { type Answers, type FieldProblem, type Form, formFields, problemText, validateAnswers } from '@circula/forms';
import { Problem } from '../../problems.ts';

type Given = { readonly [field: string]: unknown };

/** What the caller knows of the files of a request: which field they were added to. */
export interface KnownFile {
  readonly id: string;
  readonly field: string;
}

/**
 * The answers of a draft after a change: each given field replaces the old answer, null takes it away, unknown fields
 * are left out. 422 `answers-invalid` when a given answer is of the wrong kind; missing ones do not matter yet.
 */
export function readAnswers(form: Form, old: Given, change: Given, files: readonly KnownFile[]): Given {
  const fields = new Set(formFields(form).map((field) => field.key));
  const answers: Record<string, unknown> = {};
  for (const [key, value] of [...Object.entries(old), ...Object.entries(change)]) {
    if (!fields.has(key)) continue;
    if (value === null) delete answers[key];
    else answers[key] = value;
  }
  const changed = new Set(Object.keys(change));
  const problems = answerProblems(form, answers, files, { partial: true }).filter((problem) =>
    changed.has(rootOf(problem.field)),
  );
  if (problems.length > 0) throw answersInvalid(problems);
  return answers;
}

/** Everything wrong with the answers, including files that are not the request's own. */
export function answerProblems(
  form: Form,
  answers: Given,
  files: readonly KnownFile[],
  options: { readonly partial?: boolean } = {},
): FieldProblem[] {
  const problems = [...validateAnswers(form, answers as Answers, options)];
  for (const field of formFields(form).filter((one) => one.kind === 'file')) {
    const own = new Set(files.filter((file) => file.field === field.key).map((file) => file.id));
    const value = answers[field.key];
    const foreign = Array.isArray(value) && value.some((id) => typeof id !== 'string' || !own.has(id));
    if (foreign && !problems.some((problem) => problem.field === field.key))
      problems.push(fieldProblem(field.key, 'file-unknown'));
  }
  return problems;
}

/** A problem that only the server can see, with its text in Romanian. */
export function fieldProblem(
  field: string,
  code: FieldProblem['code'],
  params: FieldProblem['params'] = {},
): FieldProblem {
  return { field, code, message: problemText({ code, params }, 'ro'), params };
}

/** The problem that names each wrong answer. */
export function answersInvalid(problems: readonly FieldProblem[]): Problem {
  return new Problem('answers-invalid', '', {
    errors: problems.map((problem) => ({
      field: problem.field,
      code: problem.code,
      message: problem.message,
      ...(Object.keys(problem.params).length === 0 ? {} : { params: problem.params }),
    })),
  });
}

function rootOf(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}
