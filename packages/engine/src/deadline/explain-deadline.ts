import type { Deadline, DeadlineStep } from './compute-deadline.ts';
import { type Day, weekday } from './day.ts';
import type { DeadlineRule } from './deadline-rule.ts';
import { explainStep, type Language } from './explain-step.ts';

type Texts = Readonly<Record<Language, string>>;

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  ro: 'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie'.split(' '),
  hu: 'január február március április május június július augusztus szeptember október november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  ro: 'luni marți miercuri joi vineri sâmbătă duminică'.split(' '),
  hu: 'hétfő kedd szerda csütörtök péntek szombat vasárnap'.split(' '),
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
};

/** A day as people write it: "joi, 17 decembrie 2026", "2026. december 17., csütörtök", "Thursday, 17 December 2026". */
export function dayInWords(day: Day, language: Language): string {
  const [year = '', month = '', number = ''] = day.split('-');
  const name = MONTHS[language][Number(month) - 1] ?? month;
  const week = WEEKDAYS[language][weekday(day) - 1] ?? '';
  const date = Number(number);
  return language === 'hu' ? `${year}. ${name} ${date}., ${week}` : `${week}, ${date} ${name} ${year}`;
}

const AMOUNT: Readonly<Record<DeadlineRule['unit'], Readonly<Record<Language, readonly [one: string, many: string]>>>> =
  {
    'working-days': {
      ro: ['zi lucrătoare', 'zile lucrătoare'],
      hu: ['munkanap', 'munkanap'],
      en: ['working day', 'working days'],
    },
    'calendar-days': {
      ro: ['zi calendaristică', 'zile calendaristice'],
      hu: ['naptári nap', 'naptári nap'],
      en: ['calendar day', 'calendar days'],
    },
    months: { ro: ['lună', 'luni'], hu: ['hónap', 'hónap'], en: ['month', 'months'] },
  };

/** "1 zi", "15 zile", "30 de zile", "101 zile": Romanian puts "de" unless the last two digits are 1 to 19. */
function amountInWords({ amount, unit }: Pick<DeadlineRule, 'amount' | 'unit'>, language: Language): string {
  const [one, many] = AMOUNT[unit][language];
  const lastTwo = amount % 100;
  const linked = language === 'ro' && (lastTwo === 0 || lastTwo >= 20);
  return `${amount}${linked ? ' de' : ''} ${amount === 1 ? one : many}`;
}

const HEAD: Texts = {
  ro: 'Termen de {amount}, din {start}.',
  hu: 'A határidő {amount}, kezdete: {start}.',
  en: 'A term of {amount} from {start}.',
};
const FIRST: Readonly<Record<'out' | 'in', Texts>> = {
  out: { ro: 'Prima zi nu se numără.', hu: 'A kezdőnap nem számít.', en: 'The first day is not counted.' },
  in: { ro: 'Prima zi se numără.', hu: 'A kezdőnap is számít.', en: 'The first day is counted.' },
};
const LAST: Texts = {
  ro: 'Nici ultima zi nu se numără (zile libere).',
  hu: 'Az utolsó nap sem számít (szabad napok).',
  en: 'Nor is the last day counted (clear days).',
};
const ROLL: Texts = {
  ro: 'Dacă ultima zi este nelucrătoare, termenul se prelungește până în prima zi lucrătoare.',
  hu: 'Ha az utolsó nap munkaszüneti nap, a határidő a következő munkanapon jár le.',
  en: 'If the last day is not a working day, the term ends on the next working day.',
};
const EXTENDED: Texts = {
  ro: 'Termenul a fost prelungit cu {n}.',
  hu: 'A határidő meghosszabbítva: {n}.',
  en: 'The term was extended by {n}.',
};
const DUE: Texts = {
  ro: 'Ultima zi a termenului: {day}.',
  hu: 'A határidő utolsó napja: {day}.',
  en: 'The last day of the term: {day}.',
};
const STANDS: Texts = {
  ro: 'Termenul este suspendat. Rămase: {n}.',
  hu: 'A határidő felfüggesztve. Hátravan: {n}.',
  en: 'The clock stands still. Left: {n}.',
};

/**
 * A computation in sentences that a clerk can check on a paper calendar: the rule in words, then each day with its
 * weekday and what it counts for, then the last day.
 */
export function explainDeadline(
  rule: DeadlineRule,
  deadline: Pick<Deadline, 'due' | 'remaining' | 'steps'> & Partial<Pick<Deadline, 'extended'>>,
  language: Language,
): readonly string[] {
  const start = deadline.steps[0]?.day ?? '';
  // a term of months is extended, and stands still, in calendar days
  const unit = rule.unit === 'months' ? 'calendar-days' : rule.unit;
  const days = (amount: number) => amountInWords({ amount, unit }, language);
  const counts = rule.excludeFirst || rule.unit === 'months' ? 'out' : 'in';
  return [
    HEAD[language].replace('{amount}', amountInWords(rule, language)).replace('{start}', dayInWords(start, language)),
    FIRST[counts][language],
    ...(rule.excludeLast ? [LAST[language]] : []),
    ...(rule.rollToWorkingDay ? [ROLL[language]] : []),
    ...(deadline.extended ? [EXTENDED[language].replace('{n}', days(deadline.extended))] : []),
    ...deadline.steps.map((step: DeadlineStep) => `${dayInWords(step.day, language)}: ${explainStep(step, language)}`),
    deadline.due === null
      ? STANDS[language].replace('{n}', days(deadline.remaining))
      : DUE[language].replace('{day}', dayInWords(deadline.due, language)),
  ];
}
