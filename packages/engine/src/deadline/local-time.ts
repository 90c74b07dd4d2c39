import { addDays, type Day } from './day.ts';

/** The zone of Romanian institutions. */
export const BUCHAREST = 'Europe/Bucharest';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local calendar day of an instant (milliseconds since the epoch). */
export function dayAt(milliseconds: number, zone: string = BUCHAREST): Day {
  return new Date(milliseconds + offsetAt(milliseconds, zone)).toISOString().slice(0, 10);
}

/** The instant at which a local day begins; right on the days when the clocks change. */
export function startOfDay(day: Day, zone: string = BUCHAREST): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // the offset is looked up at a first guess, then at the instant that this guess gives
  const guess = midnight - offsetAt(midnight, zone);
  return midnight - offsetAt(guess, zone);
}

/** The last millisecond of a local day: a term of days runs until 24:00. */
export function endOfDay(day: Day, zone: string = BUCHAREST): number {
  return startOfDay(addDays(day, 1), zone) - 1;
}

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(milliseconds: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
      ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  const local = Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  return local - Math.floor(milliseconds / 1000) * 1000;
}
