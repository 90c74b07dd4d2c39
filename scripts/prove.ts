/**
 * `npm run prove -- --cases N --seed S [--workers W] [--resume FILE] [--keep-going] [--out FOLDER]`: random processes, run
 * directly, restored at every step, folded from the journal and by the reference interpreter, which all must agree.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { asScenario } from '../packages/engine/test/proof/as-scenario.ts';
import { type Finding, newTally, proveSeed, replayCase } from '../packages/engine/test/proof/prove.ts';
import { PAIRS, pairName } from '../packages/engine/test/proof/rows.ts';
import { shrink } from '../packages/engine/test/proof/shrink.ts';

/** How many seeds a worker gets at a time. */
const PORTION = 25;
/** Seldom entered pairs that the report names, and how often a full run should enter each. */
const LEAST = 20;
const ENOUGH = 1_000;

interface Portion {
  readonly from: number;
  readonly cases: number;
  readonly steps: number;
  readonly pairs: readonly (readonly [string, number])[];
  readonly findings: readonly Finding[];
}

/** What a resumed run goes on from. */
interface Progress {
  readonly seed: number;
  /** The next seed that nobody has been given. */
  next: number;
  cases: number;
  steps: number;
  seconds: number;
  pairs: { [pair: string]: number };
  findings: number[];
}

if (process.send !== undefined && process.env.CIRCULA_PROVE_WORKER === '1') work();
else await main();

/** Answers each `from` with what its portion has come to. */
function work(): void {
  process.on('message', async (from: number) => {
    const tally = newTally();
    const findings: Finding[] = [];
    for (let seed = from; seed < from + PORTION; seed += 1) {
      const finding = await proveSeed(seed, tally);
      if (finding !== null) findings.push(finding);
    }
    const { cases, steps } = tally;
    process.send?.({ from, cases, steps, pairs: [...tally.pairs], findings } satisfies Portion);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '0' },
      workers: { type: 'string', default: '1' },
      resume: { type: 'string' },
      out: { type: 'string', default: 'test-artifacts/prove' },
      'keep-going': { type: 'boolean', default: false },
    },
  });
  const [cases, seed, workers] = [values.cases, values.seed, values.workers].map(Number);
  if (cases === undefined || seed === undefined || workers === undefined || !(cases > 0 && seed >= 0 && workers > 0)) {
    console.error('--cases and --workers are numbers from 1, --seed a number from 0.');
    process.exit(2);
  }
  const progress = values.resume === undefined ? fresh(seed) : resumed(values.resume, seed);
  if (progress.cases > 0) console.log(`goes on after ${progress.cases} cases, at seed ${progress.next}`);
  await runAll(progress, cases, workers, values.resume, values['keep-going'], values.out);
  report(progress);
  process.exit(progress.findings.length === 0 ? 0 : 1);
}

function fresh(seed: number): Progress {
  return { seed, next: seed, cases: 0, steps: 0, seconds: 0, pairs: {}, findings: [] };
}

function resumed(file: string, seed: number): Progress {
  if (!existsSync(file)) return fresh(seed);
  const found: Progress = JSON.parse(readFileSync(file, 'utf8'));
  if (found.seed === seed) return found;
  console.error(`${file} belongs to --seed ${found.seed}.`);
  process.exit(2);
}

/** Gives portions to the workers until there are enough cases, or something does not agree. */
function runAll(
  progress: Progress,
  cases: number,
  workers: number,
  file: string | undefined,
  keepsGoing: boolean,
  out: string,
): Promise<void> {
  const began = performance.now();
  const before = { cases: progress.cases, seconds: progress.seconds };
  const pending = new Map<ChildProcess, number>();
  let stopping = false;
  return new Promise((resolve, reject) => {
    const give = (worker: ChildProcess) => {
      if (stopping || progress.cases >= cases) {
        pending.delete(worker);
        worker.disconnect();
        if (pending.size === 0) resolve();
        return;
      }
      pending.set(worker, progress.next);
      worker.send(progress.next);
      progress.next += PORTION;
    };
    for (let count = 0; count < workers; count += 1) {
      const worker = fork(fileURLToPath(import.meta.url), [], {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, CIRCULA_PROVE_WORKER: '1' },
      });
      worker.on('message', async (portion: Portion) => {
        add(progress, portion);
        progress.seconds = before.seconds + (performance.now() - began) / 1000;
        const rate = (progress.cases - before.cases) / Math.max(0.001, progress.seconds - before.seconds);
        console.log(line(progress, cases, rate));
        for (const finding of portion.findings) {
          stopping ||= !keepsGoing;
          await keep(finding, out);
        }
        // what others are still at is done again by a resumed run
        const at = Math.min(
          progress.next,
          ...[...pending].flatMap(([other, from]) => (other === worker ? [] : [from])),
        );
        if (file !== undefined) writeFileSync(file, `${JSON.stringify({ ...progress, next: at })}\n`);
        give(worker);
      });
      worker.on('exit', (code) => {
        if (pending.has(worker))
          reject(new Error(`a worker ended with ${code} in seed ${pending.get(worker)} or after`));
      });
      give(worker);
    }
  });
}

function add(progress: Progress, portion: Portion): void {
  progress.cases += portion.cases;
  progress.steps += portion.steps;
  for (const [pair, count] of portion.pairs) progress.pairs[pair] = (progress.pairs[pair] ?? 0) + count;
  progress.findings.push(...portion.findings.map(({ seed }) => seed));
}

function line({ cases, steps, findings }: Progress, wanted: number, rate: number): string {
  const left = Math.max(0, Math.round((wanted - cases) / rate));
  const eta = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `${cases} of ${wanted} cases, ${steps} steps, ${findings.length} divergences, ${Math.round(rate)}/s, ${eta} left`;
}

/** Makes the case as small as it goes and writes it as a model with a scenario, and as an exact case. */
async function keep(finding: Finding, out: string): Promise<void> {
  console.log(`seed ${finding.seed}: ${finding.problem}`);
  const small = await shrink(finding);
  const folder = path.join(out, String(finding.seed));
  mkdirSync(folder, { recursive: true });
  const scenario = await asScenario(small, `seed ${finding.seed}`);
  const { xml, beginning, moments } = small;
  writeFileSync(path.join(folder, 'model.bpmn'), `${xml}\n`);
  writeFileSync(path.join(folder, 'scenario.json'), `${JSON.stringify(scenario, null, 2)}\n`);
  writeFileSync(path.join(folder, 'case.json'), `${JSON.stringify({ beginning, moments, xml }, null, 2)}\n`);
  console.log(`as small as it goes: ${await replayCase(small)}`);
  console.log(xml);
  console.log(JSON.stringify(scenario));
  console.log(`npm run circula -- scenario ${folder}/model.bpmn ${folder}/scenario.json`);
  console.log(
    `to keep it for ever: mv ${folder}/case.json packages/engine/test/proof/regressions/<what-was-wrong>.json`,
  );
}

function report({ cases, steps, seconds, findings, pairs }: Progress): void {
  const counts = PAIRS.map((pair): [string, number] => [pairName(pair), pairs[pairName(pair)] ?? 0]);
  counts.sort((a, b) => a[1] - b[1]);
  const enough = counts.filter(([, count]) => count >= ENOUGH).length;
  console.log(`\nelements in their contexts that were entered least, of ${PAIRS.length}:`);
  for (const [pair, count] of counts.slice(0, LEAST)) console.log(`${String(count).padStart(9)}  ${pair}`);
  console.log(`${enough} of ${PAIRS.length} were entered at least ${ENOUGH} times`);
  console.log(`${cases} cases, ${steps} steps, ${Math.round(seconds)} s, ${findings.length} divergences`);
}
