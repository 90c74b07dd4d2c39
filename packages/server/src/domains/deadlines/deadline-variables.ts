import type { Transaction } from '../../persistence/transaction.ts';
import { findDeadline } from './deadline-row.ts';

/** The process variable `deadline`: a day, and the instants that timers follow; all null while the clock stands still. */
export type DeadlineVariables = {
  readonly due: string | null;
  readonly warnAt: string | null;
  readonly overdueAt: string | null;
};

export function variablesOf(due: string | null, warnAt: Date | null, overdueAt: Date | null): DeadlineVariables {
  return { due, warnAt: warnAt?.toISOString() ?? null, overdueAt: overdueAt?.toISOString() ?? null };
}

/** The variable as it stands now. */
export async function deadlineVariables(tx: Transaction, request: string): Promise<DeadlineVariables> {
  const row = await findDeadline(tx, request);
  return row === null ? variablesOf(null, null, null) : variablesOf(row.due, row.warn_at, row.overdue_at);
}
