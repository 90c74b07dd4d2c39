import { addWorkingDays, dayKind, isWorkingDay, type WorkCalendar } from './calendar.ts';
import { addDays, type Day, isDay } from './day.ts';
import type { HolidayName } from './romanian-holidays.ts';

/** A legal term as data; the legal basis and the dates of effect stay with the request type that carries it. */
export interface DeadlineRule {
  /** Days, 1 to 3,660. */
  readonly amount: number;
  readonly unit: 'working-days' | 'calendar-days';
  /** The day on which the term starts is not counted. */
  readonly excludeFirst: boolean;
  /** The last day is not counted either: "zile libere", Codul civil art. 2.553. */
  readonly excludeLast: boolean;
  /** A term that ends on a free day ends on the next working day: Codul civil art. 2.554. */
  readonly rollToWorkingDay: boolean;
  readonly warnBeforeWorkingDays?: number;
}

/** What happened to a running term, on a day. Events must be in the order of their days. */
export type DeadlineEvent =
  /** The clock stops at the end of this day, which still counts. */
  | { readonly type: 'suspend'; readonly on: Day }
  /** The clock goes on after this day, which does not count. */
  | { readonly type: 'resume'; readonly on: Day }
  /** More days of the rule's unit. */
  | { readonly type: 'extend'; readonly on: Day; readonly days: number }
  /** The request was answered, withdrawn or rejected. */
  | { readonly type: 'end'; readonly on: Day };

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
    | 'last-not-counted'
    | 'rolled';
  /** Which day of the term it is, where it counts. */
  readonly number?: number;
  readonly holiday?: HolidayName;
}

export interface Deadline {
  /** Null while the clock stands still. */
  readonly due: Day | null;
  /** The day on which to warn, or null when there is none to warn of. */
  readonly warnAt: Day | null;
  readonly status: 'running' | 'suspended' | 'ended';
  /** Days of the term counted until the suspension, or all of them. */
  readonly counted: number;
  /** Days of the rule's unit that were left when the clock stopped; 0 when it runs to its end. */
  readonly remaining: number;
  /** Every day from the start to the end: a clerk can follow it on a paper calendar. */
  readonly steps: readonly DeadlineStep[];
}

const MAX_AMOUNT = 3_660;
const MAX_DAYS = 20_000;

/** Computes when a term ends and why. Throws RangeError for a rule, day or order of events that cannot be. */
export function computeDeadline(
  rule: DeadlineRule,
  calendar: WorkCalendar,
  start: Day,
  events: readonly DeadlineEvent[] = [],
): Deadline {
  const amount = rule.amount + events.reduce((sum, event) => sum + (event.type === 'extend' ? event.days : 0), 0);
  check(amount, start, events);
  const pauses = pausesOf(events);
  const ended = events.some(({ type }) => type === 'end');
  const steps: DeadlineStep[] = [];
  let counted = 0;
  let day = start;
  for (let passed = 0; ; passed += 1) {
    if (passed > MAX_DAYS) throw new RangeError('The term does not end.');
    const pause = pauses.find(({ from, to }) => day > from && (to === null || day <= to));
    if (pause?.to === null) {
      const remaining = amount - counted;
      return { due: null, warnAt: null, status: ended ? 'ended' : 'suspended', counted, remaining, steps };
    }
    if (day === start && rule.excludeFirst) steps.push({ day, reason: 'start' });
    else if (pause) steps.push({ day, reason: 'suspended' });
    else {
      const free = rule.unit === 'working-days' ? freeStep(calendar, day) : null;
      if (!free) counted += 1;
      steps.push(free ?? { day, reason: 'counted', number: counted });
    }
    if (counted >= amount) break;
    day = addDays(day, 1);
  }
  if (rule.excludeLast) {
    let free: DeadlineStep | null;
    do {
      day = addDays(day, 1);
      // a term of working days has a working day after its last one, too
      free = rule.unit === 'working-days' ? freeStep(calendar, day) : null;
      steps.push(free ?? { day, reason: 'last-not-counted' });
    } while (free);
  }
  while (rule.rollToWorkingDay && !isWorkingDay(calendar, day)) {
    day = addDays(day, 1);
    steps.push(freeStep(calendar, day) ?? { day, reason: 'rolled' });
  }
  const lead = rule.warnBeforeWorkingDays;
  const warnAt = lead === undefined ? null : addWorkingDays(calendar, day, -lead);
  return { due: day, warnAt, status: ended ? 'ended' : 'running', counted, remaining: 0, steps };
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

function check(amount: number, start: Day, events: readonly DeadlineEvent[]): void {
  if (!Number.isInteger(amount) || amount < 1 || amount > MAX_AMOUNT)
    throw new RangeError(`${amount} days is no term.`);
  if (!isDay(start)) throw new RangeError(`"${start}" is not a day.`);
  let last = start;
  for (const { on } of events) {
    if (!isDay(on)) throw new RangeError(`"${on}" is not a day.`);
    if (on < last) throw new RangeError(`The event of ${on} comes after one of ${last}.`);
    last = on;
  }
}

function pausesOf(events: readonly DeadlineEvent[]): { from: Day; to: Day | null }[] {
  const pauses: { from: Day; to: Day | null }[] = [];
  for (const { type, on } of events) {
    const open = pauses.find(({ to }) => to === null);
    if (type === 'suspend' && !open) pauses.push({ from: on, to: null });
    if (type === 'resume' && open) open.to = on;
  }
  return pauses;
}
