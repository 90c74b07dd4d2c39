import { describe, expect, test } from 'vitest';
import {
  addMonths,
  computeDeadline,
  type DeadlineEvent,
  type DeadlineRule,
  dayInWords,
  explainDeadline,
  LEGAL_TERMS,
  latestDayBefore,
  legalTerm,
  romanianCalendar,
  ruleInForce,
} from './index.ts';

const calendar = romanianCalendar();
const days = (amount: number, more: Partial<DeadlineRule> = {}): DeadlineRule => ({
  amount,
  unit: 'calendar-days',
  excludeFirst: true,
  excludeLast: false,
  rollToWorkingDay: false,
  ...more,
});

describe('events', () => {
  test.each<[string, DeadlineRule, DeadlineEvent[], object]>([
    [
      'the file is complete only later',
      days(30),
      [{ type: 'start', on: '2026-02-10' }],
      { due: '2026-03-12', status: 'running' },
    ],
    [
      'a new start forgets what came before',
      days(30),
      [
        { type: 'suspend', on: '2026-02-02' },
        { type: 'extend', on: '2026-02-02', days: 9 },
        { type: 'start', on: '2026-02-10' },
      ],
      { due: '2026-03-12' },
    ],
    ['shifted', days(30), [{ type: 'shift', on: '2026-02-05', days: 7 }], { due: '2026-03-10', counted: 30 }],
    [
      'shifted working days move by calendar days',
      days(5, { unit: 'working-days' }),
      [{ type: 'shift', on: '2026-02-03', days: 3 }],
      { due: '2026-02-09' },
    ],
    [
      'shifted, then rolled',
      days(5, { rollToWorkingDay: true }),
      [{ type: 'shift', on: '2026-02-03', days: 2 }],
      { due: '2026-02-09' },
    ],
    [
      'redirected',
      days(30),
      [{ type: 'redirect', on: '2026-02-05', to: 'floresti' }],
      { status: 'ended', outcome: 'redirected', effect: null },
    ],
    [
      'expired with tacit approval',
      days(30, { onExpiry: 'tacit-approval' }),
      [{ type: 'expire', on: '2026-03-04' }],
      { status: 'ended', outcome: 'expired', effect: 'tacit-approval', due: '2026-03-03' },
    ],
    ['expired with nothing', days(30), [{ type: 'expire', on: '2026-03-04' }], { outcome: 'expired', effect: 'none' }],
    [
      'answered',
      days(30, { onExpiry: 'tacit-refusal' }),
      [{ type: 'end', on: '2026-03-01' }],
      { status: 'ended', outcome: 'answered', effect: null },
    ],
  ])('%s', (_, rule, events, expected) =>
    expect(computeDeadline(rule, calendar, '2026-02-01', events)).toMatchObject(expected),
  );

  test.each<[string, DeadlineRule, DeadlineEvent[]]>([
    ['expires too early', days(30), [{ type: 'expire', on: '2026-03-03' }]],
    [
      'expires while suspended',
      days(30),
      [
        { type: 'suspend', on: '2026-02-02' },
        { type: 'expire', on: '2026-05-03' },
      ],
    ],
    ['extended too far', days(30, { maximumExtension: 15 }), [{ type: 'extend', on: '2026-02-02', days: 16 }]],
    ['extended backwards', days(30), [{ type: 'extend', on: '2026-02-02', days: -1 }]],
    ['shifted by half a day', days(30), [{ type: 'shift', on: '2026-02-02', days: 0.5 }]],
    [
      'suspended after the answer',
      days(30),
      [
        { type: 'end', on: '2026-02-02' },
        { type: 'suspend', on: '2026-02-03' },
      ],
    ],
    ['121 months', { ...days(121), unit: 'months' }, []],
  ])('refused: %s', (_, rule, events) =>
    expect(() => computeDeadline(rule, calendar, '2026-02-01', events)).toThrow(RangeError),
  );
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-11-25', 2, '2027-01-25'],
  ['2026-01-31', -2, '2025-11-30'],
  ['2026-12-31', 12, '2027-12-31'],
])('%s and %d months', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));

test('a term of months ends on the day with the same number', () => {
  const rule: DeadlineRule = { ...days(12), unit: 'months' };
  expect(computeDeadline(rule, calendar, '2026-11-25').due).toBe('2027-11-25');
  expect(computeDeadline({ ...rule, amount: 1 }, calendar, '2026-01-31').due).toBe('2026-02-28');
});

describe('before a day', () => {
  test.each<[string, DeadlineRule, string, string]>([
    ['15 days', days(15), '2026-11-30', '2026-11-15'],
    ['15 days, on a working day', days(15, { rollToWorkingDay: true }), '2026-11-30', '2026-11-13'],
    ['15 clear days', days(15, { excludeLast: true }), '2026-11-30', '2026-11-14'],
    [
      '3 working days over St Andrew and the National Day',
      days(3, { unit: 'working-days' }),
      '2026-12-03',
      '2026-11-26',
    ],
    ['2 months', { ...days(2), unit: 'months' }, '2026-04-30', '2026-02-28'],
    ['the day itself counted', days(1, { excludeFirst: false }), '2026-04-30', '2026-04-30'],
  ])('%s', (_, rule, before, due) => expect(latestDayBefore(rule, calendar, before).due).toBe(due));
});

describe('terms of the law', () => {
  test('each has one id, three names, a legal basis and rules in order', () => {
    expect(new Set(LEGAL_TERMS.map(({ id }) => id)).size).toBe(LEGAL_TERMS.length);
    for (const { name, versions } of LEGAL_TERMS) {
      expect([name.ro, name.hu, name.en].every((text) => text.length > 3)).toBe(true);
      expect(versions.every(({ legalBasis }) => legalBasis.length > 8)).toBe(true);
      expect(versions.map(({ effectiveFrom }) => effectiveFrom)).toEqual(
        versions.map(({ effectiveFrom }) => effectiveFrom).sort(),
      );
    }
  });

  test.each([
    ['petition-answer', '2026-01-15', '2026-02-14'],
    ['information-answer', '2026-04-06', '2026-04-22'],
    ['urbanism-certificate', '2026-11-24', '2026-12-17'],
    ['clear-days', '2025-09-10', '2025-09-26'],
    ['building-permit-extension', '2026-11-25', '2028-11-25'],
  ])('%s', (id, start, due) => {
    const found = legalTerm(id, start);
    expect(found && computeDeadline(found.version.rule, calendar, start).due).toBe(due);
  });

  test('a rule counts from its day on', () => {
    expect(legalTerm('building-permit-extension-request', '2022-10-05')).toBeNull();
    expect(legalTerm('building-permit-extension-request', '2022-10-06')).not.toBeNull();
    expect(legalTerm('none', '2026-01-01')).toBeNull();
  });
});

test('the version in force on the day of the start', () => {
  const versions = [
    { effectiveFrom: '2010-01-01', rule: days(30) },
    { effectiveFrom: '2020-01-01', effectiveUntil: '2025-12-31', rule: days(15) },
  ];
  const amount = (day: string) => ruleInForce(versions, day)?.rule.amount ?? null;
  expect(['2009-12-31', '2010-01-01', '2019-12-31', '2020-01-01', '2025-12-31', '2026-01-01'].map(amount)).toEqual([
    null,
    30,
    30,
    15,
    15,
    null,
  ]);
  expect(() => ruleInForce(versions, 'soon')).toThrow(RangeError);
});

describe('in sentences', () => {
  test.each([
    ['ro', 'joi, 17 decembrie 2026'],
    ['hu', '2026. december 17., csütörtök'],
    ['en', 'Thursday, 17 December 2026'],
  ] as const)('a day in %s', (language, text) => expect(dayInWords('2026-12-17', language)).toBe(text));

  test('a computation, day by day', () => {
    const rule = days(2, { unit: 'working-days', rollToWorkingDay: true });
    expect(explainDeadline(rule, computeDeadline(rule, calendar, '2026-11-27'), 'en')).toEqual([
      'A term of 2 working days from Friday, 27 November 2026.',
      'The first day is not counted.',
      'If the last day is not a working day, the term ends on the next working day.',
      'Friday, 27 November 2026: first day, not counted',
      'Saturday, 28 November 2026: weekend',
      'Sunday, 29 November 2026: weekend',
      'Monday, 30 November 2026: public holiday: Saint Andrew',
      'Tuesday, 1 December 2026: public holiday: National Day',
      'Wednesday, 2 December 2026: day 1',
      'Thursday, 3 December 2026: day 2',
      'The last day of the term: Thursday, 3 December 2026.',
    ]);
  });

  test.each([
    [1, 'Termen de 1 zi calendaristică, din marți, 24 noiembrie 2026.'],
    [15, 'Termen de 15 zile calendaristice, din marți, 24 noiembrie 2026.'],
    [30, 'Termen de 30 de zile calendaristice, din marți, 24 noiembrie 2026.'],
    [101, 'Termen de 101 zile calendaristice, din marți, 24 noiembrie 2026.'],
    [120, 'Termen de 120 de zile calendaristice, din marți, 24 noiembrie 2026.'],
  ])('%d days in Romanian', (amount, text) => {
    const rule = days(amount);
    expect(explainDeadline(rule, computeDeadline(rule, calendar, '2026-11-24'), 'ro')[0]).toBe(text);
  });

  test('a clock that stands still', () => {
    const rule = days(30);
    const deadline = computeDeadline(rule, calendar, '2026-02-01', [{ type: 'suspend', on: '2026-02-05' }]);
    expect(explainDeadline(rule, deadline, 'hu').at(-1)).toBe('A határidő felfüggesztve. Hátravan: 26 naptári nap.');
  });

  test.each([
    [1, 'Termenul a fost prelungit cu 1 zi calendaristică.'],
    [15, 'Termenul a fost prelungit cu 15 zile calendaristice.'],
    [20, 'Termenul a fost prelungit cu 20 de zile calendaristice.'],
  ])('extended by %d days in Romanian', (more, text) => {
    const rule = days(30);
    const deadline = computeDeadline(rule, calendar, '2026-02-01', [{ type: 'extend', on: '2026-02-05', days: more }]);
    expect(explainDeadline(rule, deadline, 'ro')).toContain(text);
  });

  test('a Saturday that is worked says why it counts', () => {
    const own = romanianCalendar({ extraDaysOff: ['2026-11-27'], recoveredDays: ['2026-12-05'] });
    const rule: DeadlineRule = { ...days(4), unit: 'working-days' };
    const sentences = explainDeadline(rule, computeDeadline(rule, own, '2026-11-26'), 'ro');
    expect(sentences).toContain('vineri, 27 noiembrie 2026: zi liberă suplimentară');
    expect(sentences.at(-2)).toBe('sâmbătă, 5 decembrie 2026: ziua 4, zi lucrătoare în contul unei zile libere');
  });
});

test('terms whose text nobody has read say that a jurist must confirm them', () => {
  expect(LEGAL_TERMS.flatMap(({ id, confirmed }) => (confirmed ? [] : [id]))).toEqual([
    'building-permit-urgent',
    'building-permit-incomplete',
    'prior-complaint',
    'administrative-answer',
  ]);
});
