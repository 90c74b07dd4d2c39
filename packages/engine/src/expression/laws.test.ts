import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetAt } from '../time/zones.ts';
import { dayOfEpoch, epochDay, weekday, weekOfYear } from './calendar.ts';
import {
  add,
  calculate,
  compareNumbers,
  Decimal,
  divide,
  isNumeric,
  multiply,
  type Numeric,
  numberOf,
  subtract,
} from './numbers.ts';
import { round } from './rounding.ts';
import { FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration } from './temporal.ts';
import { addTemporal, compareTemporal, monthsBetween, subtractTemporal } from './temporal-arithmetic.ts';
import { readDate, readDateTime, readDuration, readTime, temporalText } from './temporal-text.ts';

const check = (property: fc.IProperty<unknown[]> | fc.IRawProperty<unknown>) =>
  fc.assert(property as never, { numRuns: 1_000 });

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
  .map(
    ([digits, scale]) => numberOf(new Decimal(digits.toString()).div(new Decimal(10).pow(scale)).toFixed()) as Numeric,
  );
const money = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((bani) => bani / 100);
const exactly = (value: Numeric | null) => (value === null ? null : new Decimal(value).toFixed());

describe('decimals', () => {
  test('plain arithmetic on money is decimal arithmetic', () => {
    check(
      fc.property(money, money, (a, b) => {
        const [x, y] = [new Decimal(a), new Decimal(b)];
        expect(exactly(add(a, b))).toBe(x.plus(y).toFixed());
        expect(exactly(subtract(a, b))).toBe(x.minus(y).toFixed());
        expect(exactly(multiply(a, b))).toBe(x.times(y).toFixed());
        if (b !== 0) expect(exactly(divide(a, b))).toBe(x.div(y).toFixed());
      }),
    );
  });

  test('each decimal has one form, and arithmetic keeps it', () => {
    check(
      fc.property(decimal, decimal, fc.constantFrom('+', '-', '*', '/') as fc.Arbitrary<'+'>, (a, b, operator) => {
        const result = calculate(operator, a, b);
        if (result === null) return;
        expect(numberOf(new Decimal(result).toFixed())).toEqual(result);
      }),
    );
  });

  test('addition and multiplication commute; subtraction undoes addition; order fits difference', () => {
    check(
      fc.property(decimal, decimal, (a, b) => {
        expect(calculate('+', a, b)).toEqual(calculate('+', b, a));
        expect(calculate('*', a, b)).toEqual(calculate('*', b, a));
        const sum = calculate('+', a, b);
        expect(sum !== null && calculate('-', sum, b)).toEqual(a);
        const difference = calculate('-', a, b);
        expect(isNumeric(difference) && Math.sign(Number(difference))).toBe(compareNumbers(a, b));
      }),
    );
  });

  test('rounding is idempotent, near, and on the right side', () => {
    check(
      fc.property(decimal, fc.integer({ min: -3, max: 8 }), (n, scale) => {
        const down = round(n, scale, 'floor') as Numeric;
        const up = round(n, scale, 'ceiling') as Numeric;
        const even = round(n, scale, 'half-even') as Numeric;
        expect(compareNumbers(down, n)).not.toBe(1);
        expect(compareNumbers(up, n)).not.toBe(-1);
        expect([down, up]).toContainEqual(even);
        expect(round(even, scale, 'half-up')).toEqual(even);
      }),
    );
  });
});

const day = fc.integer({ min: -4_000_000, max: 4_000_000 }).map((days) => FeelDate.ofEpochDay(days) as FeelDate);
const nanos = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const zones = fc.constantFrom(null, 'Europe/Bucharest', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
const moment = fc
  .tuple(day, fc.bigInt({ min: 0n, max: 86_399_999_999_999n }), zones)
  .map(([date, time, zone]) => new FeelDateTime(date, FeelTime.ofNanos(time, null, zone)));

describe('dates, times and durations', () => {
  test('days of the epoch and dates are the same thing, as the platform counts them', () => {
    check(
      fc.property(fc.integer({ min: -90_000_000, max: 90_000_000 }), (days) => {
        const { year, month, day: date } = dayOfEpoch(days);
        const known = new Date(days * 86_400_000);
        expect([year, month, date]).toEqual([known.getUTCFullYear(), known.getUTCMonth() + 1, known.getUTCDate()]);
        expect(epochDay(year, month, date)).toBe(days);
        expect(weekday(days) % 7).toBe(known.getUTCDay());
        expect(weekOfYear(days)).toBeGreaterThan(0);
      }),
    );
  });

  test('texts are read as what was written', () => {
    check(
      fc.property(day, moment, nanos, fc.integer({ min: -100_000, max: 100_000 }), (date, time, exact, months) => {
        expect(readDate(temporalText(date))).toEqual(date);
        expect(readDateTime(temporalText(time))).toEqual(time);
        expect(readTime(temporalText(time.time))).toEqual(time.time);
        expect(readDuration(temporalText(new TimeDuration(exact)))).toEqual(new TimeDuration(exact));
        expect(readDuration(temporalText(new MonthsDuration(months)))).toEqual(new MonthsDuration(months));
      }),
    );
  });

  test('subtracting a duration undoes adding it, across changes of the clocks too', () => {
    check(
      fc.property(moment, nanos, (start, exact) => {
        const end = addTemporal(start, new TimeDuration(exact));
        if (!(end instanceof FeelDateTime)) return;
        expect(subtractTemporal(end, start)).toEqual(new TimeDuration(end.instant - start.instant));
        const back = addTemporal(end, new TimeDuration(-exact)) as FeelDateTime;
        expect(compareTemporal(back, start)).toBe(0);
      }),
    );
  });

  test('a difference of dates leads from one to the other; months never overshoot', () => {
    check(
      fc.property(day, day, (from, to) => {
        const difference = subtractTemporal(to, from) as TimeDuration;
        expect(addTemporal(from, difference)).toEqual(to);
        const months = monthsBetween(from, to);
        const reached = addTemporal(from, months) as FeelDate;
        const order = compareTemporal(from, to) ?? 0;
        expect([order, 0]).toContain(compareTemporal(reached, to));
      }),
    );
  });

  test('order is total on instants and agrees with the difference', () => {
    check(
      fc.property(moment, moment, (a, b) => {
        const order = compareTemporal(a, b);
        const reversed = compareTemporal(b, a);
        if (a.isLocal !== b.isLocal) expect([order, reversed]).toEqual([null, null]);
        else expect((order ?? 9) + (reversed ?? 9)).toBe(0);
      }),
    );
  });

  test('offsets of zones are those of the platform', () => {
    expect(offsetAt('Europe/Bucharest', Date.UTC(2026, 0, 1) / 1_000)).toBe(7_200);
    expect(offsetAt('Europe/Bucharest', Date.UTC(2026, 6, 1) / 1_000)).toBe(10_800);
    expect(readDateTime('2026-03-29T03:30:00@Europe/Bucharest')?.offset).toBe(7_200);
    expect(readDateTime('2026-10-25T03:30:00@Europe/Bucharest')?.offset).toBe(10_800);
  });
});
