import type { Trigger } from '../kernel/contracts.ts';

/** All of several reasons, in any order. Its parts are armed one by one; the kernel knows which have happened. */
export const parallelMultiple: Trigger = { kind: 'parallelMultiple' };
