import { catching } from './catching.ts';

/** Waits in the flow for its trigger. */
export const intermediateCatchEvent = catching('intermediateCatchEvent');
