import type { Fault, Outcome, Trigger } from '../kernel/contracts.ts';
import type { TimerDefinition } from '../kernel/graph.ts';
import type { Waiting } from '../kernel/state.ts';
import type { Json } from '../kernel/types.ts';
import { addDuration, parseCycle, parseDuration, parseInstant } from './iso-time.ts';

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
      const duration = parseDuration(text);
      const due = duration && addDuration(since, duration);
      return due === null ? fault(`"${text}" is no duration.`) : at(due, null);
    }
    case 'cycle': {
      const cycle = parseCycle(text);
      const duration = cycle && parseDuration(cycle.interval);
      if (cycle === null || duration === null) return fault(`"${text}" is no repeating interval such as R3/PT1H.`);
      const due = cycle.start ?? addDuration(since, duration);
      if (due === null || cycle.times === 0) return fault(`"${text}" never comes.`);
      return at(due, { remaining: cycle.times === null ? null : cycle.times - 1, interval: cycle.interval });
    }
    default:
      throw new Error(`unknown timer ${String(definition.form satisfies never)}`);
  }
}

/** What a timer waits for after it has fired; null when it is done. */
export function nextWait(fired: TimerWait, now: number): Outcome<TimerWait | null> {
  const { cycle, due } = fired;
  if (cycle === null || due === null || cycle.remaining === 0) return { ok: true, value: null };
  const duration = parseDuration(cycle.interval);
  if (duration === null) return fault(`"${cycle.interval}" is no duration.`);
  const planned = addDuration(due, duration);
  const next = planned !== null && planned <= now ? addDuration(now, duration) : planned;
  if (next === null) return { ok: true, value: null };
  return at(next, { remaining: cycle.remaining === null ? null : cycle.remaining - 1, interval: cycle.interval });
}

function at(due: number, cycle: TimerWait['cycle']): { readonly ok: true; readonly value: TimerWait } {
  return { ok: true, value: { type: 'timer', due, cycle } };
}

function fault(message: string): Fault {
  return { ok: false, code: 'bad-timer', message };
}
