import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  computeDeadline,
  type DeadlineEvent,
  type DeadlineRule,
  dayAt,
  endOfDay,
  explainStep,
  orthodoxEaster,
  romanianCalendar,
  romanianHolidays,
  startOfDay,
  workingDaysBetween,
} from './index.ts';

const calendar = romanianCalendar();
const rule = (amount: number, unit: DeadlineRule['unit'], traits: Partial<DeadlineRule> = {}): DeadlineRule => ({
  amount,
  unit,
  excludeFirst: true,
  excludeLast: false,
  rollToWorkingDay: false,
  ...traits,
});
const free = { excludeLast: true, rollToWorkingDay: true };

test.each([
  [2024, '2024-05-05'],
  [2025, '2025-04-20'],
  [2026, '2026-04-12'],
  [2027, '2027-05-02'],
  [2028, '2028-04-16'],
  [2029, '2029-04-08'],
  [2030, '2030-04-28'],
])('Orthodox Easter of %d', (year, day) => expect(orthodoxEaster(year)).toBe(day));

test('holidays as they came into force', () => {
  expect(romanianHolidays(2026).map(({ day }) => day.slice(5))).toEqual(
    '01-01 01-02 01-06 01-07 01-24 04-10 04-12 04-13 05-01 05-31 06-01 08-15 11-30 12-01 12-25 12-26'.split(' '),
  );
  expect([2009, 2012, 2017, 2018, 2023, 2024].map((year) => romanianHolidays(year).length)).toEqual([
    11, 12, 14, 15, 15, 17,
  ]);
});

test.each<[string, DeadlineRule, string, string]>([
  ['15 working days', rule(15, 'working-days'), '2026-11-24', '2026-12-17'],
  ['15 working days over the new year', rule(15, 'working-days'), '2026-12-21', '2027-01-15'],
  ['30 days, plain', rule(30, 'calendar-days'), '2026-11-24', '2026-12-24'],
  ['30 free days', rule(30, 'calendar-days', free), '2026-11-24', '2026-12-28'],
  ['15 free days, Codul civil', rule(15, 'calendar-days', free), '2025-09-10', '2025-09-26'],
  ['10 days rolled over Easter', rule(10, 'calendar-days', { rollToWorkingDay: true }), '2026-04-01', '2026-04-14'],
  ['1 day counted from the first', rule(1, 'working-days', { excludeFirst: false }), '2026-11-24', '2026-11-24'],
  ['OG 27/2002, answer', rule(30, 'calendar-days'), '2026-01-15', '2026-02-14'],
  ['OG 27/2002, redirection', rule(5, 'calendar-days'), '2026-02-25', '2026-03-02'],
  ['L 544/2001', rule(10, 'working-days'), '2026-04-06', '2026-04-22'],
  ['3 free working days', rule(3, 'working-days', { excludeLast: true }), '2026-12-21', '2026-12-28'],
  ['leap day', rule(1, 'calendar-days'), '2028-02-28', '2028-02-29'],
])('%s', (_, given, start, due) =>
  expect(computeDeadline(given, calendar, start)).toMatchObject({ due, status: 'running' }),
);

describe('events', () => {
  const certificate = rule(15, 'working-days', { warnBeforeWorkingDays: 3 });
  test.each<[string, DeadlineEvent[], object]>([
    ['none', [], { due: '2026-12-17', warnAt: '2026-12-14', remaining: 0 }],
    [
      'suspended',
      [{ type: 'suspend', on: '2026-11-26' }],
      { due: null, warnAt: null, status: 'suspended', counted: 2, remaining: 13 },
    ],
    [
      'resumed',
      [
        { type: 'suspend', on: '2026-11-26' },
        { type: 'resume', on: '2026-12-03' },
      ],
      { due: '2026-12-22', status: 'running' },
    ],
    [
      'resumed the same day',
      [
        { type: 'suspend', on: '2026-11-26' },
        { type: 'resume', on: '2026-11-26' },
      ],
      { due: '2026-12-17' },
    ],
    ['extended', [{ type: 'extend', on: '2026-11-26', days: 1 }], { due: '2026-12-18' }],
    ['ended', [{ type: 'end', on: '2026-12-01' }], { due: '2026-12-17', status: 'ended' }],
  ])('%s', (_, events, expected) =>
    expect(computeDeadline(certificate, calendar, '2026-11-24', events)).toMatchObject(expected),
  );

  test('a completion shifts a term of calendar days by the days it took', () => {
    const events: DeadlineEvent[] = [
      { type: 'suspend', on: '2026-02-05' },
      { type: 'resume', on: '2026-02-15' },
    ];
    expect(computeDeadline(rule(30, 'calendar-days'), calendar, '2026-02-01', events).due).toBe('2026-03-13');
  });

  test.each<[string, string, DeadlineEvent[]]>([
    ['no day', '2026-02-30', []],
    ['wrong order', '2026-02-01', [{ type: 'suspend', on: '2026-01-01' }]],
    ['too long', '2026-02-01', [{ type: 'extend', on: '2026-02-01', days: 1e9 }]],
  ])('%s', (_, start, events) =>
    expect(() => computeDeadline(certificate, calendar, start, events)).toThrow(RangeError),
  );
});

test('explained day by day', () => {
  const { steps } = computeDeadline(rule(3, 'working-days'), calendar, '2026-11-27');
  expect(steps.map((step) => `${step.day} ${explainStep(step, 'ro')}`)).toEqual([
    '2026-11-27 ziua de început, nu se numără',
    '2026-11-28 sfârșit de săptămână',
    '2026-11-29 sfârșit de săptămână',
    '2026-11-30 sărbătoare legală: Sfântul Andrei',
    '2026-12-01 sărbătoare legală: Ziua Națională a României',
    '2026-12-02 ziua 1',
    '2026-12-03 ziua 2',
    '2026-12-04 ziua 3',
  ]);
});

test('bridge days and recovered Saturdays', () => {
  const own = romanianCalendar({ extraDaysOff: ['2026-01-05'], recoveredDays: ['2026-01-10'] });
  expect(addWorkingDays(own, '2026-01-02', 3)).toBe('2026-01-10');
  expect(addWorkingDays(own, '2026-01-10', -1)).toBe('2026-01-09');
});

test('working days left', () => {
  expect(workingDaysBetween(calendar, '2026-11-24', '2026-12-17')).toBe(15);
  expect(workingDaysBetween(calendar, '2026-12-17', '2026-12-17')).toBe(0);
  expect(workingDaysBetween(calendar, '2026-12-21', '2026-12-17')).toBe(-2);
});

test.each([
  ['2026-11-24', '2026-11-23T22:00:00.000Z', '2026-11-24T21:59:59.999Z'],
  ['2026-07-01', '2026-06-30T21:00:00.000Z', '2026-07-01T20:59:59.999Z'],
  ['2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
  ['2026-10-25', '2026-10-24T21:00:00.000Z', '2026-10-25T21:59:59.999Z'],
])('%s in Bucharest', (day, start, end) => {
  expect(new Date(startOfDay(day)).toISOString()).toBe(start);
  expect(new Date(endOfDay(day)).toISOString()).toBe(end);
  expect([dayAt(startOfDay(day)), dayAt(endOfDay(day)), dayAt(startOfDay(day) - 1) < day]).toEqual([day, day, true]);
});
