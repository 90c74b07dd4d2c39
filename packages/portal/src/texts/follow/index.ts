import { translator } from '../translate.ts';
import { en } from './en.ts';
import { hu } from './hu.ts';
import { ro } from './ro.ts';

export const followDictionaries = { ro, hu, en };

/** `t` of the pages of following one's requests. */
export const followTexts = translator<typeof ro>(followDictionaries);
