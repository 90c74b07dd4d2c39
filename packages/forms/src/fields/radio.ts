import { oneOfKind } from '../choice-rules.ts';

/** One choice, all of them in view. */
export const radio = oneOfKind;
