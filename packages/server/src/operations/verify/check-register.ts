import { type Finding, type Installation, numberOf, textOf } from './installation.ts';

/** Numbers of every register and year run from 1 without a gap up to what the counter says. */
export async function checkRegister(
  installation: Installation,
  institution: string,
  step: (done: number) => void,
): Promise<Finding | null> {
  const bad = (register: string, number: number, what: string): Finding => ({
    check: 'register',
    institution,
    where: `number ${number} of register ${register}`,
    what,
  });
  const last = new Map<string, number>();
  let done = 0;
  for await (const row of installation.rows('register_entries', institution)) {
    const register = `${textOf(row, 'register')} ${textOf(row, 'year')}`;
    const expected = (last.get(register) ?? 0) + 1;
    if (numberOf(row, 'number') !== expected) return bad(register, expected, 'is missing');
    last.set(register, expected);
    done += 1;
    if (done % 1000 === 0) step(done);
  }
  step(done);
  for await (const row of installation.rows('register_counters', institution)) {
    const register = `${textOf(row, 'register')} ${textOf(row, 'year')}`;
    const entries = last.get(register) ?? 0;
    const counted = numberOf(row, 'last_number');
    if (counted > entries) return bad(register, entries + 1, `is missing: the counter stands at ${counted}`);
    if (counted < entries) return bad(register, counted + 1, `is beyond the counter, which stands at ${counted}`);
    last.delete(register);
  }
  const [uncounted] = last.keys();
  return uncounted === undefined ? null : bad(uncounted, 1, 'is there, but the register has no counter');
}
