import type { DeadlineView } from '@circula/client';
import type { Clocked } from '../inbox/urgency.ts';

/** A file's deadline in the terms of the inbox. A running clock whose day has passed is overdue. */
export function clockOf(deadline: DeadlineView | null): Clocked {
  if (deadline === null) return { clock: 'none', workingDaysLeft: null };
  const { status, workingDaysLeft } = deadline;
  if (status === 'running' && workingDaysLeft !== null && workingDaysLeft < 0)
    return { clock: 'overdue', workingDaysLeft };
  return { clock: status, workingDaysLeft };
}
