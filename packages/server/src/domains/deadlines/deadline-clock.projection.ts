import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { FollowUp, Projection, Step } from '../../runtime/projection.ts';
import { dayIn } from '../bucharest-time.ts';
import { calendarOf } from './calendar-of.ts';
import { type DeadlineRow, findDeadline, pausesOf, recordDeadlineEvent } from './deadline-row.ts';
import { variablesOf } from './deadline-variables.ts';
import { legalDeadline } from './legal-deadline.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Stops the legal clock while a task that stops it (`circula:clock`) is open, starts it again afterwards with the due
 * day recomputed, and ends it with the process. Timers follow through the variable `deadline`.
 */
export const deadlineClockProjection: Projection = {
  name: 'deadlines',
  async apply(tx, step) {
    const ended =
      !step.state.called &&
      step.events.some((event) => event.type === 'instanceCompleted' || event.type === 'instanceTerminated');
    if (!ended && !touchesClock(step)) return [];
    // The business key of a request's process is the request's id; other processes have no legal clock.
    const deadline = UUID.test(step.businessKey) ? await findDeadline(tx, step.businessKey, 'for update') : null;
    if (deadline === null || deadline.status === 'ended') return [];
    if (ended) {
      await setDeadline(tx, deadline, { status: 'ended', due: deadline.due, warnAt: null, overdueAt: null });
      await recordDeadlineEvent(tx, deadline.request_id, 'ended', { day: dayIn(tx.now) });
      return [];
    }
    const stopped = await isStopped(tx, step);
    if (stopped && deadline.status === 'running') return await suspend(tx, step, deadline);
    if (!stopped && deadline.status === 'suspended') return await resume(tx, step, deadline);
    return [];
  },
};

function stoppingElements(step: Step): string[] {
  return [...step.process.nodes.values()].filter((node) => node.clock === 'suspend').map((node) => node.id);
}

function touchesClock(step: Step): boolean {
  return step.events.some(
    (event) =>
      (event.type === 'waitOpened' || event.type === 'waitClosed') &&
      step.process.nodes.get(event.element)?.clock === 'suspend',
  );
}

async function isStopped(tx: Transaction, step: Step): Promise<boolean> {
  const open = await tx.query(
    `select key from tasks where institution_id = $1 and instance_id = $2 and element = any ($3)
       and status in ('created', 'reserved') limit 1`,
    [institutionOf(tx), step.instance, stoppingElements(step)],
  );
  return open.length > 0;
}

async function suspend(tx: Transaction, step: Step, deadline: DeadlineRow): Promise<FollowUp[]> {
  await recordDeadlineEvent(tx, deadline.request_id, 'suspended', { day: dayIn(tx.now), due: deadline.due });
  await setDeadline(tx, deadline, { status: 'suspended', due: null, warnAt: null, overdueAt: null });
  return [followUp(step, variablesOf(null, null, null))];
}

async function resume(tx: Transaction, step: Step, deadline: DeadlineRow): Promise<FollowUp[]> {
  const day = dayIn(tx.now);
  const pauses = (await pausesOf(tx, deadline.request_id)).map((pause) => ({ ...pause, until: pause.until ?? day }));
  const computed = legalDeadline(deadline.rule, await calendarOf(tx), deadline.started_on, pauses);
  await recordDeadlineEvent(tx, deadline.request_id, 'resumed', { day, due: computed.due });
  await setDeadline(tx, deadline, { status: 'running', ...computed });
  return [followUp(step, variablesOf(computed.due, computed.warnAt, computed.overdueAt))];
}

function followUp(step: Step, deadline: ReturnType<typeof variablesOf>): FollowUp {
  return { instance: step.instance, command: { type: 'setVariables', variables: { deadline }, actor: 'deadlines' } };
}

async function setDeadline(
  tx: Transaction,
  row: DeadlineRow,
  next: { status: DeadlineRow['status']; due: string | null; warnAt: Date | null; overdueAt: Date | null },
): Promise<void> {
  await tx.query(
    `update deadlines set status = $3, due = $4, warn_at = $5, overdue_at = $6, suspended_at = $7
     where institution_id = $1 and request_id = $2`,
    [
      institutionOf(tx),
      row.request_id,
      next.status,
      next.due,
      next.warnAt,
      next.overdueAt,
      next.status === 'suspended' ? tx.now : null,
    ],
  );
}
