import type { Domain } from '../../domain.ts';
import { deadlineClockProjection } from './deadline-clock.projection.ts';
import { deadlineSchemas } from './schemas.ts';

export { calendarOf } from './calendar-of.ts';
export { type DeadlineVariables, deadlineVariables } from './deadline-variables.ts';
export { deadlineView } from './deadline-view.ts';
export { DeadlineView } from './schemas.ts';
export { startDeadline } from './start-deadline.ts';

/** Legal deadlines: rules, calendars, and a clock that processes stop and start. */
export const deadlines: Domain = {
  name: 'deadlines',
  schemas: deadlineSchemas,
  setUp: () => ({ projections: [deadlineClockProjection] }),
};
