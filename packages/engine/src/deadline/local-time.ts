import { LOCAL_ZONE, offsetOfLocal, offsetAt as zoneOffset } from '../time/zones.ts';
import { addDays, type Day } from './day.ts';

const DAY = 86_400_000;

/** The local calendar day of an instant (milliseconds since the epoch). */
export function dayAt(milliseconds: number, zone: string = LOCAL_ZONE): Day {
  return new Date(milliseconds + offsetAt(milliseconds, zone)).toISOString().slice(0, 10);
}

/** The instant at which a local day begins; right on the days when the clocks change. */
export function startOfDay(day: Day, zone: string = LOCAL_ZONE): number {
  return atWallClock(day, 0, zone);
}

/** The instant at which clocks show so many milliseconds after midnight on a day; in a gap, as if they had not moved. */
export function atWallClock(day: Day, sinceMidnight: number, zone: string = LOCAL_ZONE): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + sinceMidnight;
  return wall - offsetOfLocal(zone, Math.floor(wall / 1000)) * 1000;
}

/** What clocks show at an instant, as milliseconds after midnight. */
export function wallClockAt(milliseconds: number, zone: string = LOCAL_ZONE): number {
  const local = milliseconds + offsetAt(milliseconds, zone);
  return ((local % DAY) + DAY) % DAY;
}

/** The last millisecond of a local day: a term of days runs until 24:00. */
export function endOfDay(day: Day, zone: string = LOCAL_ZONE): number {
  return startOfDay(addDays(day, 1), zone) - 1;
}

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(milliseconds: number, zone: string): number {
  return zoneOffset(zone, Math.floor(milliseconds / 1000)) * 1000;
}
