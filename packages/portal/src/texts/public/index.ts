import { translator } from '../translate.ts';
import { en } from './en.ts';
import { hu } from './hu.ts';
import { ro } from './ro.ts';

export const publicDictionaries = { ro, hu, en };

/** `t` of the pages that anybody may read. */
export const publicTexts = translator<typeof ro>(publicDictionaries);
