import { describe, expect, test } from 'vitest';
import type { Json, Variables } from '../kernel/types.ts';
import { compileExpression, compileUnaryTests, evaluateFeel, roundMoney, toBani } from './index.ts';

const AT = Date.UTC(2026, 10, 24, 22, 30); // already the 25th in Bucharest
const variables: Variables = {
  suprafata: 320.5,
  mediu: 'urban',
  answers: { cnp: '1900101120013', tags: ['a', 'b'], parcels: [{ area: 10 }, { area: 250 }] },
  due: '2026-12-17',
  'fee amount': 7,
  empty: null,
};

function value(source: string, given: Variables = variables): Json {
  const result = evaluateFeel(source, given, { at: AT });
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

const cases: readonly (readonly [string, Json])[] = [
  ['1 + 2 * 3', 7],
  ['0.1 + 0.2', 0.3],
  ['-suprafata', -320.5],
  ['2 ** 10', 1024],
  ['10 / 4', 2.5],
  ['1 / 0', null],
  ['"a" + "b"', 'ab'],
  ['1 + "a"', null],
  ['suprafata > 150 and mediu = "urban"', true],
  ['suprafata > 150 and missing', null],
  ['false and missing', false],
  ['true or missing', true],
  ['missing = null', true],
  ['empty != "x"', true],
  ['"1" = 1', null],
  ['suprafata in [251..500]', true],
  ['suprafata in (1, 2, > 300)', true],
  ['mediu in ("rural", "urban")', true],
  ['suprafata between 1 and 400', true],
  ['if missing then 1 else 2', 2],
  ['fee amount * 2', 14],
  ['answers.parcels.area', [10, 250]],
  ['answers.parcels[area > 100].area', [250]],
  ['answers.parcels[1].area', 10],
  ['answers.parcels[-1].area', 250],
  ['answers.tags[item = "b"]', ['b']],
  ['answers.constructor', null],
  ['answers.__proto__', null],
  ['mediu.length', null],
  ['[1, 2, 3][item > 1]', [2, 3]],
  ['[1, 2, 3][> 1]', [2, 3]],
  ['[][1]', null],
  ['for x in 1..3 return x * x', [1, 4, 9]],
  ['for x in 3..1 return x', [3, 2, 1]],
  ['for x in 1..2, y in [10, 20] return x + y', [11, 21, 12, 22]],
  ['for x in 1..3 return count(partial)', [0, 1, 2]],
  ['some x in answers.tags satisfies x = "b"', true],
  ['every x in answers.parcels satisfies x.area > 5', true],
  ['every x in [] satisfies x > 5', true],
  ['{a: 1, b: a + 1, "c d": b}', { a: 1, b: 2, 'c d': 2 }],
  ['{twice: function(x) x * 2, r: twice(4)}.r', 8],
  ['{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r', 120],
  ['sum([0.1, 0.2, 0.3])', 0.6],
  ['sum(0.1, 0.2)', 0.3],
  ['max(answers.parcels.area)', 250],
  ['min("b", "a")', 'a'],
  ['median([10, 2, 1])', 2],
  ['mean([1, 2])', 1.5],
  ['modulo(-5, 3)', 1],
  ['decimal(1.005, 2)', 1],
  ['round half up(1.005, 2)', 1.01],
  ['round half up(-2.5, 0)', -3],
  ['round half down(2.5, 0)', 2],
  ['round up(1.121, 2)', 1.13],
  ['round down(-1.129, 2)', -1.12],
  ['floor(-1.5)', -2],
  ['ceiling(1.2)', 2],
  ['string length("ăâ")', 2],
  ['upper case("ștampilă")', 'ȘTAMPILĂ'],
  ['substring("certificat", 1, 4)', 'cert'],
  ['contains("certificat", "tif")', true],
  ['string join(["a", "b"], "-")', 'a-b'],
  ['matches("CF 12345", "^CF [0-9]+$")', true],
  ['matches("AB", "b", "i")', true],
  ['replace("a1b2", "([0-9])", "<$1>")', 'a<1>b<2>'],
  ['split("a;b;;c", ";")', ['a', 'b', '', 'c']],
  ['list contains([1, 2], 2)', true],
  ['index of([1, 2, 1], 1)', [1, 3]],
  ['distinct values([1, 1, {a: 1}, {a: 1}])', [1, { a: 1 }]],
  ['union([1], [2, 1])', [1, 2]],
  ['sort([3, 1, 2], function(x, y) x < y)', [1, 2, 3]],
  ['append([1], 2)', [1, 2]],
  ['flatten([1, [2, [3]]])', [1, 2, 3]],
  ['get value({a: 1}, "a")', 1],
  ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
  ['substring(string: "abc", start position: 2)', 'bc'],
  ['date("2026-11-24") + duration("P1D")', '2026-11-25'],
  ['date(due) - date("2026-12-10")', 'P7D'],
  ['date(due).year', 2026],
  ['date(due) > date("2026-01-01")', true],
  ['@"2026-11-24" < @"2026-11-25"', true],
  ['duration("PT1H") * 3', 'PT3H'],
  ['-duration("P1D")', '-P1D'],
  ['duration("P1D") > duration("PT1H")', true],
  ['years and months duration(date("2025-01-01"), date("2026-03-01"))', 'P1Y2M'],
  ['date and time("2026-11-24T10:00:00Z") + @"PT30M"', '2026-11-24T10:30:00Z'],
  ['date and time("2026-11-24T10:00:00")', '2026-11-24T10:00:00'],
  ['date and time(date("2026-11-24"), time("10:00:00"))', '2026-11-24T10:00:00'],
  ['now()', '2026-11-25T00:30:00+02:00'],
  ['today()', '2026-11-25'],
  ['date(now()) = today()', true],
  ['day of week(date("2026-11-24"))', 'Tuesday'],
  ['suprafata instance of number', true],
  ['[1] instance of list<string>', false],
  ['number("12.5")', 12.5],
  ['number("0x10")', null],
  ['number("1 200,5", " ", ",")', 1200.5],
  ['string(1.5)', '1.5'],
  ['"\\u0103\\n"', 'ă\n'],
  ['1 // comment', 1],
  ['during(5, [1..10])', true],
  ['0.1 + 0.2 = 0.3', true],
  ['1 / 3 * 3 = 1', false],
  ['9007199254740993 - 9007199254740992', 1],
  ['1e400 / 1e399', 10],
  ['1e-400 > 0', true],
  ['1e7000', null],
  ['modulo(1e30 + 0.5, 7)', 1.5],
  ['matches("abab", "^(ab)\\\\1$")', true],
  ['matches("aba", "((a)b)\\\\1")', null],
  ['(function(d: date and time) d.time offset)(date("2026-11-24"))', 'PT0S'],
];

describe('expressions', () => {
  test.each([
    ['count(list) > count', true],
    ['items[date(date) > date("2026-06-01")].n', [2]],
    ['list[count(list) = count + 1]', [5, 7]],
    ['for date in days return date(date)', ['2026-01-01']],
  ])('%s: a value with the name of a function hides no call of it', (source, wanted) => {
    const items = [
      { n: 1, date: '2026-01-01' },
      { n: 2, date: '2026-07-01' },
    ];
    expect(value(source, { count: 1, list: [5, 7], items, days: ['2026-01-01'] })).toEqual(wanted);
  });

  test.each(cases)('%s', (source, expected) => expect(value(source)).toEqual(expected));

  test('names read, without local names and functions', () => {
    const source = 'for p in answers.parcels return p.area * tarif + count(fee amount) + {x: y, z: x}.z';
    const result = compileExpression(source);
    expect(result.ok && result.expression.reads).toEqual(['answers', 'fee amount', 'tarif', 'y']);
  });

  test('names with operator characters must be announced', () => {
    const result = compileExpression('plot-area + 1', { names: ['plot-area'] });
    expect(result.ok && result.expression.reads).toEqual(['plot-area']);
    expect(result.ok && result.expression.evaluate({ 'plot-area': 4 }, { at: AT })).toMatchObject({ value: 5 });
  });

  test('a whole number of which JSON would keep another one is refused, not changed', () => {
    const refused = evaluateFeel('{ account: 9007199254740992 + 1 }', {}, { at: AT });
    expect(refused).toMatchObject({ ok: false, code: 'result-not-exact' });
    expect(refused.ok ? '' : refused.message).toContain('9007199254740993 has more digits');
    expect(value('string(9007199254740992 + 1)')).toBe('9007199254740993');
    expect([value('9007199254740992'), value('10 ** 30'), value('1 / 3')]).toEqual([9007199254740992, 1e30, 1 / 3]);
  });

  test('a null result says why', () => {
    expect(evaluateFeel('suprafata + lipsa', variables, { at: AT })).toEqual({
      ok: true,
      value: null,
      warnings: [
        { code: 'unknown-name', message: '"lipsa" is not known here', position: 12 },
        { code: 'invalid-type', message: '"lipsa" is null, a number is needed', position: 0 },
      ],
    });
  });

  test.each([
    ['1 +', 'expression-syntax', 3],
    ['', 'expression-syntax', 0],
    ['a ==', 'expression-syntax', 4],
    ['#{x > 1}', 'expression-syntax', 0],
    ['unknown(1)', 'expression-unsupported', 0],
    ['upper case("a", "b")', 'expression-unsupported', 0],
    ['substring(text: "abc")', 'expression-unsupported', 0],
    ['during(1)', 'expression-unsupported', 0],
    ['random number()', 'expression-unsupported', 0],
    ['{a: 1, a: 2}', 'expression-unsupported', 7],
  ])('%s is refused at position', (source, code, position) => {
    expect(compileExpression(source)).toMatchObject({ ok: false, code, position });
  });
});

describe('unary tests', () => {
  test.each<[string, Json, boolean]>([
    ['-', 1, true],
    ['"urban"', 'urban', true],
    ['"urban", "rural"', 'rural', true],
    ['not("urban")', 'rural', true],
    ['> 5', 6, true],
    ['<= 150', 150, true],
    ['<= 150', null, false],
    ['(150..250]', 150, false],
    ['(150..250]', 250, true],
    [']150..250[', 250, false],
    ['? > 5 and ? < 10', 7, true],
    ['contains(?, "x")', 'axb', true],
    ['mediu = "urban"', 'whatever', true],
    ['true', false, false],
    ['false', false, true],
    ['true', null, false],
    ['false', null, false],
    ['true, false', null, false],
    ['null', null, true],
    ['date("2026-01-01")', 'x', false],
    ['[1, 2, 3]', 2, true],
    ['suprafata', 320.5, true],
    ['> suprafata', 400, true],
    ['!= 3', 4, true],
  ])('%s holds of %j: %s', (source, input, expected) => {
    const result = compileUnaryTests(source);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.tests.evaluate(input, variables, { at: AT })).toMatchObject({ value: expected });
  });
});

test('money', () => {
  expect([1.005, 14.675, -0.005, 2.345].map(roundMoney)).toEqual([1.01, 14.68, -0.01, 2.35]);
  expect([14.675, 0.29, 1_000_000.1].map(toBani)).toEqual([1468, 29, 100_000_010]);
});

describe('sources of thousands of characters', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

  test('hold texts of any words, and no names of very many', () => {
    expect(value(`string length("${words(1_500)}")`)).toBe(7_499);
    expect(evaluateFeel(words(1_500), {}, { at: AT })).toMatchObject({ ok: false, code: 'expression-too-large' });
  });

  test('say where they are faulty', () => {
    const sum = Array.from({ length: 600 }, () => '1').join(' + ');
    expect(evaluateFeel(`${sum} + )`, {}, { at: AT })).toMatchObject({
      ok: false,
      code: 'expression-syntax',
      message: 'The expression is not FEEL from ")" on.',
    });
  });
});
