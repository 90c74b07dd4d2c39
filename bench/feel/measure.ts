const ROUNDS = 5;
const ROUND_MS = 400;

/** Runs `work` for 0.4 s in each of five rounds; the median of operations per second. */
export function perSecond(work: () => unknown): number {
  return perSecondInTurn(work)[0] ?? 0;
}

/** Several works, each once per round, so that what else the machine does is shared among them. */
export function perSecondInTurn(...works: readonly (() => unknown)[]): readonly number[] {
  // the first round warms up
  for (const work of works) oneRound(work);
  const rates = works.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) rates[index]?.push(oneRound(work));
  }
  return rates.map((all) => all.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

function oneRound(work: () => unknown): number {
  let done = 0;
  let batch = 1;
  let elapsed = 0;
  const start = performance.now();
  while (elapsed < ROUND_MS) {
    for (let index = 0; index < batch; index += 1) kept = work();
    done += batch;
    if (batch < 10_000) batch *= 2;
    elapsed = performance.now() - start;
  }
  return (done * 1_000) / elapsed;
}

/** The same for a peer that answers with promises, one after the other. */
export async function perSecondAwaited(work: () => Promise<unknown>): Promise<number> {
  const rates: number[] = [];
  // the first round warms up
  for (let round = 0; round <= ROUNDS; round += 1) {
    let done = 0;
    const start = performance.now();
    while (performance.now() - start < ROUND_MS) {
      kept = await work();
      done += 1;
    }
    if (round > 0) rates.push((done * 1_000) / (performance.now() - start));
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
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
