import {
  CALENDAR_FUNCTION_TYPES,
  calendarFunctions,
  checkExpression,
  compileExpression,
  romanianCalendar,
} from '@circula/engine';
import type { RequestTypeModel } from '../request-type-model.ts';
import type { Diagnostic } from '../schemas.ts';
import type { CheckContext } from './cross-check.ts';
import { diagnose, lineOfPointer } from './json-file.ts';
import { answerTypes } from './request-types.ts';

const FILE = 'service.json';
/** Which functions there are does not depend on the days of the institution. */
const FUNCTIONS = calendarFunctions(romanianCalendar());

/** The fee's decision is there, and its inputs are FEEL over fields of the application form. */
export function checkFee(model: RequestTypeModel, context: CheckContext, text: string): Diagnostic[] {
  const { fee, form } = model.service;
  if (fee === null) return [];
  const found: Diagnostic[] = [];
  const say = (pointer: string, code: string, message: string, element: string, params = {}): void => {
    found.push(diagnose(FILE, code, message, { element, line: lineOfPointer(text, pointer), params }));
  };
  if (!model.decisions.some((one) => one.decisions.has(fee.decision)))
    say('/fee/decision', 'decision-missing', `There is no decision ${fee.decision}`, fee.decision);
  const application = model.forms.get(form)?.form;
  const names = application === undefined ? null : { ...answerTypes(application), ...CALENDAR_FUNCTION_TYPES };
  for (const [name, written] of Object.entries(fee.inputs)) {
    const source = written.replace(/^=/, '');
    const compiled = compileExpression(source, { functions: FUNCTIONS });
    if (!compiled.ok) say(`/fee/inputs/${name}`, compiled.code, compiled.message, name);
    else if (names !== null && context.published !== true) {
      for (const { code, message, position, end } of checkExpression(source, names).problems)
        say(`/fee/inputs/${name}`, code, `"${source}": ${message}`, name, { expression: source, position, end });
    }
  }
  return found;
}
