import { type Day, isDay } from './day.ts';
import type { DeadlineRule } from './deadline-rule.ts';

/** What happened to a running term, on a day. Events must be in the order of their days. */
export type DeadlineEvent =
  /** The term begins anew: the file was complete only on this day. */
  | { readonly type: 'start'; readonly on: Day }
  /** The clock stops at the end of this day, which still counts. */
  | { readonly type: 'suspend'; readonly on: Day }
  /** The clock goes on after this day, which does not count. */
  | { readonly type: 'resume'; readonly on: Day }
  /** The end moves by so many calendar days, whatever the rule's unit: the days that the applicant needed. */
  | { readonly type: 'shift'; readonly on: Day; readonly days: number }
  /** More days of the rule's unit (calendar days for a rule of months), granted by the head of the institution. */
  | { readonly type: 'extend'; readonly on: Day; readonly days: number }
  /** The request went to the competent institution, where its own term runs. */
  | { readonly type: 'redirect'; readonly on: Day; readonly to: string }
  /** The last day passed without an answer; the rule says what follows. */
  | { readonly type: 'expire'; readonly on: Day }
  /** The request was answered, withdrawn or rejected. */
  | { readonly type: 'end'; readonly on: Day };

export interface Pause {
  readonly from: Day;
  readonly to: Day | null;
}

/** What the events of a term amount to. */
export interface Course {
  readonly start: Day;
  readonly pauses: readonly Pause[];
  /** Days of the rule's unit. */
  readonly extended: number;
  /** Calendar days. */
  readonly shifted: number;
  readonly outcome: 'answered' | 'redirected' | 'expired' | null;
  readonly closedOn: Day | null;
}

/** Reads the events of a term. Throws RangeError for a day, an order or a number of days that cannot be. */
export function courseOf(rule: DeadlineRule, registered: Day, events: readonly DeadlineEvent[]): Course {
  if (!isDay(registered)) throw new RangeError(`"${registered}" is not a day.`);
  let course = begun(registered);
  let last = registered;
  for (const event of events) {
    if (!isDay(event.on)) throw new RangeError(`"${event.on}" is not a day.`);
    if (event.on < last) throw new RangeError(`The event of ${event.on} comes after one of ${last}.`);
    if (course.outcome !== null) throw new RangeError(`Nothing can happen to a term that is over since ${last}.`);
    last = event.on;
    course = after(course, event);
  }
  if (rule.maximumExtension !== undefined && course.extended > rule.maximumExtension) {
    throw new RangeError(`The term may be extended by ${rule.maximumExtension} days at most.`);
  }
  return course;
}

function begun(start: Day): Course {
  return { start, pauses: [], extended: 0, shifted: 0, outcome: null, closedOn: null };
}

function after(course: Course, event: DeadlineEvent): Course {
  const open = course.pauses.at(-1)?.to === null;
  switch (event.type) {
    case 'start':
      return begun(event.on);
    case 'suspend':
      return open ? course : { ...course, pauses: [...course.pauses, { from: event.on, to: null }] };
    case 'resume':
      return open ? { ...course, pauses: course.pauses.map((one) => ({ ...one, to: one.to ?? event.on })) } : course;
    case 'shift':
      return { ...course, shifted: course.shifted + days(event.days) };
    case 'extend':
      return { ...course, extended: course.extended + days(event.days) };
    case 'redirect':
      return { ...course, outcome: 'redirected', closedOn: event.on };
    case 'expire':
      return { ...course, outcome: 'expired', closedOn: event.on };
    case 'end':
      return { ...course, outcome: 'answered', closedOn: event.on };
    default:
      return event satisfies never;
  }
}

function days(count: number): number {
  if (!Number.isInteger(count) || count < 0 || count > 3_660) throw new RangeError(`${count} days cannot be added.`);
  return count;
}
