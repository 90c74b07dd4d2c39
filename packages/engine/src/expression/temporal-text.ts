import { isZone } from '../time/zones.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MIDNIGHT,
  MonthsDuration,
  SECOND,
  type Temporal,
  TimeDuration,
} from './temporal.ts';

/** ISO 8601 as FEEL reads and writes it (DMN 1.5, 10.3.2.3.5 to 10.3.2.3.8 and 10.3.4.1); null for any other text. */

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,20}))?(?:(Z|[zZ])|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w/+-]*))?$/;
const MONTHS = /^(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/;
const DAYS = /^(-?)P(?:(\d{1,18})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,18}))?S)?)?$/;

export function readDate(text: string): FeelDate | null {
  const found = DATE.exec(text);
  if (!found || found[1] === '-0000') return null;
  return FeelDate.of(Number(found[1]), Number(found[2]), Number(found[3]));
}

export function readTime(text: string): FeelTime | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, hour, minute, second, fraction = '', utc, sign, offsetHour, offsetMinute, offsetSecond, zone] = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  let offset: number | null = null;
  if (utc !== undefined) offset = 0;
  if (sign !== undefined) {
    const minutes = Number(offsetMinute);
    if (Number(offsetHour) > 18 || minutes > 59 || Number(offsetSecond ?? 0) > 59) return null;
    offset = Number(offsetHour) * 3_600 + minutes * 60 + Number(offsetSecond ?? 0);
    if (offset > 18 * 3_600) return null;
    if (sign === '-') offset = 0 - offset;
  }
  if (zone !== undefined && !isZone(zone)) return null;
  const nano = Number(fraction.padEnd(9, '0').slice(0, 9));
  return new FeelTime(Number(hour), Number(minute), Number(second), nano, offset, zone ?? null);
}

/** A day alone means its midnight; `24:00:00` is the midnight that ends it (XML Schema Part 2, 3.3.7). */
export function readDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  const date = readDate(at < 0 ? text : text.slice(0, at));
  if (at < 0) return date && new FeelDateTime(date, MIDNIGHT);
  const clock = text.slice(at + 1);
  const ends = /^24:00:00(\.0+)?(?![\d.:])/.test(clock);
  const time = readTime(ends ? clock.replace('24', '00') : clock);
  const day = ends && date ? FeelDate.ofEpochDay(date.epochDay + 1) : date;
  return day && time && new FeelDateTime(day, time);
}

export function readDuration(text: string): MonthsDuration | TimeDuration | null {
  const months = MONTHS.exec(text);
  if (months && text.length > 2 && (months[2] ?? months[3]) !== undefined) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    if (!Number.isSafeInteger(total)) return null;
    return new MonthsDuration(months[1] === '-' ? 0 - total : total);
  }
  const found = DAYS.exec(text);
  if (!found || text.endsWith('T')) return null;
  const [, sign, days, hours, minutes, seconds, fraction = ''] = found;
  if ((days ?? hours ?? minutes ?? seconds) === undefined) return null;
  const total =
    BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3_600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const nanos = total * SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return new TimeDuration(sign === '-' ? -nanos : nanos);
}

/** What stands in `@"…"`: the form of the text tells which kind it is. */
export function readTemporal(text: string): Temporal | null {
  if (/^-?P/.test(text)) return readDuration(text);
  if (/^\d\d:/.test(text)) return readTime(text);
  return text.includes('T') ? readDateTime(text) : readDate(text);
}

export function temporalText(value: Temporal): string {
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelTime) return timeText(value);
  if (value instanceof FeelDateTime) return `${dateText(value.date)}T${timeText(value.time)}`;
  return value instanceof MonthsDuration ? monthsText(value) : durationText(value);
}

/** ISO 8601 text that other programs read: a named zone becomes its offset at that moment. */
export function isoText(value: Temporal): string {
  if (!(value instanceof FeelDateTime) || value.time.zone === null) return temporalText(value);
  const { hour, minute, second, nano } = value.time;
  return temporalText(new FeelDateTime(value.date, new FeelTime(hour, minute, second, nano, value.offset)));
}

const two = (value: number) => String(value).padStart(2, '0');

function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeText({ hour, minute, second, nano, offset, zone }: FeelTime): string {
  const local = `${two(hour)}:${two(minute)}:${two(second)}${fractionText(nano)}`;
  if (zone !== null) return `${local}@${zone}`;
  return offset === null ? local : local + offsetText(offset);
}

function fractionText(nano: number): string {
  return nano === 0 ? '' : `.${String(nano).padStart(9, '0').replace(/0+$/, '')}`;
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const seconds = size % 60;
  const text = `${two(Math.floor(size / 3_600))}:${two(Math.floor(size / 60) % 60)}`;
  return `${offset < 0 ? '-' : '+'}${text}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}

function monthsText({ months }: MonthsDuration): string {
  const size = Math.abs(months);
  if (size === 0) return 'P0M';
  const years = Math.floor(size / 12);
  return `${months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${size % 12 > 0 ? `${size % 12}M` : ''}`;
}

function durationText({ nanos }: TimeDuration): string {
  if (nanos === 0n) return 'PT0S';
  const size = nanos < 0n ? -nanos : nanos;
  const seconds = size / SECOND;
  const fraction = fractionText(Number(size % SECOND));
  const days = seconds / 86_400n;
  const hours = (seconds / 3_600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  const time = `${hours > 0n ? `${hours}H` : ''}${minutes > 0n ? `${minutes}M` : ''}${
    rest > 0n || fraction !== '' ? `${rest}${fraction}S` : ''
  }`;
  return `${nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
