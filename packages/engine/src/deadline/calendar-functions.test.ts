import { expect, test } from 'vitest';
import { decide, readDecisions } from '../decision/index.ts';
import type { Json, Variables } from '../kernel/types.ts';
import { calendarFunctions, romanianCalendar } from './index.ts';

const functions = calendarFunctions(romanianCalendar({ recoveredDays: ['2026-11-28'] }));

async function decided(source: string, variables: Variables = {}, given = functions): Promise<Json> {
  const text = source.replace(/</g, '&lt;');
  const { decisions, diagnostics } = await readDecisions(
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="d" namespace="urn:d"><decision id="t" name="t"><literalExpression><text>${text}</text></literalExpression></decision></definitions>`,
  );
  if (!decisions) throw new Error(JSON.stringify(diagnostics));
  const result = decide(decisions, 't', variables, { at: 0, functions: given });
  return result.ok ? result.value : result.code;
}

test.each<[string, Json]>([
  ['working days after(date("2026-12-21"), 15)', '2027-01-15'],
  ['working days after("2026-11-27", 1)', '2026-11-28'],
  ['working days after(date and time("2026-11-27T10:00:00"), 2)', '2026-12-02'],
  ['working days after(date: date("2026-12-02"), n: -1)', '2026-11-28'],
  ['working days after(day, 0)', '2026-11-24'],
  ['working days between("2026-11-24", day)', 0],
  ['working days between(date("2026-11-24"), date("2026-12-17"))', 16],
  ['working days between(date("2026-12-17"), date("2026-11-24"))', -16],
  ['is working day(date("2026-11-28"))', true],
  ['is working day(date("2026-11-30"))', false],
  ['if is working day("2026-12-25") then 1 else 2', 2],
  ['working days after("soon", 1)', null],
  ['working days after("2026-11-24", 1.5)', null],
  ['working days after("2026-11-24", 100000)', null],
  ['working days after("2099-12-30", 100)', null],
  ['working days between(null, "2026-11-24")', null],
  ['is working day(5)', null],
  ['[1, 2][working days after("2026-11-24", item) > date("2026-11-25")]', [2]],
])('%s', async (source, expected) => expect(await decided(source, { day: '2026-11-24' })).toEqual(expected));

test('without a calendar the functions answer null', async () => {
  expect(await decided('working days after("2026-11-24", 1)', {}, {})).toBeNull();
});
