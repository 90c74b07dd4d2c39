import { describe, expect, it } from 'vitest';
import { rowAfter } from './row-cursor.ts';

describe('rowAfter', () => {
  it('starts at the first row going down and at the last going up', () => {
    expect(rowAfter(-1, 1, 5)).toBe(0);
    expect(rowAfter(-1, -1, 5)).toBe(4);
  });

  it('moves by one and stops at the ends', () => {
    expect(rowAfter(2, 1, 5)).toBe(3);
    expect(rowAfter(2, -1, 5)).toBe(1);
    expect(rowAfter(4, 1, 5)).toBe(4);
    expect(rowAfter(0, -1, 5)).toBe(0);
  });

  it('finds no row in an empty list', () => {
    expect(rowAfter(-1, 1, 0)).toBe(-1);
  });
});
