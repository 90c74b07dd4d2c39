/** The smallest measurement that the given share does not exceed (nearest rank: of 100, the 99th); milliseconds in, milliseconds out. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** One option of the command line, `--name value`. */
export function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const width = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(width[0] ?? 0) : cell.padStart(width[column] ?? 0)))
      .join('  ');
  console.log(`${line(head)}\n${width.map((size) => '-'.repeat(size)).join('  ')}`);
  for (const row of rows) console.log(line(row));
}

const began = Date.now();
/** A line about how far it is, beside the results. */
export function progress(line: string): void {
  console.error(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}

let missed = 0;
/** Says whether a bar holds; the command fails when one does not. */
export function bar(name: string, holds: boolean, found: string): void {
  if (!holds) missed += 1;
  console.log(`${holds ? 'ok  ' : 'MISS'} ${name}: ${found}`);
}
export const missedBars = (): number => missed;

/** Time that `fn` takes, in milliseconds. */
export async function timed(fn: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await fn();
  return performance.now() - start;
}
