import type { Fault, Outcome, Trigger } from '../kernel/contracts.ts';
import type { TimerDefinition } from '../kernel/graph.ts';
import type { Waiting } from '../kernel/state.ts';
import type { Json } from '../kernel/types.ts';
import { parseInstant } from '../time/instants.ts';
import { nextCron, parseCron } from './cron.ts';
import { addDuration, type Cycle, firstBefore, parseCycle, parseDays, parseDuration } from './iso-time.ts';

type TimerWait = Extract<Waiting, { type: 'timer' }>;

/**
 * A date, a time after entering, or again and again. A cycle that is overdue fires once and goes on from now. A
 * followed date (`circula:follow`) that is null is parked.
 */
export const timer: Trigger = {
  kind: 'timer',
  listen(run, node, scope, since) {
    if (node.timer === null) return fault('The event has no timer.');
    return firstWait(node.timer, run.evaluate(node.timer.value, scope), since);
  },
  again: (run, _node, fired) => (fired.type === 'timer' ? nextWait(fired, run.at) : { ok: true, value: null }),
};

/** What a timer waits for, from the value of its expression. */
export function firstWait(definition: TimerDefinition, value: Outcome<Json>, since: number): Outcome<TimerWait> {
  if (!value.ok) return value;
  if (value.value === null && definition.follow) {
    return { ok: true, value: { type: 'timer', due: null, cycle: null } };
  }
  if (typeof value.value !== 'string')
    return fault(`A timer needs a text in ISO 8601, not ${JSON.stringify(value.value)}.`);
  const text = value.value;
  switch (definition.form) {
    case 'date': {
      const due = parseInstant(text);
      return due === null ? fault(`"${text}" is no date and time.`) : at(due, null);
    }
    case 'duration': {
      if (definition.workingDays !== null) return afterWorkingDays(text, since, definition.workingDays);
      const duration = parseDuration(text);
      const due = duration && addDuration(since, duration);
      return due === null ? fault(`"${text}" is no duration.`) : at(due, null);
    }
    case 'cycle': {
      const cycle = parseRepeating(text);
      if (cycle === null) return fault(`"${text}" is neither a repeating interval such as R3/PT1H nor cron.`);
      const { times, interval, end } = cycle;
      const length = end === null ? null : parseDuration(interval);
      if (end !== null && length !== null && times !== 0) {
        return at(firstBefore(end, length, times, since), { remaining: null, interval, until: end });
      }
      const due = cycle.start ?? nextTime(interval, since);
      if (due === null || times === 0) return fault(`"${text}" never comes.`);
      return at(due, { remaining: times === null ? null : times - 1, interval });
    }
    default:
      throw new Error(`unknown timer ${String(definition.form satisfies never)}`);
  }
}

/** What a timer waits for after it has fired; null when it is done. */
export function nextWait(fired: TimerWait, now: number): Outcome<TimerWait | null> {
  const { cycle, due } = fired;
  if (cycle === null || due === null || cycle.remaining === 0) return { ok: true, value: null };
  const planned = nextTime(cycle.interval, due);
  const next = planned !== null && planned <= now ? nextTime(cycle.interval, now) : planned;
  if (next === null || (cycle.until !== undefined && next > cycle.until)) return { ok: true, value: null };
  return at(next, { ...cycle, remaining: cycle.remaining === null ? null : cycle.remaining - 1 });
}

/** A repeating interval of ISO 8601, or cron: then `interval` is the cron expression. */
export function parseRepeating(text: string): Cycle | null {
  const cycle = parseCycle(text);
  if (cycle !== null) return cycle;
  return parseCron(text) === null ? null : { times: null, start: null, end: null, interval: text.trim() };
}

/** The time after `from` that an interval, a duration or cron, gives. */
function nextTime(interval: string, from: number): number | null {
  const duration = parseDuration(interval);
  if (duration !== null) return addDuration(from, duration);
  const cron = parseCron(interval);
  return cron === null ? null : nextCron(cron, from);
}

function afterWorkingDays(
  text: string,
  since: number,
  after: NonNullable<TimerDefinition['workingDays']>,
): Outcome<TimerWait> {
  const days = parseDays(text);
  const due = days && after(since, days);
  return due === null ? fault(`"${text}" is no number of working days such as P3D.`) : at(due, null);
}

function at(due: number, cycle: TimerWait['cycle']): { readonly ok: true; readonly value: TimerWait } {
  return { ok: true, value: { type: 'timer', due, cycle } };
}

function fault(message: string): Fault {
  return { ok: false, code: 'bad-timer', message };
}
