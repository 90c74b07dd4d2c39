/** ISO 8601 as BPMN timers use it: durations and repeating intervals. All in milliseconds since the epoch, UTC. */
import { parseInstant } from '../time/instants.ts';

export interface Duration {
  readonly months: number;
  readonly milliseconds: number;
}

export interface Cycle {
  /** How often; null for ever. */
  readonly times: number | null;
  readonly start: number | null;
  /** The last time, when the text says an end instead of a start. */
  readonly end: number | null;
  readonly interval: string;
}

/** About ±100,000 years: what a JavaScript date can hold, with a margin for adding. */
const FARTHEST = 3_000_000_000_000_000;

const DURATION =
  /^([+-])?P(?=[-+\dT])(?:([+-]?\d{1,6})Y)?(?:([+-]?\d{1,6})M)?(?:([+-]?\d{1,6}(?:[.,]\d{1,9})?)W)?(?:([+-]?\d{1,9}(?:[.,]\d{1,9})?)D)?(?:T(?=[-+\d])(?:([+-]?\d{1,9}(?:[.,]\d{1,9})?)H)?(?:([+-]?\d{1,9}(?:[.,]\d{1,9})?)M)?(?:([+-]?\d{1,12}(?:[.,]\d{1,9})?)S)?)?$/;

/** Of weeks, days, hours, minutes and seconds, in milliseconds. */
const UNITS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000] as const;

/**
 * Each part may have a sign of its own, as `PT-1H`, and the last a fraction, as `PT1.5H` or `PT1,5H`. Years and months have
 * none: half a month is no number of days.
 */
export function parseDuration(text: string): Duration | null {
  const match = DURATION.exec(text.trim());
  if (match === null) return null;
  const [, sign, years = '0', months = '0', ...parts] = match;
  const given = parts.filter((part) => part !== undefined);
  if (given.slice(0, -1).some((part) => FRACTION.test(part))) return null;
  const direction = sign === '-' ? -1 : 1;
  const milliseconds = UNITS.reduce((sum, unit, index) => sum + inMilliseconds(parts[index] ?? '0', unit), 0);
  return { months: direction * (Number(years) * 12 + Number(months)), milliseconds: direction * milliseconds };
}

const FRACTION = /[.,]/;

/** Whole milliseconds, without the rounding of binary fractions. */
function inMilliseconds(part: string, unit: number): number {
  const [whole = '0', fraction = ''] = part.split(FRACTION);
  const rest = Number((BigInt(fraction) * BigInt(unit)) / 10n ** BigInt(fraction.length));
  return Number(whole) * unit + (whole.startsWith('-') ? -rest : rest);
}

/** A duration of whole days alone, `P3D`; null for any other. */
export function parseDays(text: string): number | null {
  const match = /^P(\d{1,4})D$/.exec(text.trim());
  return match === null ? null : Number(match[1]);
}

/** Months keep the day of the month where it exists, else its last day. Null when beyond what a date can be. */
export function addDuration(from: number, duration: Duration): number | null {
  let moved = from;
  if (duration.months !== 0) {
    const date = new Date(from);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + duration.months);
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, lastDay));
    moved = date.getTime();
  }
  moved += duration.milliseconds;
  return Math.abs(moved) <= FARTHEST ? moved : null;
}

/** `R3/PT1H`, `R/2026-01-01T00:00:00Z/P1D`, `R3/PT1H/2026-01-01T18:00:00Z`, or an interval between two instants. */
export function parseCycle(text: string): Cycle | null {
  const [head = '', first = '', second, ...more] = text.trim().split('/');
  const repeats = /^R(-1|\d{0,9})$/.exec(head);
  if (repeats === null || more.length > 0) return null;
  const times = ['', '-1', undefined].includes(repeats[1]) ? null : Number(repeats[1]);
  if (isInterval(first)) {
    const end = second === undefined ? null : parseInstant(second);
    return second !== undefined && end === null ? null : { times, start: null, end, interval: first };
  }
  const start = parseInstant(first);
  if (start === null || second === undefined) return null;
  if (isInterval(second)) return { times, start, end: null, interval: second };
  const length = (parseInstant(second) ?? start) - start;
  return length > 0 ? { times, start, end: null, interval: `PT${length / 1000}S` } : null;
}

function isInterval(text: string): boolean {
  const duration = parseDuration(text);
  if (duration === null || duration.months < 0 || duration.milliseconds < 0) return false;
  return duration.months > 0 || duration.milliseconds > 0;
}

/**
 * The first time after `since` of an interval that comes for the last time at `end`, `times` times in all. One that has
 * ended by then comes at its end.
 */
export function firstBefore(end: number, interval: Duration, times: number | null, since: number): number {
  const most = times === null ? MOST_STEPS_BACK : Math.min(times - 1, MOST_STEPS_BACK);
  const { months, milliseconds } = interval;
  if (months === 0) {
    const steps = Math.min(
      times === null ? Number.MAX_SAFE_INTEGER : times - 1,
      Math.ceil((end - since) / milliseconds) - 1,
    );
    return end - Math.max(0, steps) * milliseconds;
  }
  let first = end;
  for (let steps = 1; steps <= most; steps += 1) {
    const before = addDuration(end, { months: -months * steps, milliseconds: -milliseconds * steps });
    if (before === null || before <= since) break;
    first = before;
  }
  return first;
}

/** Months of a hundred years: from such an end, one does not look back any further. */
const MOST_STEPS_BACK = 1200;
