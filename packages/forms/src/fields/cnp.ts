import { type Issue, textKind } from '../field-kind.ts';

const WEIGHTS = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];

/** Centuries by first digit; 7, 8 (residents) and 9 (foreigners) tell none, so each that fits is tried. */
const CENTURIES: Readonly<Record<string, readonly number[]>> = {
  1: [1900],
  2: [1900],
  3: [1800],
  4: [1800],
  5: [2000],
  6: [2000],
  7: [1900, 2000],
  8: [1900, 2000],
  9: [1900, 2000],
};

/** Personal numeric code: sex and century, date of birth, county, number, check digit. */
export const cnp = textKind({
  coerce: (posted) => (posted[0] ?? '').replace(/[\s.-]/g, ''),
  check(value): readonly Issue[] {
    if (typeof value !== 'string') return [{ code: 'wrong-type' }];
    if (!/^\d{13}$/.test(value)) return [{ code: 'cnp-length' }];
    if (!hasDate(value)) return [{ code: 'cnp-date' }];
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
    return (sum % 11 === 10 ? 1 : sum % 11) === Number(value[12]) ? [] : [{ code: 'cnp-checksum' }];
  },
  jsonSchema: () => ({ type: 'string', pattern: '^[1-9][0-9]{12}$' }),
});

function hasDate(value: string): boolean {
  const [year, month, day] = [value.slice(1, 3), value.slice(3, 5), value.slice(5, 7)].map(Number);
  return (CENTURIES[value[0] ?? ''] ?? []).some((century) => {
    const date = new Date(Date.UTC(century + (year ?? 0), (month ?? 0) - 1, day));
    return date.getUTCMonth() === (month ?? 0) - 1 && date.getUTCDate() === day;
  });
}

/**
 * Whether the county code is one of those issued so far. Others may come (70 is in use already), so an unusual code is
 * a reason to look again and never a reason to refuse.
 */
export function hasKnownCounty(value: string): boolean {
  const county = Number(value.slice(7, 9));
  return (county >= 1 && county <= 48) || county === 51 || county === 52 || county === 70;
}
