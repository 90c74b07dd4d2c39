import type { FileDiagnostic } from '../../api/designer-api.ts';
import { problemText } from '../../texts/diagnostics/index.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import { errorsOf } from './problem.ts';

interface ProblemsListProps {
  readonly problems: readonly FileDiagnostic[];
  /** Names of the steps by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly onShow: (problem: FileDiagnostic) => void;
}

/** The findings in plain words; each leads to its step or file. */
export function ProblemsList({ problems, names, onShow }: ProblemsListProps) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <ul class="problems">
      {problems.map((problem) => (
        <li key={`${problem.code}|${problem.file}|${problem.element}|${problem.line}`}>
          <button type="button" class={`problem problem--${problem.severity}`} onClick={() => onShow(problem)}>
            <span class={`badge badge--${problem.severity}`}>
              {problem.severity === 'error' ? texts.problems.error : texts.problems.warning}
            </span>
            <span class="problem__text">{problemText(problem, language, names)}</span>
            <span class="problem__place">{place(problem)}</span>
          </button>
        </li>
      ))}
    </ul>
  );

  function place({ element, file, line }: FileDiagnostic): string {
    const step = element === null ? undefined : (names.get(element) ?? element);
    if (step !== undefined) return step;
    return [file ?? '', line === null ? '' : texts.problems.line(line)].filter((part) => part !== '').join(', ');
  }
}

/** How many errors and warnings, in one line. */
export function ProblemsSummary({ problems }: { readonly problems: readonly FileDiagnostic[] }) {
  const texts = useTexts();
  const errors = errorsOf(problems).length;
  const warnings = problems.length - errors;
  if (problems.length === 0) return <span class="summary summary--good">{texts.problems.none}</span>;
  return (
    <span class="summary">
      {errors === 0 ? null : <span class="badge badge--error">{texts.problems.errors(errors)}</span>}
      {warnings === 0 ? null : <span class="badge badge--warning">{texts.problems.warnings(warnings)}</span>}
    </span>
  );
}
