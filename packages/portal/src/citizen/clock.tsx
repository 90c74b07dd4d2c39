import { sharedTexts } from '../texts/shared/index.ts';
import type { Language } from '../texts/translate.ts';
import { Tag } from '../ui/tag.tsx';

/** How the legal clock stands, in words with a sign: running with what is left, standing still, or over. */
export function Clock({
  clock,
  workingDaysLeft,
  language,
}: {
  clock: 'running' | 'suspended' | 'overdue' | 'ended' | 'none';
  workingDaysLeft: number | null;
  language: Language;
}) {
  const t = sharedTexts(language);
  switch (clock) {
    case 'suspended':
      return (
        <p class="circula-clock">
          <Tag kind="warning">{t('clockSuspended')}</Tag>
        </p>
      );
    case 'overdue':
      return (
        <p class="circula-clock">
          <Tag kind="error">{t('clockOverdue')}</Tag>
        </p>
      );
    case 'running':
      return (
        <p class="circula-clock circula-muted">
          {workingDaysLeft === null ? t('clockRunning') : t('workingDaysLeft', { count: workingDaysLeft })}
        </p>
      );
    case 'ended':
    case 'none':
      return null;
  }
}
