import { passThrough } from './pass-through.ts';

/** Where a token begins. What starts the instance is the host's business. */
export const startEvent = passThrough('startEvent');
