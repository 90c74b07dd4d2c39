/** How many checks went which way. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** The closing line that people and machines read: `N passed, N failed`, and what was skipped if anything was. */
export function plainLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
