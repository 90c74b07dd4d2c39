import { translator } from '../translate.ts';
import { en } from './en.ts';
import { hu } from './hu.ts';
import { ro } from './ro.ts';

export const sharedDictionaries = { ro, hu, en };

/** `t` of the words that every page may need. */
export const sharedTexts = translator<typeof ro>(sharedDictionaries);
