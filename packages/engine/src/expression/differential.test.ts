import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget, LIMITS, Stop } from './budget.ts';
import { compileFeel, compileFeelTests } from './compile.ts';
import { parse } from './syntax.ts';
import { randomExpression, randomTest, VARIABLES } from './testing/random-expressions.ts';
import { WalkScope, walk, walkTests } from './testing/tree-walker.ts';
import { literalOf } from './text-of.ts';
import { type Context, typeName, type Value } from './values.ts';

/** `FEEL_RUNS=100000 npx vitest run packages/engine/src/expression/differential.test.ts` is the full size. */
const RUNS = Number(process.env.FEEL_RUNS ?? 3_000);
const SEED = process.env.FEEL_SEED === undefined ? {} : { seed: Number(process.env.FEEL_SEED) };

const time = { at: Date.UTC(2026, 10, 24, 9, 30) };
const variables: Context = VARIABLES;

/** What an evaluation came to, as a text. Where either side ends for its budget there is nothing to compare. */
function shown(evaluate: () => Value): string | null {
  try {
    const value = evaluate();
    return `${typeName(value)} ${literalOf(value, new Budget(10_000_000))}`;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.code === 'range-too-large' ? error.code : null;
  }
}

function compiledOutcome(
  result: { ok: true; value: Value } | { ok: false; code: string; message: string },
): string | null {
  if (!result.ok) {
    if (result.code === 'expression-failed') throw new Error(result.message);
    return result.code === 'range-too-large' ? result.code : null;
  }
  return shown(() => result.value);
}

function newRun() {
  return { budget: new Budget(2_000_000), time, variables, warnings: [] };
}

test(
  `compiled and interpreted expressions agree (${RUNS})`,
  () => {
    let compared = 0;
    fc.assert(
      fc.property(randomExpression, (source) => {
        const parsed = parse(source, 'expression', null, LIMITS);
        if (!parsed.ok) return;
        const compiled = compileFeel(source);
        if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
        const ours = compiledOutcome(compiled.feel.evaluate(variables, { ...time, budget: new Budget(2_000_000) }));
        const theirs = shown(() => walk(parsed.root, new WalkScope(variables), newRun()));
        if (ours === null || theirs === null) return;
        compared += 1;
        expect(ours, source).toBe(theirs);
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(compared).toBeGreaterThan(RUNS * 0.8);
  },
  RUNS * 20 + 60_000,
);

test(
  `compiled and interpreted unary tests agree (${Math.ceil(RUNS / 4)})`,
  () => {
    fc.assert(
      fc.property(randomExpression, randomTest, (input, source) => {
        const parsed = parse(source, 'unary-tests', null, LIMITS);
        const inputTree = parse(input, 'expression', null, LIMITS);
        if (!parsed.ok || !inputTree.ok) return;
        const compiled = compileFeelTests(source);
        if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
        let value: Value;
        try {
          value = walk(inputTree.root, new WalkScope(variables), newRun());
        } catch {
          return;
        }
        const ours = compiledOutcome(compiled.tests.evaluate(value, variables, time));
        const theirs = shown(() => walkTests(parsed.root, value, new WalkScope(variables), newRun()) === true);
        if (ours !== null && theirs !== null) expect(ours, `${input} :: ${source}`).toBe(theirs);
      }),
      { numRuns: Math.ceil(RUNS / 4), ...SEED },
    );
  },
  RUNS * 20 + 60_000,
);
