/** Instants as texts of ISO 8601, and what clocks of a zone show. All in milliseconds since the epoch, UTC. */
import { isZone, LOCAL_ZONE, offsetAt, offsetOfLocal } from './zones.ts';

const INSTANT =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?(?:\[([\w/+-]{1,60})\])?)?$/;

/** A date alone means its first moment in the local zone; a time without offset is local. Null when it is no date. */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction, offset, zone] = match;
  const fields = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const wall =
    Date.UTC(y, mo - 1, d, h, mi, s) + (fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000));
  const read = new Date(wall);
  if (h > 24 || mi > 59 || s > 59 || read.getUTCMonth() !== mo - 1 || (h < 24 && read.getUTCDate() !== d)) return null;
  if (offset === 'Z') return wall;
  if (offset !== undefined) {
    const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
    return wall - (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
  }
  return fromWallClock(wall, zone ?? LOCAL_ZONE);
}

/** The instant at which clocks of the zone show `wall`; of two, the earlier; in a gap, as if the clock had not moved. */
export function fromWallClock(wall: number, zone: string): number | null {
  if (zone === 'UTC') return wall;
  return isZone(zone) ? wall - offsetOfLocal(zone, Math.floor(wall / 1000)) * 1000 : null;
}

/** What clocks of the zone show, as if it were UTC; null when the zone is not known. */
export function wallClock(instant: number, zone: string): number | null {
  if (zone === 'UTC') return instant;
  return isZone(zone) ? instant + offsetAt(zone, Math.floor(instant / 1000)) * 1000 : null;
}
