/** How large the fault tests run: `CIRCULA_FAULTS=full`, set by `npm run faults -- --size full`; else as in each test run. */
const full = process.env.CIRCULA_FAULTS === 'full';

/** The size of a test: the first for every run, the second for the full one. */
export const size = (usual: number, whole: number): number => (full ? whole : usual);

/** Seeds everything random; printed by each test, repeated with `CIRCULA_SEED`. */
export const seed = Number(process.env.CIRCULA_SEED ?? Date.now() % 1_000_000);

/** A small generator of numbers below `below`, the same for the same seed (mulberry32). */
export function random(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** A line about a long run's progress, in full runs only. */
export function progress(line: string): void {
  if (full) console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}
