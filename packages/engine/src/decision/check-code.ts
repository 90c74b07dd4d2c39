import { CALENDAR_FUNCTION_TYPES } from '../deadline/calendar-functions.ts';
import { type Checked, checkExpression, checkUnaryTests, type ExpressionProblem } from '../expression/index.ts';
import { type FeelType, typeText } from '../expression/types.ts';
import { surroundingsOf } from './feel.ts';
import type { Reading } from './reading.ts';
import type { XmlElement } from './xml.ts';

/** Where in a table an expression stands, both counted from 1; cells go on from conditions to results. */
export interface Place {
  readonly rule: number;
  readonly cell: number;
}

/** "Rule 2, cell 1: " before a message, and the same for programs. */
export function placed(message: string, { owner }: Reading, place: Place | undefined) {
  return {
    message: place === undefined ? message : `Rule ${place.rule}, cell ${place.cell}: ${message}`,
    params: { decision: owner.id, ...place },
  };
}

const LITERAL = /^(-?\d+(\.\d+)?|"[^"\\]*"|true|false|null|-)$/;

/** Reports what an expression gets wrong of names and types; `known` was reported already. The type of its result. */
export function checkCode(
  source: string,
  element: XmlElement,
  reading: Reading,
  known: readonly ExpressionProblem[],
  place?: Place,
): FeelType {
  if (LITERAL.test(source)) return checkExpression(source, {}).type;
  const { variables, types } = namesIn(source, reading);
  const found = checkExpression(source, variables, { types });
  report(found, element, reading, known, place);
  return found.type;
}

/** The same for a cell that tests a value of a type. */
export function checkTestCode(
  source: string,
  input: FeelType,
  element: XmlElement,
  reading: Reading,
  known: readonly ExpressionProblem[],
  place?: Place,
): void {
  const { variables, types } = namesIn(source, reading);
  report(checkUnaryTests(source, input, variables, { types }), element, reading, known, place);
}

function namesIn(source: string, reading: Reading) {
  const { variables, types } = surroundingsOf(reading);
  return source.includes('working day')
    ? { variables: { ...CALENDAR_FUNCTION_TYPES, ...variables }, types }
    : { variables, types };
}

/** In a table a cell that cannot be right is an error; elsewhere the standard has null, and a warning says so. */
function report(
  { problems }: Checked,
  element: XmlElement,
  reading: Reading,
  known: readonly ExpressionProblem[],
  place: Place | undefined,
): void {
  for (const { code, message: text, position } of problems) {
    if (known.some((one) => one.position === position && one.message === text)) continue;
    const unknown = code === 'unknown-name';
    // where a file declares no input data, its names are the caller's
    if (unknown && !reading.declared) continue;
    const { message, params } = placed(text, reading, place);
    const severity = unknown || place === undefined ? 'warning' : 'error';
    reading.findings[severity](unknown ? 'dmn-name' : 'dmn-type', message, element, { ...params, position });
  }
}

/** Types that are never converted into each other. */
const PLAIN: ReadonlySet<string> = new Set(['number', 'string', 'boolean']);

/** Reports a result that cannot be of the type declared for it. */
export function checkResult(
  found: FeelType,
  wanted: FeelType | null,
  of: string,
  element: XmlElement,
  reading: Reading,
): void {
  if (wanted === null || !PLAIN.has(wanted.kind) || !PLAIN.has(found.kind) || found.kind === wanted.kind) return;
  const text = `The result is a ${typeText(found)}, "${of}" a ${typeText(wanted)}.`;
  const { message, params } = placed(text, reading, undefined);
  reading.findings.warning('dmn-type', message, element, params);
}
