import { offsetOfLocal } from '../time/zones.ts';
import { dayOfEpoch, epochDay, isDay } from './calendar.ts';

export const SECOND = 1_000_000_000n;
export const DAY_SECONDS = 86_400;
export const DAY = SECOND * 86_400n;

/** A calendar day (DMN 1.5, 10.3.2.3.5). */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Days since 1970-01-01. */
  get epochDay(): number {
    return epochDay(this.year, this.month, this.day);
  }

  /** Null when there is no such day. */
  static of(year: number, month: number, day: number): FeelDate | null {
    return isDay(year, month, day) ? new FeelDate(year, month, day) : null;
  }

  /** Null beyond the years that FEEL knows. */
  static ofEpochDay(days: number): FeelDate | null {
    const { year, month, day } = dayOfEpoch(days);
    return FeelDate.of(year, month, day);
  }
}

/** A time of day; `offset` is in seconds east of Greenwich, `zone` an IANA name, at most one of them is given. */
export class FeelTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
  readonly offset: number | null;
  readonly zone: string | null;

  constructor(
    hour: number,
    minute: number,
    second: number,
    nano: number,
    offset: number | null = null,
    zone: string | null = null,
  ) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.nano = nano;
    this.offset = offset;
    this.zone = zone;
  }

  get secondOfDay(): number {
    return this.hour * 3_600 + this.minute * 60 + this.second;
  }

  /** A time of day by nanoseconds since midnight; days beyond the first wrap around. */
  static ofNanos(nanos: bigint, offset: number | null, zone: string | null): FeelTime {
    const within = ((nanos % DAY) + DAY) % DAY;
    const seconds = Number(within / SECOND);
    return new FeelTime(
      Math.floor(seconds / 3_600),
      Math.floor(seconds / 60) % 60,
      seconds % 60,
      Number(within % SECOND),
      offset,
      zone,
    );
  }

  get nanos(): bigint {
    return BigInt(this.secondOfDay) * SECOND + BigInt(this.nano);
  }
}

export const MIDNIGHT = new FeelTime(0, 0, 0, 0);
export const UTC_MIDNIGHT = new FeelTime(0, 0, 0, 0, 0);

/** A day with a time; an instant when the time has an offset or a zone. */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Seconds of the wall clock since 1970-01-01T00:00:00 there. */
  get localSeconds(): number {
    return this.date.epochDay * DAY_SECONDS + this.time.secondOfDay;
  }

  /** Seconds east of Greenwich at that moment, null for a local date-time. */
  get offset(): number | null {
    if (this.time.zone !== null) return offsetOfLocal(this.time.zone, this.localSeconds);
    return this.time.offset;
  }

  /** Nanoseconds since the epoch; a local date-time counts as one of Greenwich. */
  get instant(): bigint {
    const seconds = BigInt(this.date.epochDay) * BigInt(DAY_SECONDS) + BigInt(this.time.secondOfDay);
    return (seconds - BigInt(this.offset ?? 0)) * SECOND + BigInt(this.time.nano);
  }

  get isLocal(): boolean {
    return this.time.offset === null && this.time.zone === null;
  }

  /** A date-time by nanoseconds of the wall clock; null beyond the years that FEEL knows. */
  static ofLocalNanos(nanos: bigint, offset: number | null, zone: string | null): FeelDateTime | null {
    const time = FeelTime.ofNanos(nanos, offset, zone);
    const date = FeelDate.ofEpochDay(Number((nanos - time.nanos) / DAY));
    return date && new FeelDateTime(date, time);
  }
}

/** A duration of years and months; months are the only part that is kept. */
export class MonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }
}

/** A duration of days and time, exact to the nanosecond. */
export class TimeDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

export type Temporal = FeelDate | FeelTime | FeelDateTime | MonthsDuration | TimeDuration;

export function isTemporal(value: unknown): value is Temporal {
  return (
    value instanceof FeelDate ||
    value instanceof FeelDateTime ||
    value instanceof FeelTime ||
    value instanceof TimeDuration ||
    value instanceof MonthsDuration
  );
}
