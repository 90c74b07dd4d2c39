/**
 * `npm run mutants -- [--only name]`: plants one bug after the other into the sources as the tests see them, and demands of
 * each that its test fails; first that all those tests pass without. Exit code 0: every one was caught.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { MUTANTS, MUTANTS_OF_EVERY_RUN } from '../test/mutants/index.ts';
import { faultOf } from '../test/mutants/mutant.ts';
import { MutantRun } from '../test/mutants/run-mutants.ts';
import { ensureTestTools } from './test-tools.ts';

const only = readOnly();
// A parent runs the same tests without mutants by itself, and hears of each mutant as soon as it is known.
const parent = process.send?.bind(process);
const planted = parent === undefined ? MUTANTS : MUTANTS_OF_EVERY_RUN;
const chosen = planted.filter((mutant) => only === undefined || mutant.name === only);
if (chosen.length === 0) stop(`No mutant is called ${only}. There are: ${MUTANTS.map(({ name }) => name).join(', ')}.`);
const [fault] = chosen.flatMap((mutant) => faultOf(mutant) ?? []);
if (fault !== undefined) stop(fault);
const obstacle = parent === undefined ? ensureTestTools() : null;
if (obstacle !== null) stop(obstacle);

const began = performance.now();
const run = await MutantRun.open();
let failed = 0;
if (parent === undefined) {
  const tests = new Map(chosen.map((mutant) => [`${mutant.caughtBy.file} > ${mutant.caughtBy.test}`, mutant]));
  let done = 0;
  for (const [test, mutant] of tests) {
    done += 1;
    const { ok, reason, seconds } = await run.passes(mutant);
    if (!ok) failed += 1;
    say(`${ok ? 'ok  ' : 'FAIL'} ${done}/${tests.size} without a mutant: ${test} (${seconds.toFixed(1)} s) ${reason}`);
  }
}
for (const [index, mutant] of chosen.entries()) {
  const verdict = await run.catch(mutant);
  const { ok, reason, seconds } = verdict;
  if (!ok) failed += 1;
  parent?.(verdict);
  const place = `${index + 1}/${chosen.length}`;
  say(`${ok ? 'ok  ' : 'FAIL'} ${place} ${mutant.name} (${mutant.breaks}, ${seconds.toFixed(1)} s): ${reason}`);
}
await run.close();
const total = ((performance.now() - began) / 1000).toFixed(0);
say(failed === 0 ? `all ${chosen.length} mutants were caught, ${total} s` : `${failed} failed, ${total} s`);
process.exit(failed === 0 ? 0 : 1);

function say(line: string): void {
  if (parent === undefined) console.log(line);
}

function readOnly(): string | undefined {
  try {
    return parseArgs({ options: { only: { type: 'string' } } }).values.only;
  } catch {
    return stop('Usage: npm run mutants -- [--only name]');
  }
}

function stop(line: string): never {
  console.error(line);
  process.exit(2);
}
