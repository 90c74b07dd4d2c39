import { expect, test } from 'vitest';
import type { Variables } from '../kernel/types.ts';
import { checkExpression, compileUnaryTests, complete, evaluateFeel } from './index.ts';
import { HOSTILE } from './testing/hostile-expressions.ts';

/** The bar: milliseconds of processor time, so that what else a shared machine does is not counted. */
const BAR = 250;

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const variables: Variables = {
  long: 'a'.repeat(30_000),
  list: Array.from({ length: 10_000 }, (_, index) => index),
  contexts: Array.from({ length: 5_000 }, (_, index) => ({ index })),
  poisoned: JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  answers: { x: 1 },
};

const CODES: ReadonlySet<string> = new Set([
  ...['expression-syntax', 'expression-too-large', 'expression-unsupported', 'budget-exceeded', 'range-too-large'],
  ...['value-too-large', 'result-not-data', 'result-not-exact'],
]);

test('there are at least 500 of them', () => expect(HOSTILE.length).toBeGreaterThanOrEqual(500));

test.each(
  HOSTILE.map((source, index) => [
    `${index} ${source.length > 70 ? `${source.slice(0, 60)}… (${source.length})` : source}`,
    source,
  ]),
)('%s', (_, source) => {
  const start = processorTime();
  const result = evaluateFeel(source, variables, { at: 0 });
  const tests = compileUnaryTests(source);
  if (tests.ok) tests.tests.evaluate(1, variables, { at: 0 });
  const elapsed = processorTime() - start;
  if (!result.ok) {
    expect(CODES).toContain(result.code);
    expect(result.message).not.toBe('');
    expect(result.message).not.toContain('call stack');
  }
  expect(JSON.stringify(result).length).toBeLessThan(1_000_000);
  expect(JSON.stringify(result)).not.toContain('polluted');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(elapsed).toBeLessThan(BAR);
});

test('checking and completing them is no attack either', () => {
  for (const source of HOSTILE) {
    const start = processorTime();
    checkExpression(source, { long: { kind: 'string' }, list: { kind: 'list', element: { kind: 'number' } } });
    complete(source, source.length, {});
    expect(processorTime() - start, source.slice(0, 80)).toBeLessThan(BAR);
  }
});
