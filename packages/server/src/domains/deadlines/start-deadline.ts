import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { DeadlineRule } from '../catalogue/index.ts';
import { calendarOf } from './calendar-of.ts';
import { recordDeadlineEvent } from './deadline-row.ts';
import { type DeadlineVariables, variablesOf } from './deadline-variables.ts';
import { legalDeadline } from './legal-deadline.ts';

/** Starts the legal clock of a request on its day of registration; answers the variable that timers follow. */
export async function startDeadline(
  tx: Transaction,
  input: { request: string; rule: DeadlineRule; startedOn: string },
): Promise<DeadlineVariables> {
  const computed = legalDeadline(input.rule, await calendarOf(tx), input.startedOn, []);
  await tx.query(
    `insert into deadlines (institution_id, request_id, rule, started_on, due, warn_at, overdue_at, status)
     values ($1, $2, $3, $4, $5, $6, $7, 'running')`,
    [
      institutionOf(tx),
      input.request,
      JSON.stringify(input.rule),
      input.startedOn,
      computed.due,
      computed.warnAt,
      computed.overdueAt,
    ],
  );
  await recordDeadlineEvent(tx, input.request, 'started', { day: input.startedOn, due: computed.due });
  return variablesOf(computed.due, computed.warnAt, computed.overdueAt);
}
