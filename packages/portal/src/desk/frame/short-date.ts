import type { Language } from '../../texts/translate.ts';

const locales: { readonly [language in Language]: string } = { ro: 'ro-RO', hu: 'hu-HU', en: 'en-GB' };

/** `2026-11-25` or an ISO instant → "25 nov. 2026", for tables; instants are shown as Romanian days. */
export function shortDate(value: string, language: Language): string {
  const timeZone = /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'UTC' : 'Europe/Bucharest';
  return new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(new Date(value));
}
