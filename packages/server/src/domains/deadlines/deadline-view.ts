import { explainDeadline, workingDaysBetween } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import { calendarOf } from './calendar-of.ts';
import { eventsOf, findDeadline } from './deadline-row.ts';
import { legalDeadline } from './legal-deadline.ts';
import type { DeadlineView } from './schemas.ts';

/** The deadline of a request with the way its due day was found; null before registration. */
export async function deadlineView(tx: Transaction, request: string): Promise<DeadlineView | null> {
  const row = await findDeadline(tx, request);
  if (row === null) return null;
  const calendar = await calendarOf(tx);
  const { computed } = legalDeadline(row.rule, calendar, row.started_on, await eventsOf(tx, request));
  const [ro, hu, en] = (['ro', 'hu', 'en'] as const).map((language) => explainDeadline(row.rule, computed, language));
  // the rule in words, then one sentence for each day, then what follows
  const lead = (ro?.length ?? 0) - computed.steps.length - 1;
  return {
    due: row.due,
    startedOn: row.started_on,
    status: row.status,
    workingDaysLeft:
      row.due === null || row.status === 'ended' ? null : workingDaysBetween(calendar, dayIn(tx.now), row.due),
    warnAt: row.warn_at?.toISOString() ?? null,
    explanation: (ro ?? []).map((sentence, index) => {
      const step = computed.steps[index - lead];
      return {
        day: step?.day ?? null,
        code: step?.reason ?? (index < lead ? 'rule' : 'due'),
        text: { ro: sentence, hu: hu?.[index] ?? '', en: en?.[index] ?? '' },
      };
    }),
  };
}
