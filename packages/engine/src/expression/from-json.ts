import type { Json } from '../kernel/types.ts';
import { readDate, readDateTime, readDuration, readTime } from './temporal-text.ts';
import type { FeelType } from './types.ts';
import type { Value } from './values.ts';

/**
 * Reads JSON as a value of a type: where the type says date, time, date and time or duration, an ISO 8601 text is read as
 * one, at any depth; a text that is none becomes null. Everything else stays what it is.
 */
export function fromJson(json: Json, type: FeelType): Value {
  switch (type.kind) {
    case 'date':
      return typeof json === 'string' ? readDate(json) : (json as Value);
    case 'time':
      return typeof json === 'string' ? readTime(json) : (json as Value);
    case 'date and time':
      return typeof json === 'string' ? readDateTime(json) : (json as Value);
    case 'duration':
    case 'days and time duration':
    case 'years and months duration':
      return typeof json === 'string' ? readDuration(json) : (json as Value);
    case 'list':
      return Array.isArray(json)
        ? json.map((element) => fromJson(element, type.element))
        : fromJson(json, type.element);
    case 'context': {
      if (json === null || typeof json !== 'object' || Array.isArray(json)) return json as Value;
      const entries = Object.entries(json).map(([name, entry]): [string, Value] => {
        const entryType = Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
        return [name, entryType ? fromJson(entry, entryType) : (entry as Value)];
      });
      return Object.fromEntries(entries);
    }
    default:
      return json as Value;
  }
}
