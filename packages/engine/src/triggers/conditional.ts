import type { Trigger } from '../kernel/contracts.ts';

/**
 * Happens when its condition turns true: at once when it holds on entering, otherwise when a variable that it reads is
 * written; again only after it has been false. The kernel evaluates it.
 */
export const conditional: Trigger = {
  kind: 'conditional',
  listen: () => ({ ok: true, value: { type: 'condition', holds: false } }),
  again: () => ({ ok: true, value: { type: 'condition', holds: true } }),
};
