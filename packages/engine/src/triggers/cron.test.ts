import { describe, expect, it } from 'vitest';
import { nextCron, parseCron } from './cron.ts';

/** The times that follow one another, as UTC. */
function times(expression: string, after: string, count: number): string[] {
  const cron = parseCron(expression);
  if (cron === null) throw new Error(`${expression} is not read`);
  const found: string[] = [];
  for (let at = Date.parse(after); found.length < count; ) {
    const next = nextCron(cron, at);
    if (next === null) break;
    found.push(new Date(next).toISOString().replace('.000Z', 'Z'));
    at = next;
  }
  return found;
}

describe('cron', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['0 0 9-17 * * MON-FRI', '2026-01-09T16:30:00Z', ['2026-01-09T17:00:00Z', '2026-01-12T09:00:00Z']],
    [
      '*/20 * * * * *',
      '2026-01-01T00:00:00Z',
      ['2026-01-01T00:00:20Z', '2026-01-01T00:00:40Z', '2026-01-01T00:01:00Z'],
    ],
    [
      '0 5/25 8 * * *',
      '2026-01-01T08:06:00Z',
      ['2026-01-01T08:30:00Z', '2026-01-01T08:55:00Z', '2026-01-02T08:05:00Z'],
    ],
    ['0 0 0 L * *', '2026-02-01T00:00:00Z', ['2026-02-28T00:00:00Z', '2026-03-31T00:00:00Z']],
    ['0 0 0 L-2 2 ?', '2027-12-01T00:00:00Z', ['2028-02-27T00:00:00Z']],
    ['0 0 0 1W * *', '2026-07-31T00:00:00Z', ['2026-08-03T00:00:00Z', '2026-09-01T00:00:00Z']],
    ['0 0 0 LW * *', '2026-05-01T00:00:00Z', ['2026-05-29T00:00:00Z']],
    ['0 0 0 ? * 5L', '2026-01-01T00:00:00Z', ['2026-01-30T00:00:00Z']],
    ['0 0 0 ? * MON#2', '2026-01-01T00:00:00Z', ['2026-01-12T00:00:00Z', '2026-02-09T00:00:00Z']],
    ['0 0 12 29 FEB MON', '2026-01-01T00:00:00Z', ['2044-02-29T12:00:00Z']],
    ['0 0 0 * * SAT-SUN', '2026-01-05T00:00:00Z', ['2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z']],
    ['@monthly', '2026-01-01T00:00:00Z', ['2026-02-01T00:00:00Z']],
    ['0 0 0 31 2 *', '2026-01-01T00:00:00Z', []],
  ];
  for (const [expression, after, expected] of cases) {
    it(expression, () => expect(times(expression, after, Math.max(1, expected.length))).toEqual(expected));
  }

  it('takes the clocks of a zone, over both changes of the clock', () => {
    const daily = 'CRON_TZ=Europe/Bucharest 0 30 3 * * *';
    expect(times(daily, '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00Z',
      // 3:30 does not exist on that day: as if the clock had not moved
      '2026-03-29T01:30:00Z',
      '2026-03-30T00:30:00Z',
    ]);
    // 3:30 comes twice: the first one counts
    expect(times(daily, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
  });

  it('refuses what is no cron', () => {
    const wrong = ['', '0 0 9 * *', '60 0 0 * * *', '0 0 0 0 * *', '0 0 0 * 13 *', '0 0 0 * * FOO', '0 0/0 * * * *'];
    for (const text of [...wrong, '5-1 0 0 * * *', 'TZ=Mars/Base 0 0 0 * * *', '0 0 0 32W * *']) {
      expect(parseCron(text), text).toBeNull();
    }
  });

  it('is quick with the rarest of days', () => {
    const cron = parseCron('0 0 0 31 2 *');
    const begun = performance.now();
    for (let turn = 0; turn < 100; turn += 1) if (cron !== null) nextCron(cron, turn);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
