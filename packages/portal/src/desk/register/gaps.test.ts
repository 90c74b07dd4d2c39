import { describe, expect, it } from 'vitest';
import { gaps } from './gaps.ts';

describe('gaps', () => {
  it('finds none in consecutive numbers, in any order', () => {
    expect(gaps([3, 1, 2])).toEqual([]);
    expect(gaps([])).toEqual([]);
    expect(gaps([7])).toEqual([]);
  });

  it('names what is missing as ranges', () => {
    expect(gaps([1, 2, 4, 9])).toEqual([
      { from: 3, to: 3 },
      { from: 5, to: 8 },
    ]);
  });

  it('takes a number that stands twice for one', () => {
    expect(gaps([1, 2, 2, 3])).toEqual([]);
  });
});
