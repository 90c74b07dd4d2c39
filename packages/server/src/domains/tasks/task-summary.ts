import { workingDaysBetween } from '@circula/engine';
import type { Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import { definitionById } from '../catalogue/index.ts';
import { calendarOf } from '../deadlines/index.ts';
import type { TaskSummary } from './schemas.ts';
import type { TaskRow } from './task-row.ts';

/** Tasks as the inbox shows them, with the working days that the law leaves. */
export async function summarizeTasks(tx: Transaction, rows: readonly TaskRow[]): Promise<TaskSummary[]> {
  const calendar = await calendarOf(tx);
  const today = dayIn(tx.now);
  const result: TaskSummary[] = [];
  for (const row of rows) {
    const { model } = await definitionById(tx, row.definition_id);
    const left = row.due === null ? null : workingDaysBetween(calendar, today, row.due);
    result.push({
      id: `${row.instance_id}:${row.key}`,
      instance: row.instance_id,
      key: Number(row.key),
      name: row.name,
      element: row.element,
      status: row.status,
      assignee: row.assignee,
      assigneeName: row.assignee_name,
      candidateGroups: row.candidate_groups,
      requestId: row.request_id,
      service: row.service,
      number: row.number,
      registeredOn: row.registered_at === null ? null : dayIn(row.registered_at),
      serviceName: model.service.name,
      applicantName: row.applicant_name,
      due: row.due,
      workingDaysLeft: left,
      clock: clockOf(row, today),
      priority: row.priority,
      transition: row.transition,
      createdAt: row.created_at.toISOString(),
    });
  }
  return result;
}

function clockOf(row: TaskRow, today: string): TaskSummary['clock'] {
  switch (row.deadline_status) {
    case null:
    case 'ended':
      return 'none';
    case 'suspended':
      return 'suspended';
    case 'running':
      return row.due !== null && row.due < today ? 'overdue' : 'running';
    default: {
      const never: never = row.deadline_status;
      return never;
    }
  }
}
