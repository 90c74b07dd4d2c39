import type { Json } from '../../src/index.ts';
import type { Answer, Reason } from './model.ts';

interface Due {
  readonly due: number | null;
  /** How often it comes again; null: for ever. */
  readonly left: number | null;
  readonly interval: number | null;
}

const BAD = { ok: false, code: 'bad-timer' } as const;

/** ISO 8601 of the forms that the random models use: instants in UTC, durations of days and time, repetitions. */
export function dueOf(reason: Extract<Reason, { kind: 'timer' }>, value: Answer<Json>, since: number): Answer<Due> {
  if (!value.ok) return value;
  if (value.value === null && reason.follow) return { ok: true, value: { due: null, left: 0, interval: null } };
  if (typeof value.value !== 'string') return BAD;
  const text = value.value;
  if (reason.form === 'date') {
    const due = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(due) ? BAD : { ok: true, value: { due, left: 0, interval: null } };
  }
  const [, repeats, times, duration = text] = /^(R(\d*)\/)(.*)$/.exec(text) ?? [];
  const interval = length(duration);
  if (interval === null || (reason.form === 'cycle') !== (repeats !== undefined) || times === '0') return BAD;
  if (reason.form === 'duration') return { ok: true, value: { due: since + interval, left: 0, interval: null } };
  return { ok: true, value: { due: since + interval, left: times === '' ? null : Number(times) - 1, interval } };
}

/** A cycle that is overdue comes once, and then from now on. Null: never again. */
export function dueAgain({ due, left, interval }: Due, now: number): Due | null {
  if (due === null || interval === null || left === 0) return null;
  const next = due + interval > now ? due + interval : now + interval;
  return { due: next, left: left === null ? null : left - 1, interval };
}

function length(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000;
}
