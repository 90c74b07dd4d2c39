import type { DeadlineView } from '@circula/client';
import { sharedTexts } from '../texts/shared/index.ts';
import { inLanguage, type Language } from '../texts/translate.ts';

/** How the last day was found: the rule, then every day, so that it can be checked on a paper calendar. */
export function DeadlineExplanation({
  explanation,
  language,
}: {
  explanation: DeadlineView['explanation'];
  language: Language;
}) {
  if (explanation.length === 0) return null;
  const about = explanation.filter(({ code }) => code === 'rule');
  const days = explanation.filter(({ day }) => day !== null);
  const end = explanation.filter(({ code }) => code === 'due');
  return (
    <details class="govuk-details circula-explanation">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{sharedTexts(language)('deadlineExplained')}</span>
      </summary>
      <div class="govuk-details__text">
        {about.map(({ text }) => (
          <p class="govuk-body-s" key={text.ro}>
            {inLanguage(text, language)}
          </p>
        ))}
        <ol class="circula-explanation__days">
          {days.map(({ day, code, text }) => (
            <li key={day} class={code === 'counted' ? 'circula-explanation__counted' : undefined}>
              {inLanguage(text, language)}
            </li>
          ))}
        </ol>
        {end.map(({ text }) => (
          <p class="govuk-body-s" key={text.ro}>
            <strong>{inLanguage(text, language)}</strong>
          </p>
        ))}
      </div>
    </details>
  );
}
