/** Runs `work` until half a second has passed, five times; the median of operations per second. */
export function perSecond(work: () => unknown): number {
  const rates: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    let done = 0;
    let batch = 1;
    const start = performance.now();
    let elapsed = 0;
    while (elapsed < 400) {
      for (let index = 0; index < batch; index += 1) kept = work();
      done += batch;
      if (batch < 10_000) batch *= 2;
      elapsed = performance.now() - start;
    }
    // the first round warms up
    if (round > 0) rates.push((done * 1_000) / elapsed);
  }
  return rates.sort((a, b) => a - b)[2] ?? 0;
}

/** Keeps results alive, so that no work is optimised away. */
export let kept: unknown = null;

export function rate(perSec: number): string {
  return `${Math.round(perSec).toLocaleString('en')}/s`;
}

export function ratio(a: number, b: number): string {
  const value = a / b;
  return `${value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(2)}×`;
}
