import type { DeadlineEvent } from '@circula/engine';
import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import type { FollowUp, Projection, Step } from '../../runtime/projection.ts';
import { dayIn } from '../bucharest-time.ts';
import { calendarOf } from './calendar-of.ts';
import { type DeadlineRow, eventsOf, findDeadline, RECORDED_AS, recordDeadlineEvent } from './deadline-row.ts';
import { variablesOf } from './deadline-variables.ts';
import { type LegalDeadline, legalDeadline } from './legal-deadline.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Carries out what tasks do to the legal clock (`circula:clock`): it stands still, the end moves, the term is extended, begins
 * anew or ends here. A term whose rule says what follows from its expiry expires with the first step after its last day, and every
 * term ends with its process. Timers follow through the variable `deadline`.
 */
export const deadlineClockProjection: Projection = {
  name: 'deadlines',
  async apply(tx, step) {
    const ended =
      !step.state.called &&
      step.events.some((event) => event.type === 'instanceCompleted' || event.type === 'instanceTerminated');
    // The business key of a request's process is the request's id; other processes have no legal clock.
    if (!UUID.test(step.businessKey) || !(ended || touchesClock(step) || step.command.type === 'triggerTimer'))
      return [];
    const deadline = await findDeadline(tx, step.businessKey, 'for update');
    if (deadline === null || deadline.status === 'ended') return [];
    const events = await newEvents(tx, step, deadline, ended);
    return events.length === 0 ? [] : await happened(tx, step, deadline, events, ended);
  },
};

function touchesClock(step: Step): boolean {
  return step.events.some(
    (event) => 'element' in event && (step.process.nodes.get(event.element ?? '')?.clock ?? null) !== null,
  );
}

/** What this step does to the clock, in order. */
async function newEvents(tx: Transaction, step: Step, deadline: DeadlineRow, ended: boolean): Promise<DeadlineEvent[]> {
  const on = dayIn(tx.now);
  const found: DeadlineEvent[] = [];
  const { onExpiry = 'none' } = deadline.rule;
  if (onExpiry !== 'none' && deadline.overdue_at !== null && tx.now >= deadline.overdue_at)
    return [{ type: 'expire', on }];
  for (const event of step.events) {
    if (event.type !== 'elementCompleted') continue;
    const clock = step.process.nodes.get(event.element)?.clock ?? null;
    switch (clock?.effect) {
      case undefined:
      case 'suspend':
        break;
      case 'shift':
        found.push({ type: 'shift', on, days: await daysOpen(tx, step, event.key) });
        break;
      case 'start':
        found.push({ type: 'start', on });
        break;
      case 'extend':
        found.push({ type: 'extend', on, days: clock.days });
        break;
      case 'redirect':
        return [...found, { type: 'redirect', on, to: clock.to }];
    }
  }
  if (ended) return [...found, { type: 'end', on }];
  const stopped = await isStopped(tx, step);
  if (stopped && deadline.status === 'running') found.push({ type: 'suspend', on });
  if (!stopped && deadline.status === 'suspended') found.push({ type: 'resume', on });
  return found;
}

async function happened(
  tx: Transaction,
  step: Step,
  deadline: DeadlineRow,
  events: readonly DeadlineEvent[],
  ended: boolean,
): Promise<FollowUp[]> {
  const before = await eventsOf(tx, deadline.request_id);
  const next = computed(deadline, await calendarOf(tx), [...before, ...events]);
  for (const event of events) {
    const { type, on, ...more } = event;
    const due = next.status === 'suspended' ? deadline.due : next.due;
    await recordDeadlineEvent(tx, deadline.request_id, RECORDED_AS[type], { day: on, due, ...more });
  }
  await setDeadline(tx, deadline, next);
  if (ended) return [];
  const variables = { deadline: variablesOf(next.due, next.warnAt, next.overdueAt) };
  return [{ instance: step.instance, command: { type: 'setVariables', variables, actor: 'deadlines' } }];
}

/** What the law does not allow, such as an extension beyond the maximum, is refused with the command that asks for it. */
function computed(
  { rule, started_on }: DeadlineRow,
  calendar: Awaited<ReturnType<typeof calendarOf>>,
  events: readonly DeadlineEvent[],
): LegalDeadline {
  try {
    return legalDeadline(rule, calendar, started_on, events);
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('deadline-refused', error.message);
    throw error;
  }
}

async function daysOpen(tx: Transaction, step: Step, key: number): Promise<number> {
  const [row] = await tx.query<{ created_at: Date }>(
    'select created_at from tasks where institution_id = $1 and instance_id = $2 and key = $3',
    [institutionOf(tx), step.instance, key],
  );
  if (row === undefined) return 0;
  return Math.round((Date.parse(dayIn(tx.now)) - Date.parse(dayIn(row.created_at))) / 86_400_000);
}

async function isStopped(tx: Transaction, step: Step): Promise<boolean> {
  const nodes = [...step.process.nodes.values()].filter((node) => node.clock?.effect === 'suspend');
  if (nodes.length === 0) return false;
  const open = await tx.query(
    `select key from tasks where institution_id = $1 and instance_id = $2 and element = any ($3)
       and status in ('created', 'reserved') limit 1`,
    [institutionOf(tx), step.instance, nodes.map((node) => node.id)],
  );
  return open.length > 0;
}

async function setDeadline(tx: Transaction, row: DeadlineRow, next: LegalDeadline): Promise<void> {
  await tx.query(
    `update deadlines set status = $3, due = $4, warn_at = $5, overdue_at = $6, suspended_at = $7
     where institution_id = $1 and request_id = $2`,
    [
      institutionOf(tx),
      row.request_id,
      next.status,
      // what was due when a stopped clock ended with its process is not known
      next.due,
      next.warnAt,
      next.overdueAt,
      next.status === 'suspended' ? tx.now : null,
    ],
  );
}
