export {
  addWorkingDays,
  type DayKind,
  dayKind,
  isWorkingDay,
  romanianCalendar,
  type WorkCalendar,
  workingDaysBetween,
} from './calendar.ts';
export { CALENDAR_FUNCTION_TYPES, CALENDAR_FUNCTIONS, calendarFunctions } from './calendar-functions.ts';
export { computeDeadline, type Deadline, type DeadlineStep, latestDayBefore } from './compute-deadline.ts';
export { addDays, addMonths, type Day, daysBetween, isDay } from './day.ts';
export type { DeadlineEvent } from './deadline-event.ts';
export { type DeadlineRule, type ExpiryEffect, type RuleVersion, ruleInForce } from './deadline-rule.ts';
export { orthodoxEaster } from './easter.ts';
export { dayInWords, explainDeadline } from './explain-deadline.ts';
export { explainStep } from './explain-step.ts';
export { LEGAL_TERMS, type LegalTerm, legalTerm } from './legal-terms.ts';
export { atWallClock, dayAt, endOfDay, startOfDay, wallClockAt } from './local-time.ts';
export { type Holiday, ROMANIAN_HOLIDAY_RULES, romanianHolidays } from './romanian-holidays.ts';
