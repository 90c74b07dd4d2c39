import { describe, expect, test } from 'vitest';
import { checkExpression, checkUnaryTests, complete, type FeelType } from './index.ts';

const number: FeelType = { kind: 'number' };
const text: FeelType = { kind: 'string' };
const scope: Readonly<Record<string, FeelType>> = {
  suprafata: text,
  arie: number,
  'fee amount': number,
  due: { kind: 'date' },
  applicant: { kind: 'context', entries: { name: text, age: number } },
  parcels: { kind: 'list', element: { kind: 'context', entries: { area: number, owner: text } } },
  anything: { kind: 'any' },
};

describe('check', () => {
  test.each([
    'arie > 100 and suprafata = "x"',
    'parcels[area > 10].owner',
    'sum(parcels.area) + arie',
    'for p in parcels return p.area * 2',
    'some p in parcels satisfies p.owner = applicant.name',
    'due + duration("P3D") > today()',
    'due.year + arie',
    'anything.x.y > 1 or anything = "x"',
    'arie in [1..5]',
    'if anything then 1 else 2',
    '{a: arie, b: a + 1}.b',
    'sort(parcels, function(x, y) x.area < y.area)',
    'fee amount * 2',
    'applicant = null',
    'date and time("2026-11-24T10:00:00") - due',
    // variables that may have the names of functions
    'count > 1 or date = due or -number * min + sum < 3',
    'if max then "a" else "b"',
  ])('%s: nothing to say', (source) => expect(checkExpression(source, scope).problems).toEqual([]));

  test.each([
    ['ari > 1', 'unknown-name', 0, 'is "arie" meant'],
    ['applicant.nam', 'unknown-name', 10, 'is "name" meant'],
    ['parcels[aera > 1]', 'unknown-name', 8, 'is "area" meant'],
    ['due.hour', 'unknown-name', 4, 'due has no "hour"'],
    ['suprafata > 100', 'impossible-comparison', 0, 'compares a string with a number'],
    ['arie between 1 and "x"', 'impossible-comparison', 0, 'number with a string'],
    ['suprafata * 2', 'impossible-operation', 0, '"suprafata" is a string'],
    ['arie and true', 'not-a-condition', 0, 'true or false is needed'],
    ['if arie then 1 else 2', 'not-a-condition', 3, 'true or false'],
    ['upper case(arie)', 'wrong-arguments', 11, '"upper case" needs a string'],
    ['upper case("a", "b")', 'wrong-arguments', 0, 'upper case(string: string): string'],
    ['upercase("a")', 'unknown-function', 0, 'no function "upercase"'],
    ['arie instance of nummer', 'unknown-type', 17, 'not a type'],
    ['1 +', 'syntax', 3, 'ends too early'],
  ])('%s: %s at %i', (source, code, position, message) => {
    const { problems } = checkExpression(source, scope);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ code, position });
    expect(problems.map((one) => one.message).join()).toContain(message);
  });

  test('what is expected', () => {
    const { problems, type } = checkExpression('arie + 1', scope, { expects: { kind: 'boolean' } });
    expect(type).toEqual({ kind: 'number' });
    expect(problems[0]?.message).toBe('The result is a number, a boolean is needed.');
  });

  test('cells of tables', () => {
    expect(checkUnaryTests('> 5, [1..3]', number, scope).problems).toEqual([]);
    expect(checkUnaryTests('> "x"', number, scope).problems).toMatchObject([{ code: 'impossible-comparison' }]);
  });
});

describe('complete', () => {
  const labels = (source: string, position = source.length) =>
    complete(source, position, scope).map((one) => one.label);

  test('variables and functions by their beginning', () => {
    expect(labels('1 + ar')).toEqual(['arie']);
    expect(labels('round ha')).toEqual(['round half up', 'round half down']);
    expect(labels('if arie > 1 then fee')).toContain('fee amount');
    expect(labels('da')).toEqual(['date', 'date and time', 'day of year', 'day of week']);
  });

  test('entries and properties after a dot', () => {
    expect(labels('applicant.')).toEqual(['name', 'age']);
    expect(labels('parcels[1].a')).toEqual(['area']);
    expect(labels('1 + due.y')).toEqual(['year']);
    expect(labels('if applicant.a')).toEqual(['age']);
  });

  test('nothing inside texts; what replaces what', () => {
    expect(labels('"ar')).toEqual([]);
    expect(complete('arie + app', 10, scope)).toEqual([
      {
        label: 'applicant',
        kind: 'variable',
        detail: 'context<name: string, age: number>',
        insert: 'applicant',
        from: 7,
      },
      expect.objectContaining({ label: 'append', insert: 'append(' }),
    ]);
  });
});
