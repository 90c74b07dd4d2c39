import type { Trigger } from '../kernel/contracts.ts';

/** No reason: the event just happens. */
export const none: Trigger = { kind: 'none' };
