import { offsetAt } from '../time/zones.ts';
import { weekday } from './calendar.ts';
import { FeelDate, FeelDateTime, FeelTime, MonthsDuration, SECOND, TimeDuration } from './temporal.ts';
import { FeelRange, type Value } from './values.ts';

/** What may be read of a value that is no context (DMN 1.5, table 60); undefined for anything else. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (value instanceof FeelDate) return DATE[name]?.(value);
  if (value instanceof FeelDateTime) return dateTimeProperty(value, name);
  if (value instanceof FeelTime) return timeProperty(value, name);
  if (value instanceof TimeDuration) return durationProperty(value, name);
  if (value instanceof MonthsDuration) return MONTHS[name]?.(value);
  return value instanceof FeelRange ? RANGE[name]?.(value) : undefined;
}

const DATE: Readonly<Record<string, (date: FeelDate) => Value>> = {
  __proto__: null as never,
  year: (date) => date.year,
  month: (date) => date.month,
  day: (date) => date.day,
  weekday: (date) => weekday(date.epochDay),
};

function dateTimeProperty(value: FeelDateTime, name: string): Value | undefined {
  switch (name) {
    case 'date':
      return value.date;
    case 'time':
      return value.time;
    case 'time offset':
      return value.offset === null ? null : offsetOf(value.offset);
    default:
      return DATE[name]?.(value.date) ?? timeProperty(value.time, name);
  }
}

function timeProperty(value: FeelTime, name: string): Value | undefined {
  switch (name) {
    case 'hour':
    case 'minute':
      return value[name];
    case 'second':
      return value.nano === 0 ? value.second : Number(`${value.second}.${String(value.nano).padStart(9, '0')}`);
    case 'timezone':
      return value.zone;
    case 'time offset':
      if (value.zone !== null) return offsetOf(offsetAt(value.zone, 0));
      return value.offset === null ? null : offsetOf(value.offset);
    default:
      return undefined;
  }
}

function offsetOf(seconds: number): TimeDuration {
  return new TimeDuration(BigInt(seconds) * SECOND);
}

/** Each part has the sign of the whole. */
function durationProperty({ nanos }: TimeDuration, name: string): Value | undefined {
  const seconds = nanos / SECOND;
  switch (name) {
    case 'days':
      return Number(seconds / 86_400n);
    case 'hours':
      return Number((seconds / 3_600n) % 24n);
    case 'minutes':
      return Number((seconds / 60n) % 60n);
    case 'seconds':
      return Number(seconds % 60n) + Number(nanos % SECOND) / 1e9;
    default:
      return undefined;
  }
}

const MONTHS: Readonly<Record<string, (duration: MonthsDuration) => Value>> = {
  __proto__: null as never,
  years: ({ months }) => Math.trunc(months / 12) + 0,
  months: ({ months }) => (months % 12) + 0,
};

const RANGE: Readonly<Record<string, (range: FeelRange) => Value>> = {
  __proto__: null as never,
  start: (range) => range.start,
  end: (range) => range.end,
  'start included': (range) => range.startIncluded,
  'end included': (range) => range.endIncluded,
};
