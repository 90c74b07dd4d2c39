/** How long a failed job waits before it is tried again. Milliseconds. */
export interface BackOff {
  /** After the first failure. */
  readonly first: number;
  /** How many times longer after each further one; 2 when absent. */
  readonly factor?: number;
  /** Never longer than that; one hour when absent. */
  readonly most?: number;
  /** Part of the time, from 0 to 1, that chance may take off, so that failures do not come back together; 0 when absent. */
  readonly jitter?: number;
}

const HOUR = 3_600_000;

/** `failures` counts from 1; `random` gives numbers from 0 to below 1. */
export function delayAfter(backOff: BackOff | undefined, failures: number, random: () => number): number {
  if (backOff === undefined) return 0;
  const { first, factor = 2, most = HOUR, jitter = 0 } = backOff;
  const whole = Math.min(most, first * factor ** Math.max(0, failures - 1));
  return Math.max(0, Math.round(jitter === 0 ? whole : whole * (1 - Math.min(1, jitter) * random())));
}
