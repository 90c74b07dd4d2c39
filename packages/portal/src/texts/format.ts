import type { Language } from './translate.ts';

/** Legal dates are the county's: pages show them in Romanian time wherever the reader or the server is. */
const timeZone = 'Europe/Bucharest';

const locales: { readonly [language in Language]: string } = { ro: 'ro-RO', hu: 'hu-HU', en: 'en-GB' };

/** `2026-11-25` or an ISO instant → "25 noiembrie 2026". A calendar date is shown as it is, without a time zone. */
export function formatDate(value: string, language: Language): string {
  const calendar = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: calendar ? 'UTC' : timeZone } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(value));
}

/** An ISO instant → "25 noiembrie 2026, 14:05", in Romanian time. */
export function formatDateTime(value: string, language: Language): string {
  const options = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(value));
}

/** An ISO instant → "14:05", in Romanian time. */
export function formatTime(value: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(value),
  );
}

/** Whole units of the currency, as the API gives them → "15,50 lei", "7 lei". */
export function formatMoney(value: number, currency: string, language: Language): string {
  const amount = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(value);
  return `${amount} ${currency === 'RON' ? 'lei' : currency}`;
}

/** Bytes → "340 KB" or "2,4 MB", in the units of 1,024 in which the limits are set. */
export function formatBytes(bytes: number, language: Language): string {
  const format = (value: number, digits: number): string =>
    new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value);
  return bytes < 1_048_576 ? `${format(Math.max(1, bytes / 1024), 0)} KB` : `${format(bytes / 1_048_576, 1)} MB`;
}
