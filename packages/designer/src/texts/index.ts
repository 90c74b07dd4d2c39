import { en } from './en.ts';
import { hu } from './hu.ts';
import type { Language } from './language.ts';
import { ro, type Texts } from './ro.ts';

const all: Readonly<Record<Language, Texts>> = { ro, hu, en };

/** Every text of the designer in one language. */
export function textsOf(language: Language): Texts {
  return all[language];
}

export type { Texts };
