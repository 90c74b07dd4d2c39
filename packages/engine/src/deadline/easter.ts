import { addDays, type Day } from './day.ts';

/** Orthodox Easter Sunday by Meeus' Julian algorithm; the Julian calendar lies 13 days behind from 1900 to 2099. */
export function orthodoxEaster(year: number): Day {
  if (!Number.isInteger(year) || year < 1900 || year > 2099) throw new RangeError(`No Easter is known for ${year}.`);
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const day = ((d + e + 114) % 31) + 1;
  const julian = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return addDays(julian, 13);
}
