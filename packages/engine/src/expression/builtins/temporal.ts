import { isZone, LOCAL_ZONE } from '../../time/zones.ts';
import { dayOfYear, daysInMonth, weekday, weekOfYear } from '../calendar.ts';
import { big, integerOf, type Numeric } from '../numbers.ts';
import type { Run } from '../run.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MIDNIGHT,
  type MonthsDuration,
  SECOND,
  type TimeDuration,
} from '../temporal.ts';
import { dateTimeIn, monthsBetween } from '../temporal-arithmetic.ts';
import { readDate, readDateTime, readDuration, readTime, temporalText } from '../temporal-text.ts';
import type { Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type DateLike = FeelDate | FeelDateTime;
type Numbers = readonly Numeric[];
type Interval = TimeDuration | MonthsDuration;

/** Functions of dates, times and durations (DMN 1.5, 10.3.4.1, 10.3.4.6, 10.3.4.7) and those of Camunda 8. */
export const TEMPORAL: readonly Signature[] = [
  define('now(): date and time', (_, run) => momentOf(run)),
  define('today(): date', (_, run) => momentOf(run)?.date ?? null),
  // a repeating interval for timers, as Camunda 8 documents it; without a number it never ends
  define(
    'cycle(interval: days and time duration|years and months duration): string',
    ([interval]: readonly [Interval]) => repeating(null, interval),
  ),
  define(
    'cycle(repetitions: number?, interval: days and time duration|years and months duration): string',
    ([times, interval]: readonly [Numeric | null, Interval]) => repeating(times, interval),
  ),
  define('date(from: string|date|date and time): date', ([from]: readonly [string | DateLike]) => {
    if (typeof from === 'string') return readDate(from);
    return from instanceof FeelDateTime ? from.date : from;
  }),
  define('date(year: number, month: number, day: number): date', (args: Numbers) => dateOf(args)),
  define('time(from: string|time|date and time|date): time', ([from]: readonly [string | FeelTime | DateLike]) => {
    if (typeof from === 'string') return readTime(from);
    if (from instanceof FeelDate) return new FeelTime(0, 0, 0, 0, 0);
    return from instanceof FeelDateTime ? from.time : from;
  }),
  define(
    'time(hour: number, minute: number, second: number, offset?: days and time duration?): time',
    ([hour, minute, second, offset]: readonly [Numeric, Numeric, Numeric, TimeDuration | null]) =>
      timeOf(hour, minute, second, offset),
  ),
  define('date and time(from: string|date and time|date): date and time', ([from]: readonly [string | DateLike]) => {
    if (typeof from === 'string') return readDateTime(from);
    return from instanceof FeelDate ? new FeelDateTime(from, MIDNIGHT) : from;
  }),
  define(
    'date and time(date: date|date and time, time: time): date and time',
    ([date, time]: readonly [DateLike, FeelTime]) =>
      new FeelDateTime(date instanceof FeelDateTime ? date.date : date, time),
  ),
  define(
    'date and time(date: date and time, timezone: string): date and time',
    ([date, zone]: readonly [FeelDateTime, string]) => inZone(date, zone),
  ),
  define(
    'date and time(year: number, month: number, day: number, hour: number, minute: number, second: number): date and time',
    (args: Numbers) => dateTimeOf(args, null, null),
  ),
  define(
    'date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, offset: days and time duration): date and time',
    (args: readonly [...Numeric[], TimeDuration]) =>
      dateTimeOf(args.slice(0, 6) as Numeric[], args[6] as TimeDuration, null),
  ),
  define(
    'date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string): date and time',
    (args: readonly [...Numeric[], string]) => {
      const zone = args[6] as unknown as string;
      return isZone(zone) ? dateTimeOf(args.slice(0, 6) as Numeric[], null, zone) : null;
    },
  ),
  define('duration(from: string|duration): duration', ([from]: readonly [string | MonthsDuration | TimeDuration]) =>
    typeof from === 'string' ? readDuration(from) : from,
  ),
  define(
    'years and months duration(from: date|date and time, to: date|date and time): years and months duration',
    ([from, to]: readonly [DateLike, DateLike]) => monthsBetween(dayOf(from), dayOf(to)),
  ),
  define('day of year(date: date|date and time): number', ([date]: readonly [DateLike]) => {
    const { year, month, day } = dayOf(date);
    return dayOfYear(year, month, day);
  }),
  define(
    'day of week(date: date|date and time): string',
    ([date]: readonly [DateLike]) => DAYS[weekday(dayOf(date).epochDay) - 1] ?? null,
  ),
  define(
    'month of year(date: date|date and time): string',
    ([date]: readonly [DateLike]) => MONTHS[dayOf(date).month - 1] ?? null,
  ),
  define('week of year(date: date|date and time): number', ([date]: readonly [DateLike]) =>
    weekOfYear(dayOf(date).epochDay),
  ),
  define('last day of month(date: date|date and time): date', ([date]: readonly [DateLike]) => {
    const { year, month } = dayOf(date);
    return FeelDate.of(year, month, daysInMonth(year, month));
  }),
];

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

function dayOf(value: DateLike): FeelDate {
  return value instanceof FeelDateTime ? value.date : value;
}

/** The command's time in the zone of the evaluation: nothing here reads a clock. */
function momentOf({ time }: Run): FeelDateTime | null {
  return dateTimeIn(BigInt(Math.round(time.at)) * 1_000_000n, time.zone ?? LOCAL_ZONE);
}

/** The same moment by the clock of another zone, an IANA name or `Z`. */
function inZone(moment: FeelDateTime, zone: string): FeelDateTime | null {
  if (zone === 'Z') return FeelDateTime.ofLocalNanos(moment.instant, 0, null);
  return isZone(zone) ? dateTimeIn(moment.instant, zone) : null;
}

function dateOf(args: Numbers): FeelDate | null {
  const [year, month, day] = args.map(integerOf);
  return year == null || month == null || day == null ? null : FeelDate.of(year, month, day);
}

const LONGEST_OFFSET = 18 * 3_600;

function timeOf(
  hour: Numeric,
  minute: Numeric,
  second: Numeric,
  offset: TimeDuration | null,
  zone: string | null = null,
): FeelTime | null {
  const h = integerOf(hour);
  const m = integerOf(minute);
  const exact = big(second);
  if (h === null || m === null || h < 0 || h > 23 || m < 0 || m > 59) return null;
  if (exact.isNegative() || exact.greaterThanOrEqualTo(60)) return null;
  const nanos = exact.times(1e9).trunc().toNumber();
  const seconds = offset === null ? null : Number(offset.nanos / SECOND);
  if (seconds !== null && Math.abs(seconds) > LONGEST_OFFSET) return null;
  return new FeelTime(h, m, Math.floor(nanos / 1e9), nanos % 1e9, seconds, zone);
}

function dateTimeOf(args: Numbers, offset: TimeDuration | null, zone: string | null): Value {
  const [, , , hour = 0, minute = 0, second = 0] = args;
  const date = dateOf(args.slice(0, 3));
  const time = timeOf(hour, minute, second, offset, zone);
  return date && time && new FeelDateTime(date, time);
}

function repeating(times: Numeric | null, interval: Interval): string | null {
  const count = times === null ? '' : integerOf(times);
  return count === null || (typeof count === 'number' && count < 0) ? null : `R${count}/${temporalText(interval)}`;
}
