/** ISO 8601 as BPMN timers use it: instants, durations, repeating intervals. All in milliseconds since the epoch, UTC. */
import { isZone, LOCAL_ZONE, offsetAt, offsetOfLocal } from '../time/zones.ts';

export interface Duration {
  readonly months: number;
  readonly milliseconds: number;
}

export interface Cycle {
  /** How often; null for ever. */
  readonly times: number | null;
  readonly start: number | null;
  readonly interval: string;
}

/** About ±100,000 years: what a JavaScript date can hold, with a margin for adding. */
const FARTHEST = 3_000_000_000_000_000;

const DURATION =
  /^([+-])?P(?=[\dT])(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,12})(?:[.,](\d{1,9}))?S)?)?$/;

export function parseDuration(text: string): Duration | null {
  const match = DURATION.exec(text.trim());
  if (match === null) return null;
  const [, sign, years, months, weeks, days, hours, minutes, seconds, fraction] = match;
  const direction = sign === '-' ? -1 : 1;
  const part = (digits: string | undefined) => (digits === undefined ? 0 : Number(digits));
  const wholeSeconds =
    (part(weeks) * 7 + part(days)) * 86_400 + part(hours) * 3_600 + part(minutes) * 60 + part(seconds);
  const rest = fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000);
  return {
    months: direction * (part(years) * 12 + part(months)),
    milliseconds: direction * (wholeSeconds * 1000 + rest),
  };
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

const INSTANT =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?(?:\[([\w/+-]{1,60})\])?)?$/;

/** A date alone means its first moment in the local zone; a time without offset is local. Null when it is no date. */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction, offset, zone] = match;
  const fields = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const wall =
    Date.UTC(y, mo - 1, d, h, mi, s) + (fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000));
  const read = new Date(wall);
  if (h > 24 || mi > 59 || s > 59 || read.getUTCMonth() !== mo - 1 || (h < 24 && read.getUTCDate() !== d)) return null;
  if (offset === 'Z') return wall;
  if (offset !== undefined) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
    return wall - (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
  }
  return fromWallClock(wall, zone ?? LOCAL_ZONE);
}

/** The instant at which clocks of the zone show `wall`; of two, the earlier; in a gap, as if the clock had not moved. */
export function fromWallClock(wall: number, zone: string): number | null {
  if (zone === 'UTC') return wall;
  return isZone(zone) ? wall - offsetOfLocal(zone, Math.floor(wall / 1000)) * 1000 : null;
}

/** What clocks of the zone show, as if it were UTC; null when the zone is not known. */
export function wallClock(instant: number, zone: string): number | null {
  if (zone === 'UTC') return instant;
  return isZone(zone) ? instant + offsetAt(zone, Math.floor(instant / 1000)) * 1000 : null;
}

/** `R3/PT1H`, `R/2026-01-01T00:00:00Z/P1D`; an end instead of a start is not supported. */
export function parseCycle(text: string): Cycle | null {
  const parts = text.trim().split('/');
  const head = /^R(\d{0,9})$/.exec(parts[0] ?? '');
  if (head === null || parts.length < 2 || parts.length > 3) return null;
  const interval = parts[parts.length - 1] ?? '';
  const duration = parseDuration(interval);
  if (duration === null || duration.months < 0 || duration.milliseconds < 0) return null;
  if (duration.months === 0 && duration.milliseconds === 0) return null;
  const start = parts.length === 3 ? parseInstant(parts[1] ?? '') : null;
  if (parts.length === 3 && start === null) return null;
  const times = head[1] === '' || head[1] === undefined ? null : Number(head[1]);
  return { times, start, interval };
}
