import { explainStep, workingDaysBetween } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import { calendarOf } from './calendar-of.ts';
import { findDeadline, pausesOf } from './deadline-row.ts';
import { legalDeadline } from './legal-deadline.ts';
import type { DeadlineView } from './schemas.ts';

/** The deadline of a request with the way its due day was found; null before registration. */
export async function deadlineView(tx: Transaction, request: string): Promise<DeadlineView | null> {
  const row = await findDeadline(tx, request);
  if (row === null) return null;
  const calendar = await calendarOf(tx);
  const { steps } = legalDeadline(row.rule, calendar, row.started_on, await pausesOf(tx, request));
  return {
    due: row.due,
    startedOn: row.started_on,
    status: row.status,
    workingDaysLeft:
      row.due === null || row.status === 'ended' ? null : workingDaysBetween(calendar, dayIn(tx.now), row.due),
    warnAt: row.warn_at?.toISOString() ?? null,
    explanation: steps.map((step) => ({
      day: step.day,
      code: step.reason,
      text: { ro: explainStep(step, 'ro'), hu: explainStep(step, 'hu'), en: explainStep(step, 'en') },
    })),
  };
}
