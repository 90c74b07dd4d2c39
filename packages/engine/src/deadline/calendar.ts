import { addDays, type Day, weekday } from './day.ts';
import { type Holiday, type HolidayName, romanianHolidays } from './romanian-holidays.ts';

/** The days on which an institution works. */
export interface WorkCalendar {
  holidays(year: number): readonly Holiday[];
  /** Free days besides: bridge days set by the government, local days. */
  readonly extraDaysOff: readonly Day[];
  /** Days worked although they would be free: Saturdays that make up for bridge days. */
  readonly recoveredDays: readonly Day[];
}

/** What a day counts as in a calendar. */
export type DayKind =
  | { readonly kind: 'working' | 'weekend' | 'extra-day-off' | 'recovered' }
  | { readonly kind: 'holiday'; readonly name: HolidayName };

/** Romanian public holidays with an institution's own days. */
export function romanianCalendar(own: Partial<Omit<WorkCalendar, 'holidays'>> = {}): WorkCalendar {
  return { holidays: romanianHolidays, extraDaysOff: own.extraDaysOff ?? [], recoveredDays: own.recoveredDays ?? [] };
}

/** What a day is. A recovered day is worked whatever else it is. */
export function dayKind(calendar: WorkCalendar, day: Day): DayKind {
  if (calendar.recoveredDays.includes(day)) return { kind: 'recovered' };
  const holiday = calendar.holidays(Number(day.slice(0, 4))).find((one) => one.day === day);
  if (holiday) return { kind: 'holiday', name: holiday.name };
  if (weekday(day) > 5) return { kind: 'weekend' };
  return { kind: calendar.extraDaysOff.includes(day) ? 'extra-day-off' : 'working' };
}

/** Whether people work on the day. */
export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean {
  const { kind } = dayKind(calendar, day);
  return kind === 'working' || kind === 'recovered';
}

/** The working day that lies `count` working days after (or, when negative, before) a day. */
export function addWorkingDays(calendar: WorkCalendar, day: Day, count: number): Day {
  const step = count < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(count); left > 0; ) {
    found = addDays(found, step);
    if (isWorkingDay(calendar, found)) left -= 1;
  }
  return found;
}

/**
 * Working days after `from` up to and with `to`: what "n working days left" means on the morning of `from`. Negative
 * when `to` is earlier: how many working days have gone by since.
 */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(calendar, to, from) || 0;
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
