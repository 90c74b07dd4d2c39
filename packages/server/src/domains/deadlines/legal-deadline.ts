import {
  computeDeadline,
  type Deadline,
  type DeadlineEvent,
  endOfDay,
  startOfDay,
  type WorkCalendar,
} from '@circula/engine';
import type { DeadlineRule } from '../catalogue/index.ts';
import type { Pause } from './deadline-row.ts';

export interface LegalDeadline {
  /** Null while the clock stands still, as are the two instants. */
  readonly due: string | null;
  /** Eight in the morning, so many working days before. */
  readonly warnAt: Date | null;
  /** The midnight that ends the last day. */
  readonly overdueAt: Date | null;
  readonly steps: Deadline['steps'];
}

const WARNING_HOUR = 8;

/** The deadline of a rule with the stops of its clock, and the instants that timers follow. */
export function legalDeadline(
  rule: DeadlineRule,
  calendar: WorkCalendar,
  startedOn: string,
  pauses: readonly Pause[],
): LegalDeadline {
  const events = pauses.flatMap((pause): DeadlineEvent[] => [
    { type: 'suspend', on: pause.from },
    ...(pause.until === null ? [] : [{ type: 'resume' as const, on: pause.until }]),
  ]);
  const { due, warnAt, steps } = computeDeadline(rule, calendar, startedOn, events);
  return {
    due,
    // Clocks change in the night from Saturday to Sunday, never between midnight and eight of a working day.
    warnAt: warnAt === null ? null : new Date(startOfDay(warnAt) + WARNING_HOUR * 3_600_000),
    overdueAt: due === null ? null : new Date(endOfDay(due) + 1),
    steps,
  };
}
