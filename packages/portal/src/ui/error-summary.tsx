import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

export interface SummaryProblem {
  /** Where the link lands: the id of the control, or of the first control of its group; null for a page-wide problem. */
  target: string | null;
  message: string;
  /** Where the link leads when the control is on another page. */
  href?: string;
}

function Problem({ problem }: { problem: SummaryProblem }) {
  const href = problem.href ?? (problem.target ? `#${problem.target}` : null);
  return href ? <a href={href}>{problem.message}</a> : <span>{problem.message}</span>;
}

/**
 * All problems of a page in one place, at its top. Pages with problems also prefix their title; the focus is moved here
 * by `autofocus`, which works without JavaScript.
 */
export function ErrorSummary({ problems, language }: { problems: readonly SummaryProblem[]; language: Language }) {
  if (problems.length === 0) return null;
  return (
    <section
      class="govuk-error-summary"
      aria-labelledby="error-summary-title"
      data-error-summary
      // It takes the focus when the page opens, never from the Tab key.
      tabIndex={-1}
      autofocus
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title" id="error-summary-title">
          {sharedTexts(language)('errorSummaryTitle')}
        </h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {problems.map((problem) => (
              <li key={`${problem.target}-${problem.message}`}>
                <Problem problem={problem} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
