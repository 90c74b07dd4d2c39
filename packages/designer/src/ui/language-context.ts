import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Texts, textsOf } from '../texts/index.ts';
import type { Language } from '../texts/language.ts';

export const LanguageContext = createContext<Language>('ro');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useTexts(): Texts {
  return textsOf(useLanguage());
}
