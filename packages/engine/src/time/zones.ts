/** Offsets of named time zones (IANA), read from the platform's own zone data. Nothing here reads a clock. */

/** Where a date without an offset is meant, and where `now()` and `today()` are: Romania. */
export const LOCAL_ZONE = 'Europe/Bucharest';

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  let format = formats.get(zone);
  if (format === undefined) {
    format = build(zone);
    if (formats.size >= 700) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

function build(zone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) || zone.length > 60) return null;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

export function isZone(zone: string): boolean {
  return formatOf(zone) !== null;
}

/** Platforms know zone rules for these milliseconds only; moments beyond them follow the nearest known rule. */
const KNOWN = 8.64e15 - 86_400_000 * 2;

/** Seconds east of Greenwich in a zone at an instant given in seconds since the epoch. */
export function offsetAt(zone: string, epochSeconds: number): number {
  const format = formatOf(zone);
  if (!format) throw new RangeError(`no time zone ${zone}`);
  const at = Math.min(Math.max(epochSeconds * 1_000, -KNOWN), KNOWN);
  const fields: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of format.formatToParts(at)) {
    if (type === 'era') beforeChrist = value.startsWith('B');
    else if (type !== 'literal') fields[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const local = new Date(0);
  local.setUTCFullYear(beforeChrist ? 1 - year : year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  return Math.round((local.getTime() - Math.floor(at / 1_000) * 1_000) / 1_000);
}

/**
 * The offset that a zone's wall clock has at a local time in seconds. A time that occurs twice means the first; one that
 * is skipped means as many minutes later (the offset before the change).
 */
export function offsetOfLocal(zone: string, localSeconds: number): number {
  const before = offsetAt(zone, localSeconds - 86_400);
  const after = offsetAt(zone, localSeconds + 86_400);
  if (before === after || offsetAt(zone, localSeconds - before) === before) return before;
  return offsetAt(zone, localSeconds - after) === after ? after : before;
}
