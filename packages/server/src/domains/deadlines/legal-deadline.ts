import {
  computeDeadline,
  type Deadline,
  type DeadlineEvent,
  endOfDay,
  startOfDay,
  type WorkCalendar,
} from '@circula/engine';
import type { DeadlineRule } from '../catalogue/index.ts';

export interface LegalDeadline {
  readonly status: Deadline['status'];
  /** Null while the clock stands still, as are the two instants. */
  readonly due: string | null;
  /** Eight in the morning, so many working days before. */
  readonly warnAt: Date | null;
  /** The midnight that ends the last day. */
  readonly overdueAt: Date | null;
  readonly computed: Deadline;
}

const WARNING_HOUR = 8;

/**
 * The deadline of a rule after all that happened to it, and the instants that timers follow. Throws RangeError for an
 * event that cannot be, such as an extension beyond the rule's maximum.
 */
export function legalDeadline(
  rule: DeadlineRule,
  calendar: WorkCalendar,
  startedOn: string,
  events: readonly DeadlineEvent[],
): LegalDeadline {
  const computed = computeDeadline(rule, calendar, startedOn, events);
  const { status, due } = computed;
  const warnAt = status === 'running' ? computed.warnAt : null;
  return {
    status,
    due,
    // Clocks change in the night from Saturday to Sunday, never between midnight and eight of a working day.
    warnAt: warnAt === null ? null : new Date(startOfDay(warnAt) + WARNING_HOUR * 3_600_000),
    overdueAt: due === null || status !== 'running' ? null : new Date(endOfDay(due) + 1),
    computed,
  };
}
