import { describe, expect, it } from 'vitest';
import { parseCycle, parseDuration } from './iso-time.ts';

const HOUR = 3_600_000;

describe('durations', () => {
  it.each([
    ['PT1.5H', 1.5 * HOUR],
    ['PT1,5H', 1.5 * HOUR],
    ['PT0,5S', 500],
    ['PT0.5M', 30_000],
    ['P0.5D', 12 * HOUR],
    ['P1.5W', 252 * HOUR],
    ['P1W1D', 192 * HOUR],
    ['P1DT0.25H', 24.25 * HOUR],
    ['PT1H0.001S', HOUR + 1],
    ['PT-1.5H', -1.5 * HOUR],
    ['-PT1.5H', -1.5 * HOUR],
    ['PT-0.5S', -500],
    ['PT0.000999999S', 0],
    ['PT0.57S', 570],
  ])('%s has a fraction in its last part', (text, milliseconds) => {
    expect(parseDuration(text)?.milliseconds).toBe(milliseconds);
  });

  it('keep a fraction of hours beside months', () => {
    expect(parseDuration('P1MT1.5H')).toEqual({ months: 1, milliseconds: 1.5 * HOUR });
  });

  it.each(['P0.5M', 'P1,5Y', 'PT1.5H30M', 'P0.5DT1H', 'PT.5S', 'PT1.S', 'P1.5', 'PT1.5.5S'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('repeat with fractions', () => {
    expect(parseCycle('R3/PT0.5H')).toEqual({ times: 3, start: null, end: null, interval: 'PT0.5H' });
    expect(parseCycle('R/PT0.0001S')).toBeNull();
  });
});
