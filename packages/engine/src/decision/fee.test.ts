import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, readDecisions } from './index.ts';

const path = new URL('../../../../processes/certificat-urbanism/decisions/taxa.dmn', import.meta.url);

/** Codul fiscal, art. 474, in whole numbers: surfaces in hundredths of m², fees in hundred-thousandths of a leu. */
function law(hundredths: bigint, rural: boolean): bigint {
  const upTo: readonly (readonly [bigint, bigint])[] = [
    [15_000n, 6n],
    [25_000n, 7n],
    [50_000n, 9n],
    [75_000n, 12n],
    [100_000n, 14n],
  ];
  const step = upTo.find(([most]) => hundredths <= most);
  const urban = step ? step[1] * 100_000n : 1_400_000n + (hundredths - 100_000n) * 10n;
  return rural ? urban / 2n : urban;
}

/** Bani, ties to the even one. */
function bani(fee: bigint): number {
  const whole = fee / 1_000n;
  const rest = fee % 1_000n;
  const up = rest > 500n || (rest === 500n && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}

test('the published fee table gives exact bani for every surface', async () => {
  const { decisions } = await readDecisions(readFileSync(path, 'utf8'));
  if (!decisions) throw new Error('no model');
  const surfaces = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 10_000_000_000 }));
  fc.assert(
    fc.property(surfaces, fc.boolean(), (hundredths, rural) => {
      const given = { suprafata: hundredths / 100, mediu: rural ? 'rural' : 'urban' };
      const found = decide(decisions, 'taxa', given, { at: 0 });
      expect(found.ok && found.value).toBe(bani(law(BigInt(hundredths), rural)) / 100);
    }),
    { numRuns: 2_000 },
  );
});

test('a negative surface, no surface and another place are told apart', async () => {
  const { decisions } = await readDecisions(readFileSync(path, 'utf8'));
  if (!decisions) throw new Error('no model');
  const code = (suprafata: number | null, mediu: string) => {
    const found = decide(decisions, 'taxa', { suprafata, mediu }, { at: 0 });
    return found.ok ? found.value : found.code;
  };
  expect(code(-1, 'urban')).toBe('input-not-allowed');
  expect(code(100, 'marine')).toBe('input-not-allowed');
  expect(code(null, 'urban')).toBeNull();
});
