import type { DeadlineStep } from './compute-deadline.ts';

export type Language = 'ro' | 'hu' | 'en';

const TEXTS: Readonly<Record<DeadlineStep['reason'], Readonly<Record<Language, string>>>> = {
  start: { ro: 'ziua de început, nu se numără', hu: 'kezdőnap, nem számít', en: 'first day, not counted' },
  counted: { ro: 'ziua {n}', hu: '{n}. nap', en: 'day {n}' },
  weekend: { ro: 'sfârșit de săptămână', hu: 'hétvége', en: 'weekend' },
  holiday: { ro: 'sărbătoare legală: {holiday}', hu: 'munkaszüneti nap: {holiday}', en: 'public holiday: {holiday}' },
  'extra-day-off': { ro: 'zi liberă suplimentară', hu: 'további szabadnap', en: 'additional day off' },
  suspended: { ro: 'termen suspendat', hu: 'a határidő felfüggesztve', en: 'term suspended' },
  shifted: {
    ro: 'termen decalat cu zilele solicitantului',
    hu: 'a határidő eltolva a kérelmező napjaival',
    en: "moved by the applicant's days",
  },
  'last-not-counted': {
    ro: 'termenul se împlinește; ultima zi nu se numără',
    hu: 'a határidő letelik; az utolsó nap nem számít',
    en: 'the term ends; the last day is not counted',
  },
  rolled: { ro: 'prima zi lucrătoare următoare', hu: 'a következő munkanap', en: 'the next working day' },
};

const RECOVERED: Readonly<Record<Language, string>> = {
  ro: 'ziua {n}, zi lucrătoare în contul unei zile libere',
  hu: '{n}. nap, egy szabadnap ledolgozása',
  en: 'day {n}, worked in place of a bridge day',
};

/** One day of a computation in words, without the date: "day 3", "public holiday: Christmas Day". */
export function explainStep(step: DeadlineStep, language: Language): string {
  return (step.recovered ? RECOVERED : TEXTS[step.reason])[language]
    .replace('{n}', String(step.number ?? ''))
    .replace('{holiday}', step.holiday?.[language] ?? '');
}
