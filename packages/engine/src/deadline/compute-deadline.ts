import { addWorkingDays, dayKind, isWorkingDay, type WorkCalendar } from './calendar.ts';
import { addDays, addMonths, type Day, daysBetween } from './day.ts';
import { type Course, courseOf, type DeadlineEvent } from './deadline-event.ts';
import type { DeadlineRule, ExpiryEffect } from './deadline-rule.ts';
import type { HolidayName } from './romanian-holidays.ts';

/** One day of the computation. */
export interface DeadlineStep {
  readonly day: Day;
  readonly reason:
    | 'start'
    | 'counted'
    | 'weekend'
    | 'holiday'
    | 'extra-day-off'
    | 'suspended'
    | 'shifted'
    | 'last-not-counted'
    | 'rolled';
  /** Which day of the term it is, where it counts. */
  readonly number?: number;
  readonly holiday?: HolidayName;
  /** A Saturday or another free day on which the institution works instead of a bridge day. */
  readonly recovered?: true;
}

/** A last day with its moments, or why there is none yet. */
export interface Deadline {
  /** Null while the clock stands still. */
  readonly due: Day | null;
  /** The day on which to warn, or null when there is none to warn of. */
  readonly warnAt: Day | null;
  readonly status: 'running' | 'suspended' | 'ended';
  /** How the term ended; null while it has not. */
  readonly outcome: 'answered' | 'redirected' | 'expired' | null;
  /** What the law attaches to a term that expired; null unless it did. */
  readonly effect: ExpiryEffect | null;
  /** Days of the term counted until the suspension, or all of them. */
  readonly counted: number;
  /** Days of the rule's unit that were left when the clock stopped; 0 when it runs to its end. */
  readonly remaining: number;
  /** Days of the rule's unit by which the term was extended. */
  readonly extended: number;
  /** Every day from the start to the end: a clerk can follow it on a paper calendar. */
  readonly steps: readonly DeadlineStep[];
}

const MAX_AMOUNT = 3_660;
const MAX_MONTHS = 120;
const MAX_DAYS = 20_000;

/**
 * Computes when a term ends and why. Throws RangeError for a rule, day, number or order of events that cannot be, and
 * for an expiry on or before the day on which the term ends.
 */
export function computeDeadline(
  rule: DeadlineRule,
  calendar: WorkCalendar,
  start: Day,
  events: readonly DeadlineEvent[] = [],
): Deadline {
  const course = courseOf(rule, start, events);
  const walked = walk(rule, calendar, course);
  const { outcome } = course;
  if (outcome === 'expired' && (walked.due === null || (course.closedOn ?? '') <= walked.due)) {
    throw new RangeError(`The term has not expired on ${course.closedOn}.`);
  }
  const status = outcome !== null ? 'ended' : walked.due === null ? 'suspended' : 'running';
  const lead = rule.warnBeforeWorkingDays;
  const warnAt = lead === undefined || walked.due === null ? null : addWorkingDays(calendar, walked.due, -lead);
  const effect = outcome === 'expired' ? (rule.onExpiry ?? 'none') : null;
  return { ...walked, warnAt, status, outcome, effect, extended: course.extended };
}

/** Days of the term: for months, the calendar days up to the day with the same number. */
function lengthOf({ amount, unit }: DeadlineRule, course: Course): number {
  if (!Number.isInteger(amount) || amount < 1 || amount > (unit === 'months' ? MAX_MONTHS : MAX_AMOUNT)) {
    throw new RangeError(`${amount} ${unit} is no term.`);
  }
  const own = unit === 'months' ? daysBetween(course.start, addMonths(course.start, amount)) : amount;
  if (own + course.extended > MAX_AMOUNT) throw new RangeError(`${own + course.extended} days is no term.`);
  return own + course.extended;
}

function walk(rule: DeadlineRule, calendar: WorkCalendar, course: Course) {
  const amount = lengthOf(rule, course);
  const working = rule.unit === 'working-days';
  const skipsFirst = rule.excludeFirst || rule.unit === 'months';
  const steps: DeadlineStep[] = [];
  let counted = 0;
  let day = course.start;
  for (let passed = 0; ; passed += 1) {
    if (passed > MAX_DAYS) throw new RangeError('The term does not end.');
    const pause = course.pauses.find(({ from, to }) => day > from && (to === null || day <= to));
    if (pause?.to === null) return { due: null, counted, remaining: amount - counted, steps };
    if (day === course.start && skipsFirst) steps.push({ day, reason: 'start' });
    else if (pause) steps.push({ day, reason: 'suspended' });
    else {
      const free = working ? freeStep(calendar, day) : null;
      if (!free) counted += 1;
      steps.push(free ?? countedStep(rule, calendar, day, counted));
    }
    if (counted >= amount) break;
    day = addDays(day, 1);
  }
  for (let left = course.shifted; left > 0; left -= 1) {
    day = addDays(day, 1);
    steps.push({ day, reason: 'shifted' });
  }
  if (rule.excludeLast) {
    let free: DeadlineStep | null;
    do {
      day = addDays(day, 1);
      // a term of working days has a working day after its last one, too
      free = working ? freeStep(calendar, day) : null;
      steps.push(free ?? { day, reason: 'last-not-counted' });
    } while (free);
  }
  while (rule.rollToWorkingDay && !isWorkingDay(calendar, day)) {
    day = addDays(day, 1);
    steps.push(freeStep(calendar, day) ?? { day, reason: 'rolled' });
  }
  return { due: day, counted, remaining: 0, steps };
}

function countedStep({ unit }: DeadlineRule, calendar: WorkCalendar, day: Day, number: number): DeadlineStep {
  const recovered = unit === 'working-days' && dayKind(calendar, day).kind === 'recovered';
  return { day, reason: 'counted', number, ...(recovered && { recovered }) };
}

function freeStep(calendar: WorkCalendar, day: Day): DeadlineStep | null {
  const found = dayKind(calendar, day);
  switch (found.kind) {
    case 'working':
    case 'recovered':
      return null;
    case 'weekend':
    case 'extra-day-off':
      return { day, reason: found.kind };
    case 'holiday':
      return { day, reason: 'holiday', holiday: found.name };
  }
}

/**
 * The last day on which something may still be done when it must be done so long before another day, such as an
 * extension asked 45 working days before the permit expires; with every day walked, backwards. `excludeFirst` leaves
 * out the day itself, `excludeLast` one day more; what falls on a free day must be done on the working day before.
 */
export function latestDayBefore(
  rule: DeadlineRule,
  calendar: WorkCalendar,
  before: Day,
): { readonly due: Day; readonly steps: readonly DeadlineStep[] } {
  const course = courseOf(rule, before, []);
  const amount = rule.unit === 'months' ? daysBetween(addMonths(before, -rule.amount), before) : lengthOf(rule, course);
  const working = rule.unit === 'working-days';
  const skipsFirst = rule.excludeFirst || rule.unit === 'months';
  const steps: DeadlineStep[] = skipsFirst ? [{ day: before, reason: 'start' }] : [];
  let day = skipsFirst ? addDays(before, -1) : before;
  for (let counted = 0; ; day = addDays(day, -1)) {
    if (steps.length > MAX_DAYS) throw new RangeError('The term does not end.');
    const free = working ? freeStep(calendar, day) : null;
    if (!free) counted += 1;
    steps.push(free ?? countedStep(rule, calendar, day, counted));
    if (counted >= amount) break;
  }
  if (rule.excludeLast) {
    day = addDays(day, -1);
    steps.push({ day, reason: 'last-not-counted' });
  }
  while (rule.rollToWorkingDay && !isWorkingDay(calendar, day)) {
    day = addDays(day, -1);
    steps.push(freeStep(calendar, day) ?? { day, reason: 'rolled' });
  }
  return { due: day, steps };
}
