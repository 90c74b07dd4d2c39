import process from 'node:process';

const ROUNDS = 5;
const ROUND_MS = 400;

/** Milliseconds of processor time of this process: what else a shared machine does is not counted. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Runs `work` for 0.4 s in each of five rounds; the median of operations per second of processor time. */
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
  const start = processorTime();
  while (elapsed < ROUND_MS) {
    for (let index = 0; index < batch; index += 1) kept = work();
    done += batch;
    elapsed = processorTime() - start;
    // asking for the time costs a microsecond
    if (batch < 10_000 && elapsed < ROUND_MS / 20) batch *= 2;
  }
  return (done * 1_000) / elapsed;
}

/** The same for a peer that answers with promises, one after the other. */
export async function perSecondAwaited(work: () => Promise<unknown>): Promise<number> {
  const rates: number[] = [];
  // the first round warms up
  for (let round = 0; round <= ROUNDS; round += 1) {
    let done = 0;
    const start = processorTime();
    while (processorTime() - start < ROUND_MS) {
      kept = await work();
      done += 1;
    }
    if (round > 0) rates.push((done * 1_000) / (processorTime() - start));
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
