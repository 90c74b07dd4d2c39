import { fromWallClock, wallClock } from '../time/instants.ts';

/**
 * A cron expression of six fields (second, minute, hour, day of the month, month, day of the week) as Camunda 8 takes
 * them: lists, ranges, steps, names, `?`, `L`, `L-3`, `15W`, `LW`, `5L`, `MON#2` and the macros `@daily` and so on.
 * A day has to match both day fields. Times are UTC; `CRON_TZ=Europe/Bucharest ` in front names another zone.
 */
export interface Cron {
  readonly zone: string;
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  /** Whether a day of the month (1–31), of a month with so many days that begins on that weekday (0: Sunday), counts. */
  readonly matches: (day: number, days: number, first: number) => boolean;
}

const MACROS: { readonly [name: string]: string } = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;
/** The rarest day there is, 29 February on a given weekday, comes back within 40 years. */
const FARTHEST_MONTHS = 12 * 41;

type DayRule = Cron['matches'];

/** Null when the text is no cron expression. */
export function parseCron(text: string): Cron | null {
  const zoned = /^(?:CRON_)?TZ=([\w/+-]{1,60})\s+(.*)$/s.exec(text.trim());
  const zone = zoned?.[1] ?? 'UTC';
  const source = (zoned?.[2] ?? text).trim();
  const fields = (MACROS[source.toLowerCase()] ?? source).toUpperCase().split(/\s+/);
  if (fields.length !== 6 || source.length > 200 || wallClock(0, zone) === null) return null;
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const seconds = numbers(second, 0, 59);
  const minutes = numbers(minute, 0, 59);
  const hours = numbers(hour, 0, 23);
  const months = numbers(named(month, MONTHS, 1), 1, 12);
  const ofMonth = rules(day, dayOfMonth);
  const ofWeek = rules(named(weekday, DAYS, 0), dayOfWeek);
  if (seconds === null || minutes === null || hours === null || months === null) return null;
  if (ofMonth === null || ofWeek === null) return null;
  const matches: DayRule = (...at) => ofMonth(...at) && ofWeek(...at);
  return { zone, seconds, minutes, hours, months, matches };
}

/** The first time after `after` (milliseconds); null when there is none, as with 31 February. */
export function nextCron(cron: Cron, after: number): number | null {
  const wall = wallClock(after, cron.zone);
  if (wall === null) return null;
  const from = new Date(wall);
  for (let ahead = 0; ahead <= FARTHEST_MONTHS; ahead += 1) {
    const begins = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + ahead, 1);
    const found = cron.months.includes(new Date(begins).getUTCMonth() + 1) ? inMonth(cron, begins, wall, after) : null;
    if (found !== null) return found;
  }
  return null;
}

function inMonth(cron: Cron, begins: number, wall: number, after: number): number | null {
  const date = new Date(begins);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  // clocks may have been put back: what they show then has been shown before
  const earliest = wall - 2 * 3_600_000;
  for (let day = 1; day <= days; day += 1) {
    const midnight = begins + (day - 1) * DAY_MS;
    if (midnight + DAY_MS <= earliest || !cron.matches(day, days, date.getUTCDay())) continue;
    for (const hour of cron.hours) {
      if (midnight + (hour + 1) * 3_600_000 <= earliest) continue;
      for (const minute of cron.minutes) {
        const at = midnight + hour * 3_600_000 + minute * 60_000;
        if (at + 60_000 <= earliest) continue;
        for (const second of cron.seconds) {
          const instant = fromWallClock(at + second * 1000, cron.zone);
          if (instant !== null && instant > after) return instant;
        }
      }
    }
  }
  return null;
}

/** Names become numbers. */
function named(field: string, names: readonly string[], first: number): string {
  return field.replace(/[A-Z]{3}/g, (name) => {
    const at = names.indexOf(name);
    return at < 0 ? name : String(at + first);
  });
}

/** The numbers of a field, ascending: `*`, `5`, `1-5`, `0/15`, `10-40/10`, `5/15` (from 5 on), and lists of them. */
function numbers(field: string, low: number, high: number): number[] | null {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return null;
    const [, all, from, to, step] = match;
    const begin = all === undefined ? Number(from) : low;
    const end = all !== undefined || (to === undefined && step !== undefined) ? high : Number(to ?? from);
    const by = Number(step ?? 1);
    if (begin < low || end > high || begin > end || by === 0) return null;
    for (let value = begin; value <= end; value += by) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** Any of the parts of a day field. */
function rules(field: string, one: (part: string) => DayRule | null): DayRule | null {
  if (field === '*' || field === '?') return () => true;
  const parts: DayRule[] = [];
  for (const part of field.split(',')) {
    const rule = one(part);
    if (rule === null) return null;
    parts.push(rule);
  }
  return (...at) => parts.some((rule) => rule(...at));
}

function dayOfMonth(part: string): DayRule | null {
  const last = /^L(?:-(\d{1,2}))?$/.exec(part);
  if (last !== null) return (day, days) => day === days - Number(last[1] ?? 0);
  if (part === 'LW') return (day, days, first) => day === workday(days, days, first);
  const near = /^(\d{1,2})W$/.exec(part);
  if (near !== null) {
    const wanted = Number(near[1]);
    if (wanted < 1 || wanted > 31) return null;
    return (day, days, first) => wanted <= days && day === workday(wanted, days, first);
  }
  const listed = numbers(part, 1, 31);
  return listed === null ? null : (day) => listed.includes(day);
}

function dayOfWeek(part: string): DayRule | null {
  const weekday = (day: number, first: number) => (first + day - 1) % 7;
  const special = /^([0-7])(?:L|#([1-5]))$/.exec(part);
  if (special !== null) {
    const wanted = Number(special[1]) % 7;
    const number = special[2] === undefined ? null : Number(special[2]);
    return (day, days, first) =>
      weekday(day, first) === wanted && (number === null ? day > days - 7 : Math.ceil(day / 7) === number);
  }
  // Sunday is 0 and 7, so that SAT-SUN and MON-SUN are ranges
  const listed = numbers(part.replace(/-0\b/, '-7'), 0, 7);
  return listed === null ? null : (day, _days, first) => listed.some((one) => one % 7 === weekday(day, first));
}

/** The day from Monday to Friday that is nearest to `day` in the same month. */
function workday(day: number, days: number, first: number): number {
  const weekday = (first + day - 1) % 7;
  if (weekday === 6) return day === 1 ? day + 2 : day - 1;
  if (weekday === 0) return day === days ? day - 2 : day + 1;
  return day;
}
