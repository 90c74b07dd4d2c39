import { offsetAt } from '../time/zones.ts';
import { daysInMonth } from './calendar.ts';
import { big, Decimal, type Numeric, settle } from './numbers.ts';
import {
  DAY,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MIDNIGHT,
  MonthsDuration,
  SECOND,
  type Temporal,
  TimeDuration,
  UTC_MIDNIGHT,
} from './temporal.ts';

/** Sums, differences and order of dates, times and durations (DMN 1.5, tables 45, 53 and 59); null where FEEL says null. */

/** Longest duration that an operation may yield; beyond it nothing is a date any more. */
const LONGEST = DAY * 366n * 4_000_000_000n;

export function addTemporal(a: Temporal, b: Temporal): Temporal | null {
  if (b instanceof MonthsDuration) {
    if (a instanceof MonthsDuration) return monthsOf(a.months + b.months);
    if (a instanceof FeelDate) return addMonths(a, b.months);
    if (!(a instanceof FeelDateTime)) return null;
    const date = addMonths(a.date, b.months);
    return date && new FeelDateTime(date, a.time);
  }
  if (b instanceof TimeDuration) {
    if (a instanceof TimeDuration) return nanosOf(a.nanos + b.nanos);
    if (a instanceof FeelTime) return FeelTime.ofNanos(a.nanos + b.nanos, a.offset, a.zone);
    if (a instanceof FeelDate) return addNanos(new FeelDateTime(a, MIDNIGHT), b.nanos)?.date ?? null;
    return a instanceof FeelDateTime ? addNanos(a, b.nanos) : null;
  }
  return a instanceof MonthsDuration || a instanceof TimeDuration ? addTemporal(b, a) : null;
}

export function subtractTemporal(a: Temporal, b: Temporal): Temporal | null {
  if (b instanceof MonthsDuration) return addTemporal(a, new MonthsDuration(0 - b.months));
  if (b instanceof TimeDuration) return addTemporal(a, new TimeDuration(-b.nanos));
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const aligned = bothTimes(a, b);
    return aligned === null ? null : nanosOf(aligned[0] - aligned[1]);
  }
  const from = momentOf(b);
  const to = momentOf(a);
  return from && to && from.isLocal === to.isLocal ? nanosOf(to.instant - from.instant) : null;
}

/** A date takes part in differences with date-times as its midnight in Greenwich. */
function momentOf(value: Temporal): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? new FeelDateTime(value, UTC_MIDNIGHT) : null;
}

function bothTimes(a: FeelTime, b: FeelTime): [bigint, bigint] | null {
  const local = (time: FeelTime) => time.offset === null && time.zone === null;
  if (local(a) !== local(b)) return null;
  return [a.nanos - BigInt(offsetOfTime(a)) * SECOND, b.nanos - BigInt(offsetOfTime(b)) * SECOND];
}

/** A time of day in a named zone has no offset of its own; the one at the epoch stands for it. */
export function offsetOfTime(time: FeelTime): number {
  return time.zone === null ? (time.offset ?? 0) : offsetAt(time.zone, 0);
}

function addMonths(date: FeelDate, months: number): FeelDate | null {
  const total = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return FeelDate.of(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Exact time is added on the time line, so a day in a zone may be a day of 23 or 25 hours. */
function addNanos(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const { zone, offset } = value.time;
  if (zone === null)
    return FeelDateTime.ofLocalNanos(value.instant + BigInt(offset ?? 0) * SECOND + nanos, offset, null);
  return dateTimeIn(value.instant + nanos, zone);
}

/** The instant (nanoseconds since the epoch) as a date-time of a named zone. */
export function dateTimeIn(instant: bigint, zone: string): FeelDateTime | null {
  const offset = offsetAt(zone, Number(instant / SECOND));
  return FeelDateTime.ofLocalNanos(instant + BigInt(offset) * SECOND, null, zone);
}

function monthsOf(months: number): MonthsDuration | null {
  return Number.isSafeInteger(months) ? new MonthsDuration(months + 0) : null;
}

function nanosOf(nanos: bigint): TimeDuration | null {
  return nanos > LONGEST || nanos < -LONGEST ? null : new TimeDuration(nanos);
}

export function isDuration(value: unknown): value is MonthsDuration | TimeDuration {
  return value instanceof MonthsDuration || value instanceof TimeDuration;
}

/** Durations times numbers: months are cut to whole ones, time to nanoseconds. */
export function scaleDuration(duration: MonthsDuration | TimeDuration, factor: Numeric): Temporal | null {
  if (duration instanceof MonthsDuration) return monthsOf(big(factor).times(duration.months).trunc().toNumber());
  return wholeNanos(new Decimal(duration.nanos.toString()).times(factor));
}

export function divideDuration(
  duration: MonthsDuration | TimeDuration,
  by: Numeric | MonthsDuration | TimeDuration,
): Temporal | Numeric | null {
  if (by instanceof MonthsDuration) {
    if (!(duration instanceof MonthsDuration) || by.months === 0) return null;
    return settle(new Decimal(duration.months).div(by.months));
  }
  if (by instanceof TimeDuration) {
    if (!(duration instanceof TimeDuration) || by.nanos === 0n) return null;
    return settle(new Decimal(duration.nanos.toString()).div(by.nanos.toString()));
  }
  if (big(by).isZero()) return null;
  if (duration instanceof MonthsDuration) return monthsOf(new Decimal(duration.months).div(by).trunc().toNumber());
  return wholeNanos(new Decimal(duration.nanos.toString()).div(by));
}

function wholeNanos(nanos: Decimal): TimeDuration | null {
  if (!nanos.isFinite() || nanos.abs().greaterThan(1e30)) return null;
  return nanosOf(BigInt(nanos.trunc().toFixed()));
}

/**
 * Below, equal, above; null when the two have no order. Times and date-times are compared by the second, which is the unit of
 * their value in DMN 1.5, 10.3.2.3.5 and 10.3.2.3.6.
 */
export function compareTemporal(a: Temporal, b: Temporal): -1 | 0 | 1 | null {
  if (a instanceof FeelDate && b instanceof FeelDate) {
    return sign(a.year - b.year || a.month - b.month || a.day - b.day);
  }
  if (a instanceof TimeDuration && b instanceof TimeDuration) return order(a.nanos, b.nanos);
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return sign(a.months - b.months);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const aligned = bothTimes(a, b);
    return aligned === null ? null : order(wholeSeconds(aligned[0]), wholeSeconds(aligned[1]));
  }
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return a.isLocal === b.isLocal ? order(wholeSeconds(a.instant), wholeSeconds(b.instant)) : null;
  }
  return null;
}

/** Equality; a local time and one with an offset differ, values of two kinds are not comparable (null). */
export function equalTemporal(a: Temporal, b: Temporal): boolean | null {
  const result = compareTemporal(a, b);
  if (result !== null) return result === 0;
  return (a instanceof FeelTime && b instanceof FeelTime) || (a instanceof FeelDateTime && b instanceof FeelDateTime)
    ? false
    : null;
}

function wholeSeconds(nanos: bigint): bigint {
  return (nanos - (((nanos % SECOND) + SECOND) % SECOND)) / SECOND;
}

function sign(difference: number): -1 | 0 | 1 {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

function order(a: bigint, b: bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whole years and months from one day to another, as `years and months duration` counts them. */
export function monthsBetween(from: FeelDate, to: FeelDate): MonthsDuration {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  if (months > 0 && to.day < from.day) return new MonthsDuration(months - 1);
  return new MonthsDuration(months < 0 && to.day > from.day ? months + 1 : months);
}
