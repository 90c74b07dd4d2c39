import { oneOfKind } from '../choice-rules.ts';

/** One choice from a list that opens. */
export const select = oneOfKind;
