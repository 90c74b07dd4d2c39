import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, option, table } from '../figures.ts';
import { CASES } from './cases.ts';
import { measureImports } from './measure-import.ts';

/**
 * Speed and size of the engine beside its peers: `npm run bench -- engine [--processes 5] [--milliseconds 800]`. Every
 * figure is the median of several processes. Prints tables and writes `bench/engine/result.json`.
 */
const here = path.dirname(fileURLToPath(import.meta.url));
const processes = Number(option('processes', '5'));
const milliseconds = Number(option('milliseconds', '800'));
const SUBJECTS = ['circula', 'circula Engine', 'limit', 'bpmn-engine', 'bpmn-elements', 'wfjs'] as const;
const SIZES = [
  'waiting user task',
  'waiting permit',
  'waiting user task in bpmn-engine',
  'model of 500 elements',
  'crowd of 10,000',
];
type Speed = { readonly perSecond: number } | { readonly cannot: string };

/**
 * The package as it would be published, and the subjects as plain JavaScript: a loader that compiles on the fly adds
 * calls of its own to what is measured.
 */
function build(): void {
  const engine = path.join(here, '..', '..', 'packages', 'engine');
  const tsdown = path.join(engine, 'node_modules', '.bin', 'tsdown');
  const run = (cwd: string, ...args: readonly string[]) =>
    execFileSync(tsdown, [...args, '--logLevel', 'error'], {
      cwd,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  run(engine, '--no-dts');
  const entries = ['measure-speed.ts', 'measure-size.ts'].map((name) => path.join('engine', name));
  run(path.join(here, '..'), ...entries, '--no-config', '--platform', 'node', '--out-dir', path.join('engine', 'dist'));
}

function child<T>(script: string, ...args: string[]): T {
  const given = ['--expose-gc', path.join(here, 'dist', script), ...args];
  const { stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8', timeout: 120_000 });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(`${script} ${args.join(' ')}: ${stderr}`);
  return JSON.parse(line);
}

function speedOf(subject: string, name: string): Speed {
  const rates: number[] = [];
  for (let round = 0; round < processes; round += 1) {
    const speed = child<Speed>('measure-speed.mjs', subject, name, String(milliseconds / 2), String(milliseconds));
    if ('cannot' in speed) return speed;
    rates.push(speed.perSecond);
  }
  return { perSecond: median(rates) };
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });

console.log(
  `${cpus()[0]?.model.trim()}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}; ${processes} processes each\n`,
);
build();
const speeds: { [name: string]: { [subject: string]: Speed } } = {};
for (const { name, title } of CASES) {
  const row: { [subject: string]: Speed } = {};
  for (const subject of SUBJECTS) row[subject] = speedOf(subject, name);
  speeds[name] = row;
  console.error(`measured: ${title}`);
}
console.log('Elements per second of one core\n');
table(
  ['case', ...SUBJECTS],
  CASES.map(({ name, title }) => [
    title,
    ...SUBJECTS.map((subject) => {
      const speed = speeds[name]?.[subject];
      return speed !== undefined && 'perSecond' in speed ? number(speed.perSecond) : '–';
    }),
  ]),
);
const against = ['bpmn-engine', 'bpmn-elements', 'wfjs', 'limit'] as const;
console.log('\nHow many times as fast as …, pure steps (and the in-memory Engine)\n');
table(
  ['case', ...against],
  CASES.map(({ name, title }) => [
    title,
    ...against.map((peer) => {
      const [steps, host, other] = [speeds[name]?.circula, speeds[name]?.['circula Engine'], speeds[name]?.[peer]];
      if (!steps || !host || !other || 'cannot' in steps || 'cannot' in host || 'cannot' in other) return '–';
      const [first, second] = [steps, host].map(({ perSecond }) => perSecond / other.perSecond);
      return peer === 'limit'
        ? `1/${number(1 / (first ?? 0))} (1/${number(1 / (second ?? 0))})`
        : `${number(first ?? 0)} (${number(second ?? 0)})`;
    }),
  ]),
);
for (const { name, title } of CASES) {
  for (const [subject, speed] of Object.entries(speeds[name] ?? {})) {
    if ('cannot' in speed) console.log(`not yet: ${title}, ${subject}: ${speed.cannot}`);
  }
}
console.log('\nSizes and other times\n');
const sizes: { [name: string]: { readonly [figure: string]: number } } = {};
for (const what of SIZES) {
  const found = Array.from({ length: Math.min(processes, 3) }, () =>
    child<Record<string, number>>('measure-size.mjs', what),
  );
  sizes[what] = Object.fromEntries(
    Object.keys(found[0] ?? {}).map((figure) => [figure, median(found.map((one) => one[figure] ?? Number.NaN))]),
  );
}
sizes.imports = measureImports();
table(
  ['what', 'figure', 'value'],
  Object.entries(sizes).flatMap(([what, figures]) =>
    Object.entries(figures).map(([figure, value]) => [what, figure, number(value)]),
  ),
);
const result = { node: process.version, cpu: cpus()[0]?.model, processes, milliseconds, speeds, sizes };
writeFileSync(path.join(here, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
