/** What a template may call. Arguments are JSON values; the answer is a JSON value or a text. */
export interface TemplateFunction {
  readonly least: number;
  readonly most: number;
  call(...values: unknown[]): unknown;
}

const BUCHAREST = 'Europe/Bucharest';

function dateOf(value: unknown): Date | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const date = new Date(typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00Z` : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

function dateText(value: unknown, options: Intl.DateTimeFormatOptions): unknown {
  const date = dateOf(value);
  return date === null
    ? (value ?? '')
    : new Intl.DateTimeFormat('ro-RO', { timeZone: BUCHAREST, ...options }).format(date);
}

function numberText(value: unknown, least: number, most: number): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return value ?? '';
  return new Intl.NumberFormat('ro-RO', { minimumFractionDigits: least, maximumFractionDigits: most }).format(number);
}

/** Whether a template takes a value for yes: empty lists and empty texts are no. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left ?? '') < String(right ?? '') ? -1 : String(left ?? '') > String(right ?? '') ? 1 : 0;
}

/** Every function of the template language: dates and numbers as Romanian documents write them, and comparisons. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  [
    'date',
    { least: 1, most: 1, call: (value) => dateText(value, { day: '2-digit', month: '2-digit', year: 'numeric' }) },
  ],
  [
    'longDate',
    { least: 1, most: 1, call: (value) => dateText(value, { day: 'numeric', month: 'long', year: 'numeric' }) },
  ],
  ['dateTime', { least: 1, most: 1, call: (value) => dateText(value, { dateStyle: 'short', timeStyle: 'short' }) }],
  ['year', { least: 1, most: 1, call: (value) => dateText(value, { year: 'numeric' }) }],
  ['number', { least: 1, most: 1, call: (value) => numberText(value, 0, 6) }],
  ['money', { least: 1, most: 1, call: (value) => numberText(value, 2, 2) }],
  ['upper', { least: 1, most: 1, call: (value) => String(value ?? '').toLocaleUpperCase('ro-RO') }],
  ['lower', { least: 1, most: 1, call: (value) => String(value ?? '').toLocaleLowerCase('ro-RO') }],
  ['default', { least: 2, most: 2, call: (value, otherwise) => (isTrue(value) ? value : otherwise) }],
  [
    'join',
    {
      least: 1,
      most: 2,
      call: (list, by) =>
        Array.isArray(list)
          ? list.map((one) => String(one ?? '')).join(typeof by === 'string' ? by : ', ')
          : (list ?? ''),
    },
  ],
  ['count', { least: 1, most: 1, call: (list) => (Array.isArray(list) ? list.length : 0) }],
  ['eq', { least: 2, most: 2, call: (left, right) => left === right }],
  ['ne', { least: 2, most: 2, call: (left, right) => left !== right }],
  ['lt', { least: 2, most: 2, call: (left, right) => compare(left, right) < 0 }],
  ['gt', { least: 2, most: 2, call: (left, right) => compare(left, right) > 0 }],
  ['lte', { least: 2, most: 2, call: (left, right) => compare(left, right) <= 0 }],
  ['gte', { least: 2, most: 2, call: (left, right) => compare(left, right) >= 0 }],
  ['and', { least: 1, most: 10, call: (...values) => values.every(isTrue) }],
  ['or', { least: 1, most: 10, call: (...values) => values.find(isTrue) ?? false }],
  ['not', { least: 1, most: 1, call: (value) => !isTrue(value) }],
]);
