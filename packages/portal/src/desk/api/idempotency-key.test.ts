import { expect, it } from 'vitest';
import { IdempotencyKeys } from './idempotency-key.ts';

it('gives the same key for the same body and another for a changed one', () => {
  const keys = new IdempotencyKeys();
  const first = keys.for({ answers: { note: 'a' } });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.for({ answers: { note: 'a' } })).toBe(first);
  expect(keys.for({ answers: { note: 'b' } })).not.toBe(first);
  expect(new IdempotencyKeys().for({ answers: { note: 'a' } })).not.toBe(first);
});
