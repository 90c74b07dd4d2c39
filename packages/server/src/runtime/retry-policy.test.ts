import { expect, it } from 'vitest';
import { RETRY_HEADER, retryPause } from './retry-policy.ts';

const otherwise = { first: 1_000, most: 60_000 };
const pauses = (policy: string, attempts: readonly number[]) =>
  attempts.map((attempt) => retryPause({ [RETRY_HEADER]: policy }, attempt, otherwise));

it('doubles one duration, and takes several in turn', () => {
  const between = (found: (number | null)[], expected: readonly number[]) => {
    for (const [index, most] of expected.entries()) {
      expect(found[index]).toBeGreaterThanOrEqual(most / 2);
      expect(found[index]).toBeLessThanOrEqual(most);
    }
  };
  between(pauses('PT10S', [1, 2, 3, 40]), [10_000, 20_000, 40_000, 86_400_000]);
  between(pauses('PT1S, PT1M,P1DT1H', [1, 2, 3, 9]), [1_000, 60_000, 90_000_000, 90_000_000]);
  between([retryPause({}, 1, otherwise), retryPause({}, 30, otherwise)], [1_000, 60_000]);
});

it('takes nothing else for a policy', () => {
  expect(pauses('ten seconds', [1])).toEqual([null]);
  for (const bad of ['', 'P', 'PT', '10', 'PT10S;PT20S', 'PT10S,', 'P1M', '-PT10S'])
    expect(pauses(bad, [1])).toEqual([null]);
});
