import { translator } from '../translate.ts';
import { en } from './en.ts';
import { hu } from './hu.ts';
import { ro } from './ro.ts';

export const applyDictionaries = { ro, hu, en };

/** `t` of the pages of applying: form, check, payment, confirmation. */
export const applyTexts = translator<typeof ro>(applyDictionaries);
