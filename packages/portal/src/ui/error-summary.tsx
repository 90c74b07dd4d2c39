import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

export interface SummaryProblem {
  /** Where the link lands: the id of the control, or of the first control of its group; null for a page-wide problem. */
  target: string | null;
  message: string;
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
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the focus when the page opens, never from the Tab key
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
                {problem.target ? <a href={`#${problem.target}`}>{problem.message}</a> : problem.message}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
