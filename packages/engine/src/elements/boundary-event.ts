import { passThrough } from './pass-through.ts';

/** Entered when it has fired; the kernel arms it and ends the activity it interrupts. */
export const boundaryEvent = passThrough('boundaryEvent');
