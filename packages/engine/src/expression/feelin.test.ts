import fc from 'fast-check';
import { evaluate } from 'feelin';
import { describe, expect, test } from 'vitest';
import { evaluateFeel } from './index.ts';

/**
 * A second opinion: feelin, the other implementation of FEEL in JavaScript. Random expressions of known types, where both
 * claim the same semantics, must agree; where they differ, the expression stands below with the reason.
 */
const RUNS = Number(process.env.FEEL_RUNS ?? 3_000);

const variables = { n: 7, m: -2, word: 'certificat', flag: true, list: [3, 1, 2], people: [{ age: 17 }, { age: 44 }] };

const { number, boolean, list } = fc.letrec<{ number: string; boolean: string; list: string }>((tie) => {
  const [n, b, l] = [tie('number'), tie('boolean'), tie('list')];
  const join = (...parts: readonly (string | fc.Arbitrary<string>)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));
  const small = fc.integer({ min: 0, max: 20 }).map(String);
  return {
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'number' },
      { weight: 3, arbitrary: small },
      { weight: 2, arbitrary: fc.constantFrom('n', 'm', 'people[1].age', 'list[-1]') },
      { weight: 3, arbitrary: join('(', n, fc.constantFrom(' + ', ' - ', ' * '), n, ')') },
      { weight: 1, arbitrary: join('(if ', b, ' then ', n, ' else ', n, ')') },
      { weight: 1, arbitrary: join(fc.constantFrom('abs', 'floor', 'ceiling'), '(', n, ')') },
      { weight: 1, arbitrary: join('count(', l, ')') },
      { weight: 1, arbitrary: join('{a: ', n, ', b: a + 1}.b') },
      { weight: 1, arbitrary: join('(function(x) x * 2)(', n, ')') },
    ),
    boolean: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'boolean' },
      { weight: 2, arbitrary: fc.constantFrom('true', 'false', 'flag', 'word = "certificat"', 'contains(word, "x")') },
      { weight: 3, arbitrary: join('(', n, fc.constantFrom(' < ', ' <= ', ' > ', ' >= ', ' = ', ' != '), n, ')') },
      { weight: 2, arbitrary: join('(', b, fc.constantFrom(' and ', ' or '), b, ')') },
      { weight: 1, arbitrary: join('not(', b, ')') },
      { weight: 1, arbitrary: join('(', n, ' in [', small, '..', '40])') },
      { weight: 1, arbitrary: join('(', n, ' between ', small, ' and 40)') },
      { weight: 1, arbitrary: join('(some x in ', l, ' satisfies x > ', n, ')') },
      { weight: 1, arbitrary: join('(every x in ', l, ' satisfies x > ', n, ')') },
      { weight: 1, arbitrary: join('list contains(', l, ', ', n, ')') },
    ),
    list: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'list' },
      { weight: 2, arbitrary: fc.constantFrom('list', 'people.age', 'people[age > 18].age') },
      { weight: 2, arbitrary: join('[', n, ', ', n, ']') },
      { weight: 1, arbitrary: join('(for x in ', l, ' return x + ', n, ')') },
      { weight: 1, arbitrary: join('(for x in 1..4 return x * ', n, ')') },
      { weight: 1, arbitrary: join('append(', l, ', ', n, ')') },
      { weight: 1, arbitrary: join('reverse(', l, ')') },
      { weight: 1, arbitrary: join('concatenate(', l, ', ', l, ')') },
      { weight: 1, arbitrary: join('sort(', l, ', function(x, y) x < y)') },
    ),
  };
});

test(
  'agrees on arithmetic, logic, lists, loops and functions',
  () => {
    fc.assert(
      fc.property(fc.oneof(number, boolean, list), (source) => {
        const ours = evaluateFeel(source, variables, { at: 0 });
        // there is no -0 among decimals, nor in JSON
        const theirs: unknown = JSON.parse(JSON.stringify(evaluate(source, variables).value));
        expect(ours, source).toMatchObject({ ok: true, value: theirs });
      }),
      { numRuns: Math.min(RUNS, 20_000) },
    );
  },
  RUNS * 20 + 60_000,
);

describe('differs, with a reason', () => {
  test.each<[string, unknown, unknown, string]>([
    ['0.1 + 0.2', 0.3, 0.30000000000000004, 'numbers are decimals (10.3.2.3.1)'],
    ['9007199254740993 - 9007199254740992', 1, 0, 'numbers have 34 digits (10.3.2.3.1)'],
    ['1.1 * 1.1', 1.21, 1.2100000000000002, 'numbers are decimals (10.3.2.3.1)'],
    ['1 / 3 * 3', 1, 1, 'a third has 34 digits here; the nearest JSON number of the product is 1'],
    ['round half up(1.005, 2)', 1.01, 1, 'ties are those of the decimal (10.3.4.5)'],
    ['0 between 1 and 0', false, true, 'between is two comparisons (table 55), bounds are not exchanged'],
  ])('%s', (source, expected, theirs) => {
    expect(evaluateFeel(source, variables, { at: 0 })).toMatchObject({ ok: true, value: expected });
    expect(evaluate(source, variables).value).toEqual(theirs);
  });
});
