/** The languages of the pages. */
export const languages = ['ro', 'hu', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = { ro: 'Română', hu: 'Magyar', en: 'English' };

/** The nearest language to a locale tag; Romanian when none fits. */
export function languageOf(tag: string | null | undefined): Language {
  const primary = (tag ?? '').toLowerCase().split('-')[0];
  return languages.find((language) => language === primary) ?? 'ro';
}
