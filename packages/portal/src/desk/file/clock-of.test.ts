import type { DeadlineView } from '@circula/client';
import { describe, expect, it } from 'vitest';
import { clockOf } from './clock-of.ts';

const deadline = (status: DeadlineView['status'], workingDaysLeft: number | null): DeadlineView => ({
  due: '2026-12-10',
  startedOn: '2026-11-25',
  status,
  workingDaysLeft,
  warnAt: null,
  explanation: [],
});

describe('clockOf', () => {
  it('is none without a deadline', () => {
    expect(clockOf(null)).toEqual({ clock: 'none', workingDaysLeft: null });
  });

  it('turns a running clock whose day has passed into an overdue one', () => {
    expect(clockOf(deadline('running', -1)).clock).toBe('overdue');
    expect(clockOf(deadline('running', 0)).clock).toBe('running');
  });

  it('leaves a clock that stands still or has ended as it is', () => {
    expect(clockOf(deadline('suspended', -1)).clock).toBe('suspended');
    expect(clockOf(deadline('ended', -9)).clock).toBe('ended');
  });
});
