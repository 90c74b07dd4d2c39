import { deskTexts } from '../../texts/desk/index.ts';
import type { Language } from '../../texts/translate.ts';
import { language } from '../frame/language.ts';
import { type Clocked, type Urgency, urgencyOf, urgencyTag } from './urgency.ts';
import { UrgencyIcon } from './urgency-icon.tsx';

/** The urgency in words: how many working days are left, or since when they are over. */
export function urgencyWords(clocked: Clocked, language: Language): string {
  const t = deskTexts(language);
  const days = clocked.workingDaysLeft;
  const urgency: Urgency = urgencyOf(clocked);
  switch (urgency) {
    case 'overdue':
      return days !== null && days < 0 ? t('overdueBy', { count: -days }) : t('overdue');
    case 'today':
      return t('dueToday');
    case 'soon':
    case 'running':
      return t('daysLeft', { count: days ?? 0 });
    case 'suspended':
      return t('suspended');
    case 'ended':
      return t('clockEnded');
    case 'none':
      return t('noDeadline');
    default:
      return urgency satisfies never;
  }
}

/** The deadline of a task or a file: colour, sign and words together. */
export function DueTag({ clocked }: { clocked: Clocked }) {
  const urgency = urgencyOf(clocked);
  return (
    <strong class={`govuk-tag govuk-tag--${urgencyTag[urgency]} desk-due`}>
      <UrgencyIcon urgency={urgency} />
      {urgencyWords(clocked, language.value)}
    </strong>
  );
}
