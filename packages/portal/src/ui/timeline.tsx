import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';

export interface TimelineStep {
  id: string;
  name: string;
  state: 'done' | 'current' | 'next';
  /** A line under the name: when it ended, which office has it. */
  detail?: string | undefined;
}

/** Stages in their order: done with a tick, the current one marked, the rest numbered. The state is also said in words. */
export function Timeline({ steps, language }: { steps: readonly TimelineStep[]; language: Language }) {
  const t = sharedTexts(language);
  const words = { done: t('statusDone'), current: t('statusCurrent'), next: t('statusNext') } as const;
  return (
    <ol class="circula-timeline">
      {steps.map((step, index) => (
        <li
          key={step.id}
          class={`circula-timeline__item circula-timeline__item--${step.state}`}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span class="circula-timeline__mark" aria-hidden="true">
            {step.state === 'done' ? '✓' : index + 1}
          </span>
          <p class="circula-timeline__name">
            {step.name}
            <span class="govuk-visually-hidden">: {words[step.state]}</span>
          </p>
          {step.detail ? <p class="circula-timeline__detail">{step.detail}</p> : null}
        </li>
      ))}
    </ol>
  );
}
