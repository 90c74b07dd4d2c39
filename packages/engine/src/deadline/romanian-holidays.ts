import { addDays, type Day } from './day.ts';
import { orthodoxEaster } from './easter.ts';

export interface HolidayName {
  readonly ro: string;
  readonly hu: string;
  readonly en: string;
}

/** A day on which nobody works, by its name. */
export interface Holiday {
  readonly day: Day;
  readonly name: HolidayName;
}

interface HolidayRule {
  /** 'MM-DD', or days after Orthodox Easter. */
  readonly when: string | number;
  /** First year in which the day is free. */
  readonly since: number;
  readonly name: HolidayName;
  readonly legalBasis: string;
}

const LABOUR_CODE = 'Legea 53/2003 (Codul muncii), art. 139 alin. (1)';

/** The laws that added days to those of the code, by the day. */
const ADDED_BY: Readonly<Record<string, string>> = {
  '01-06': 'Legea 52/2023',
  '01-07': 'Legea 52/2023',
  '01-24': 'Legea 176/2016',
  '-2': 'Legea 64/2018',
  '06-01': 'Legea 220/2016',
  '49': 'Legea 202/2008',
  '50': 'Legea 202/2008',
  '08-15': 'Legea 202/2008',
  '11-30': 'Legea 147/2012',
};

const rule = (when: string | number, since: number, ro: string, hu: string, en: string): HolidayRule => {
  const added = ADDED_BY[when];
  return { when, since, name: { ro, hu, en }, legalBasis: added ? `${LABOUR_CODE}, ${added}` : LABOUR_CODE };
};

/** Public holidays as data: when, since which year, by which law. Good since 2009. */
export const ROMANIAN_HOLIDAY_RULES: readonly HolidayRule[] = [
  rule('01-01', 2009, 'Anul Nou', 'Újév', "New Year's Day"),
  rule('01-02', 2009, 'A doua zi de Anul Nou', 'Újév második napja', 'Day after New Year'),
  rule('01-06', 2024, 'Boboteaza', 'Vízkereszt', 'Epiphany'),
  rule('01-07', 2024, 'Sfântul Ioan Botezătorul', 'Keresztelő Szent János napja', 'Saint John the Baptist'),
  rule(
    '01-24',
    2017,
    'Ziua Unirii Principatelor Române',
    'A román fejedelemségek egyesülésének napja',
    'Union of the Principalities',
  ),
  rule(-2, 2018, 'Vinerea Mare', 'Nagypéntek', 'Good Friday'),
  rule(0, 2009, 'Paștele', 'Húsvét', 'Easter Sunday'),
  rule(1, 2009, 'A doua zi de Paște', 'Húsvéthétfő', 'Easter Monday'),
  rule('05-01', 2009, 'Ziua Muncii', 'A munka ünnepe', 'Labour Day'),
  rule('06-01', 2017, 'Ziua Copilului', 'Gyermeknap', "Children's Day"),
  rule(49, 2009, 'Rusaliile', 'Pünkösd', 'Pentecost'),
  rule(50, 2009, 'A doua zi de Rusalii', 'Pünkösdhétfő', 'Whit Monday'),
  rule('08-15', 2009, 'Adormirea Maicii Domnului', 'Nagyboldogasszony', 'Dormition of the Mother of God'),
  rule('11-30', 2012, 'Sfântul Andrei', 'Szent András napja', 'Saint Andrew'),
  rule('12-01', 2009, 'Ziua Națională a României', 'Románia nemzeti ünnepe', 'National Day'),
  rule('12-25', 2009, 'Crăciunul', 'Karácsony', 'Christmas Day'),
  rule('12-26', 2009, 'A doua zi de Crăciun', 'Karácsony második napja', 'Second Day of Christmas'),
];

const known = new Map<number, readonly Holiday[]>();

/** The public holidays of a year in order, each day once (1 June 2026 is also Whit Monday). */
export function romanianHolidays(year: number): readonly Holiday[] {
  const found = known.get(year);
  if (found) return found;
  const byDay = new Map<Day, Holiday>();
  for (const { when, since, name } of ROMANIAN_HOLIDAY_RULES) {
    if (year < since) continue;
    const day = typeof when === 'number' ? addDays(orthodoxEaster(year), when) : `${year}-${when}`;
    if (!byDay.has(day)) byDay.set(day, { day, name });
  }
  const holidays = Object.freeze([...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1)));
  known.set(year, holidays);
  return holidays;
}
