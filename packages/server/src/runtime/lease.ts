/** How many times a claim in use is renewed while it would hold without. */
export const BEATS = 3;

/** How often loops look for work that nobody woke them for. */
export const POLL_MS = 500;

/** What a runner holds while it works on a row: who finishes must still have the token. */
export interface Lease {
  readonly institution: string;
  readonly token: string;
}

/** The work was taken over by another runner, or is no longer wanted: whatever was done for it does not count. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';

  constructor() {
    super('The lease was lost.');
  }
}

/** Milliseconds to wait before delivery `attempt + 1`: doubled each time up to `mostMs`, and spread by up to a half. */
export function backOff(attempt: number, firstMs: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30)) * (0.5 + Math.random() / 2);
}
