import type { Language } from '../language.ts';
import { phrases } from './phrases.ts';

const column: Readonly<Record<'ro' | 'hu', 0 | 1>> = { ro: 0, hu: 1 };

/** Libraries write kinds in both cases ("User task", "User Task"). */
const byLowerCase = new Map(Object.entries(phrases).map(([phrase, words]) => [phrase.toLowerCase(), words]));

/**
 * The `translate` service of the drawing libraries: the phrase in the language, with `{name}` replaced. Phrases that
 * are not in the table (diagnostic messages of the libraries, for developers) stay English.
 */
export function canvasTranslate(language: Language) {
  return (phrase: string, replacements: Readonly<Record<string, string>> = {}): string => {
    const known = language === 'en' ? undefined : byLowerCase.get(phrase.toLowerCase())?.[column[language]];
    return (known ?? phrase).replace(/\{([^}]+)\}/g, (whole, name: string) => replacements[name] ?? whole);
  };
}
