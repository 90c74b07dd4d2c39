import type { Trigger } from '../kernel/contracts.ts';

/** A sequence flow that is not drawn; compile draws it, from each throwing event to the catching one of its name. */
export const link: Trigger = { kind: 'link' };
