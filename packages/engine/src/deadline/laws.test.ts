import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  computeDeadline,
  type Day,
  type DeadlineRule,
  daysBetween,
  isDay,
  isWorkingDay,
  latestDayBefore,
  orthodoxEaster,
  romanianCalendar,
  workingDaysBetween,
} from './index.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((count): Day => addDays('2010-01-01', count));
const near = (from: Day) =>
  fc.array(
    fc.integer({ min: -40, max: 400 }).map((count) => addDays(from, count)),
    { maxLength: 6 },
  );
const calendars = fc
  .record({ extraDaysOff: near('2020-01-01'), recoveredDays: near('2020-01-01') })
  .map((own) => romanianCalendar(own));
const unit = fc.constantFrom('working-days', 'calendar-days') satisfies fc.Arbitrary<DeadlineRule['unit']>;
const rules: fc.Arbitrary<DeadlineRule> = fc.record({
  amount: fc.integer({ min: 1, max: 120 }),
  unit,
  excludeFirst: fc.boolean(),
  excludeLast: fc.boolean(),
  rollToWorkingDay: fc.boolean(),
});

describe('laws of days', () => {
  test('adding days and the days between undo each other', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count);
        expect(isDay(addDays(from, count))).toBe(true);
      }),
    );
  });

  test('working days between undo working days after', () => {
    fc.assert(
      fc.property(calendars, day, fc.integer({ min: 1, max: 200 }), (calendar, from, count) => {
        const to = addWorkingDays(calendar, from, count);
        expect(workingDaysBetween(calendar, from, to)).toBe(count);
        expect(isWorkingDay(calendar, to)).toBe(true);
      }),
    );
  });

  test('working days add up', () => {
    const count = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(calendars, day, count, count, (calendar, from, a, b) => {
        const twice = addWorkingDays(calendar, addWorkingDays(calendar, from, a), b);
        expect(twice).toBe(addWorkingDays(calendar, from, a + b));
      }),
    );
  });

  test('Easter is a Sunday between 4 April and 8 May', () => {
    for (let year = 1900; year <= 2099; year += 1) {
      const easter = orthodoxEaster(year);
      expect(new Date(`${easter}T00:00:00Z`).getUTCDay()).toBe(0);
      expect(easter >= `${year}-04-04` && easter <= `${year}-05-08`).toBe(true);
    }
  });
});

describe('laws of terms', () => {
  test('a longer term never ends earlier', () => {
    fc.assert(
      fc.property(rules, calendars, day, (rule, calendar, start) => {
        const due = computeDeadline(rule, calendar, start).due ?? '';
        const longer = computeDeadline({ ...rule, amount: rule.amount + 1 }, calendar, start).due ?? '';
        expect(longer >= due).toBe(true);
      }),
    );
  });

  test('a later start never ends earlier', () => {
    fc.assert(
      fc.property(rules, calendars, day, (rule, calendar, start) => {
        const due = computeDeadline(rule, calendar, start).due ?? '';
        expect((computeDeadline(rule, calendar, addDays(start, 1)).due ?? '') >= due).toBe(true);
      }),
    );
  });

  test('every day from the start to the end has one step, and the counted ones are numbered through', () => {
    fc.assert(
      fc.property(rules, calendars, day, (rule, calendar, start) => {
        const { due, steps, counted } = computeDeadline(rule, calendar, start);
        expect(steps.map((step) => step.day)).toEqual(steps.map((_, index) => addDays(start, index)));
        expect(steps.at(-1)?.day).toBe(due);
        const numbers = steps.flatMap(({ number }) => number ?? []);
        expect(numbers).toEqual(Array.from({ length: rule.amount }, (_, index) => index + 1));
        expect(counted).toBe(rule.amount);
      }),
    );
  });

  test('an end that rolls is a working day', () => {
    fc.assert(
      fc.property(rules, calendars, day, (rule, calendar, start) => {
        const { due } = computeDeadline({ ...rule, rollToWorkingDay: true }, calendar, start);
        expect(due !== null && isWorkingDay(calendar, due)).toBe(true);
      }),
    );
  });

  test('a pause moves a term of calendar days by the days it lasted', () => {
    const pause = fc.record({ after: fc.integer({ min: 0, max: 29 }), lasts: fc.integer({ min: 0, max: 90 }) });
    fc.assert(
      fc.property(day, pause, (start, { after, lasts }) => {
        const rule = {
          amount: 30,
          unit: 'calendar-days',
          excludeFirst: true,
          excludeLast: false,
          rollToWorkingDay: false,
        } as const;
        const on = addDays(start, after);
        const paused = computeDeadline(rule, romanianCalendar(), start, [
          { type: 'suspend', on },
          { type: 'resume', on: addDays(on, lasts) },
        ]);
        const plain = computeDeadline(rule, romanianCalendar(), start).due ?? start;
        expect(paused.due).toBe(addDays(plain, lasts));
      }),
    );
  });

  test('counting back undoes counting forward for a plain term', () => {
    fc.assert(
      fc.property(calendars, day, fc.integer({ min: 1, max: 120 }), (calendar, start, amount) => {
        const rule = {
          amount,
          unit: 'calendar-days',
          excludeFirst: true,
          excludeLast: false,
          rollToWorkingDay: false,
        } as const;
        const due = computeDeadline(rule, calendar, start).due ?? '';
        expect(latestDayBefore(rule, calendar, due).due).toBe(start);
      }),
    );
  });
});
