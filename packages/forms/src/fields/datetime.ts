import { textKind } from '../field-kind.ts';
import { formatDate } from '../problem-texts.ts';

/** A day, 'YYYY-MM-DD'. A form may post it as one text or as `key.day`, `key.month`, `key.year`. */
export const datetime = textKind({
  parts: ['day', 'month', 'year'],
  coerce(posted, _, part) {
    if (posted[0]) return posted[0].trim();
    const [day, month, year] = [part('day'), part('month'), part('year')];
    if (`${day}${month}${year}` === '') return '';
    return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  },
  check: (value) => (isDay(value) ? [] : [{ code: 'date-invalid' }]),
  jsonSchema: () => ({ type: 'string', format: 'date' }),
  describe: (value, _, language) => (isDay(value) ? formatDate(value, language) : String(value ?? '')),
});

function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^(1[89]|2\d)\d\d-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
