/**
 * Speed of FEEL: `npm run bench -- feel`. Each line is measured in the same process as its peers: feelin and js-feel, which parse
 * at each call (js-feel once more with a tree that it has parsed before), and a plain JavaScript closure that does the same.
 * Medians of five rounds of processor time.
 */
import { createRequire } from 'node:module';
import { compileExpression } from '../../packages/engine/src/feel.ts';
import type { Json } from '../../packages/engine/src/index.ts';
import { perSecond, perSecondAwaited, perSecondInTurn, rate, ratio } from './measure.ts';

const { evaluate } = createRequire(new URL('../../packages/engine/package.json', import.meta.url))('feelin');

interface JsFeel {
  parse(source: string): { build(context: object): Promise<unknown> };
}
const jsFeel = loadJsFeel();

/** Null, with a word, where the peers of the benchmark are not installed. */
function loadJsFeel(): JsFeel | null {
  try {
    return createRequire(import.meta.url)('js-feel')().feel;
  } catch {
    console.log('js-feel is not installed; `npm run bench -- feel` installs it.');
    return null;
  }
}

async function jsFeelOf(source: string, context: object): Promise<Record<string, number>> {
  if (jsFeel === null) return {};
  const parsed = jsFeel.parse(source);
  return {
    'js-feel': await perSecondAwaited(() => jsFeel.parse(source).build(context)),
    'js-feel, parsed before': await perSecondAwaited(() => parsed.build(context)),
  };
}

function compiled(source: string) {
  const result = compileExpression(source);
  if (!result.ok) throw new Error(`${source}: ${result.message}`);
  return result.expression;
}

const time = { at: 0 };
const twenty: Record<string, Json> = { amount: 250, status: 'ok' };
for (let index = 2; index < 20; index += 1) twenty[`variable${index}`] = index % 2 === 0 ? index : `text ${index}`;

const nested = (depth: number): Json =>
  depth === 0 ? 'leaf' : Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`k${index}`, nested(depth - 1)]));
// the same variables but for the size of one, so that only that is compared
const flat = { ...twenty, archive: 'leaf' };
const large = { ...twenty, archive: nested(5) };

let failed = 0;
function report(name: string, ours: number, peers: Record<string, number>, goal: number): void {
  const others = Object.entries(peers).map(([peer, value]) => `${peer} ${rate(value)} (${ratio(ours, value)})`);
  const met = ours >= goal;
  if (!met) failed += 1;
  console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${rate(ours)}, goal ${rate(goal)}; ${others.join('; ')}`);
}

const condition = 'amount > 100 and status = "ok"';
const ours = compiled(condition);
const closure = (context: { amount?: number; status?: string }) =>
  (context.amount ?? 0) > 100 && context.status === 'ok';
const [small = 0, beside = 0, big = 0] = perSecondInTurn(
  () => ours.evaluate(twenty, time),
  () => ours.evaluate(flat, time),
  () => ours.evaluate(large, time),
);
report(
  'condition over 20 variables',
  small,
  {
    feelin: perSecond(() => evaluate(condition, twenty)),
    ...(await jsFeelOf(condition, twenty)),
    closure: perSecond(() => closure(twenty)),
  },
  5e6,
);

report(
  'the same with a large nested context',
  big,
  {
    'a leaf in its place': beside,
    feelin: perSecond(() => evaluate(condition, large)),
    ...(await jsFeelOf(condition, large)),
  },
  beside * 0.8,
);

const all = Object.keys(twenty)
  .map((name) => (typeof twenty[name] === 'number' ? `${name} > 1` : `${name} != "x"`))
  .join(' and ');
const reading = compiled(all);
report(
  'condition that reads all 20 variables',
  perSecond(() => reading.evaluate(twenty, time)),
  { feelin: perSecond(() => evaluate(all, twenty)), ...(await jsFeelOf(all, twenty)) },
  2e6,
);

const forty = 'amount > 100 and status = "ok" or not(x)';
const compileRate = perSecond(() => compileExpression(forty));
report('compile 40 characters', compileRate, {}, 10_000);

const loop = 'sum(for x in values return x * 2)';
const values = Array.from({ length: 50 }, (_, index) => index);
const summed = compiled(loop);
report(
  'for with sum over 50 items',
  perSecond(() => summed.evaluate({ values }, time)),
  {
    feelin: perSecond(() => evaluate(loop, { values })),
    closure: perSecond(() => values.map((x) => x * 2).reduce((a, b) => a + b, 0)),
  },
  200_000,
);

const formula = 'a + b * c - d';
const money = compiled(formula);
const cents = { a: 14.25, b: 0.01, c: 1250.5, d: 3.1 };
const whole = { a: 14, b: 2, c: 1250, d: 3 };
const [exact = 0, plain = 0] = perSecondInTurn(
  () => money.evaluate(cents, time),
  () => money.evaluate(whole, time),
);
const binary = ({ a, b, c, d }: typeof cents) => a + b * c - d;
report(
  'exact money arithmetic (within 5 times of plain numbers)',
  exact,
  {
    'plain numbers': plain,
    feelin: perSecond(() => evaluate(formula, cents)),
    ...(await jsFeelOf(formula, cents)),
    closure: perSecond(() => binary(cents)),
  },
  plain / 5,
);

const third = compiled('a / 3 * 3');
report(
  'beyond 15 digits (decimals of 34)',
  perSecond(() => third.evaluate({ a: 1 }, time)),
  { feelin: perSecond(() => evaluate('a / 3 * 3', { a: 1 })) },
  100_000,
);

const dates = compiled('date(due) + duration("P10D") > date("2026-11-25")');
report(
  'date arithmetic',
  perSecond(() => dates.evaluate({ due: '2026-11-24' }, time)),
  { feelin: perSecond(() => evaluate('date(due) + duration("P10D") > date("2026-11-25")', { due: '2026-11-24' })) },
  500_000,
);

process.exitCode = failed > 0 ? 1 : 0;
