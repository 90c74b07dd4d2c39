import type { Domain } from './domain.ts';
import { identity } from './domains/identity/index.ts';

/** The table of contents: what the server can do, in the order it is set up. */
export const domains: readonly Domain[] = [identity];
