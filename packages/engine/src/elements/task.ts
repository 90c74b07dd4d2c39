import { passThrough } from './pass-through.ts';

/** A task without a type: work that nobody has to report. */
export const task = passThrough('task');
