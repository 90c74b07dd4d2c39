export {
  addWorkingDays,
  type DayKind,
  dayKind,
  isWorkingDay,
  romanianCalendar,
  type WorkCalendar,
  workingDaysBetween,
} from './calendar.ts';
export {
  computeDeadline,
  type Deadline,
  type DeadlineEvent,
  type DeadlineRule,
  type DeadlineStep,
} from './compute-deadline.ts';
export { addDays, type Day, daysBetween, isDay } from './day.ts';
export { orthodoxEaster } from './easter.ts';
export { explainStep } from './explain-step.ts';
export { dayAt, endOfDay, startOfDay } from './local-time.ts';
export { type Holiday, ROMANIAN_HOLIDAY_RULES, romanianHolidays } from './romanian-holidays.ts';
