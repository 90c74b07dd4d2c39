import type { Fault, Outcome } from './contracts.ts';
import type { Json } from './types.ts';

/** `what` begins the sentence of the fault: "The assignee". */
export function asText(value: Outcome<Json>, what: string): Outcome<string> {
  if (!value.ok) return value;
  if (typeof value.value === 'string' && value.value !== '') return { ok: true, value: value.value };
  return wrongType(value.value, what, 'a text');
}

/** A text, or nothing: null, the empty text and a missing expression are nothing. */
export function asOptionalText(value: Outcome<Json> | null, what: string): Outcome<string | null> {
  if (value === null) return { ok: true, value: null };
  if (!value.ok) return value;
  if (value.value === null || value.value === '') return { ok: true, value: null };
  return asText(value, what);
}

/** A list of texts; one text is split at commas. */
export function asTexts(value: Outcome<Json> | null, what: string): Outcome<readonly string[]> {
  if (value === null) return { ok: true, value: [] };
  if (!value.ok) return value;
  const given = value.value;
  if (given === null) return { ok: true, value: [] };
  if (typeof given === 'string') {
    const parts = given.split(',').map((part) => part.trim());
    return { ok: true, value: parts.filter((part) => part !== '') };
  }
  if (Array.isArray(given) && given.every((one) => typeof one === 'string')) return { ok: true, value: given };
  return wrongType(given, what, 'a list of texts');
}

/** A whole number from 0; digits as text count. */
export function asCount(value: Outcome<Json>, what: string): Outcome<number> {
  if (!value.ok) return value;
  const given = typeof value.value === 'string' && /^\d{1,9}$/.test(value.value) ? Number(value.value) : value.value;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 0) return { ok: true, value: given };
  return wrongType(value.value, what, 'a whole number from 0');
}

/** A whole number; digits as text count. */
export function asWhole(value: Outcome<Json>, what: string): Outcome<number> {
  if (!value.ok) return value;
  const given = typeof value.value === 'string' && /^-?\d{1,9}$/.test(value.value) ? Number(value.value) : value.value;
  if (typeof given === 'number' && Number.isInteger(given)) return { ok: true, value: given };
  return wrongType(value.value, what, 'a whole number');
}

function wrongType(value: Json, what: string, wanted: string): Fault {
  const shown = JSON.stringify(value).slice(0, 60);
  return { ok: false, code: 'wrong-type', message: `${what} is not ${wanted} but ${shown}.` };
}
