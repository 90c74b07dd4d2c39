import type { FeelType, HostFunctions } from '../expression/index.ts';
import { FeelDate, FeelDateTime } from '../expression/temporal.ts';
import { Callable, type Value } from '../expression/values.ts';
import { addWorkingDays, isWorkingDay, type WorkCalendar, workingDaysBetween } from './calendar.ts';
import { type Day, daysBetween, isDay } from './day.ts';

/** Names of the functions of a calendar; models may use them wherever a host gives a calendar. */
export const CALENDAR_FUNCTIONS = ['working days after', 'working days between', 'is working day'] as const;

const DATE: FeelType = { kind: 'date' };
const NUMBER: FeelType = { kind: 'number' };

/** What the functions take and answer, for checks and editors. */
export const CALENDAR_FUNCTION_TYPES: Readonly<Record<(typeof CALENDAR_FUNCTIONS)[number], FeelType>> = {
  // days may also be texts and date-times
  'working days after': { kind: 'function', parameters: [{ kind: 'any' }, NUMBER], result: DATE },
  'working days between': { kind: 'function', parameters: [{ kind: 'any' }, { kind: 'any' }], result: NUMBER },
  'is working day': { kind: 'function', parameters: [{ kind: 'any' }], result: { kind: 'boolean' } },
};

/** As many working days as a legal term may have. */
const MOST = 3_660;

/**
 * The arithmetic of an institution's calendar for models: `working days after(date, n)` is the n-th working day after a day
 * (before it when n is negative), `working days between(from, to)` counts those after `from` up to and with `to`,
 * `is working day(date)` answers true or false. Dates, date-times and ISO 8601 texts of days are taken; anything else,
 * and years outside 1900 to 2099, answer null.
 */
export function calendarFunctions(calendar: WorkCalendar): HostFunctions {
  const functions: Readonly<Record<(typeof CALENDAR_FUNCTIONS)[number], Callable>> = {
    'working days after': new Callable(['date', 'n'], ([date = null, count = null], run) => {
      const day = dayOf(date);
      if (day === null || !isCount(count)) return null;
      run.budget.spend(Math.abs(count) * 2 + 1);
      const found = known(() => addWorkingDays(calendar, day, count));
      return found === null ? null : dateOf(found);
    }),
    'working days between': new Callable(['from', 'to'], ([from = null, to = null], run) => {
      const [first, last] = [dayOf(from), dayOf(to)];
      if (first === null || last === null) return null;
      run.budget.spend(Math.abs(daysBetween(first, last)) + 1);
      return workingDaysBetween(calendar, first, last);
    }),
    'is working day': new Callable(['date'], ([date = null]) => {
      const day = dayOf(date);
      return day === null ? null : isWorkingDay(calendar, day);
    }),
  };
  return Object.freeze(functions);
}

/** Null where the walk leaves the years whose holidays are known. */
function known<T>(walk: () => T): T | null {
  try {
    return walk();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isCount(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MOST;
}

function dayOf(value: Value): Day | null {
  if (typeof value === 'string') return isDay(value) ? value : null;
  const date = value instanceof FeelDateTime ? value.date : value;
  if (!(date instanceof FeelDate)) return null;
  const day = `${date.year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

function dateOf(day: Day): FeelDate | null {
  const [year = 0, month = 0, number = 0] = day.split('-').map(Number);
  return isDay(day) ? FeelDate.of(year, month, number) : null;
}
