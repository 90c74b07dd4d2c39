import { describe, expect, it } from 'vitest';
import { byUrgency, type Clocked, urgencyOf } from './urgency.ts';

const task = (id: string, clock: Clocked['clock'], workingDaysLeft: number | null, more = {}) => ({
  id,
  clock,
  workingDaysLeft,
  priority: 50,
  createdAt: '2026-11-02T08:00:00Z',
  ...more,
});

describe('urgencyOf', () => {
  it.each([
    ['running', 10, 'running'],
    ['running', 4, 'running'],
    ['running', 3, 'soon'],
    ['running', 1, 'soon'],
    ['running', 0, 'today'],
    ['running', -1, 'overdue'],
    ['running', null, 'none'],
    ['overdue', -4, 'overdue'],
    ['suspended', 1, 'suspended'],
    ['suspended', -1, 'suspended'],
    ['ended', 3, 'ended'],
    ['none', null, 'none'],
  ] as const)('%s with %s working days left is %s', (clock, workingDaysLeft, expected) => {
    expect(urgencyOf({ clock, workingDaysLeft })).toBe(expected);
  });
});

describe('byUrgency', () => {
  it('puts the overdue first and the suspended last', () => {
    const tasks = [
      task('suspended', 'suspended', 1),
      task('ten', 'running', 10),
      task('none', 'none', null),
      task('late', 'overdue', -2),
      task('later', 'overdue', -5),
      task('today', 'running', 0),
      task('two', 'running', 2),
    ];
    expect(byUrgency(tasks).map((item) => item.id)).toEqual([
      'later',
      'late',
      'today',
      'two',
      'ten',
      'none',
      'suspended',
    ]);
  });

  it('breaks ties by priority, then by age, and leaves the given list alone', () => {
    const tasks = [
      task('young', 'running', 5, { createdAt: '2026-11-03T08:00:00Z' }),
      task('old', 'running', 5),
      task('important', 'running', 5, { priority: 80, createdAt: '2026-11-04T08:00:00Z' }),
    ];
    expect(byUrgency(tasks).map((item) => item.id)).toEqual(['important', 'old', 'young']);
    expect(tasks[0]?.id).toBe('young');
  });
});
