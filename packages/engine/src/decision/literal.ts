import { ANY, type FeelType } from '../expression/types.ts';
import { checkCode, checkTestCode, type Place, placed } from './check-code.ts';
import { compileCode, compileTest, type TestCode } from './feel.ts';
import type { Logic } from './model.ts';
import { isFeel, type Reading, refused, textOf } from './reading.ts';
import type { XmlElement } from './xml.ts';

/** Compiles the text of a literal expression or an output cell; an empty output cell is null. */
export function compileLiteral(element: XmlElement, reading: Reading, place?: Place): Logic {
  if (!isFeel(element, reading.findings)) return refused('The expression is not FEEL.');
  const text = textOf(element);
  const empty = element.name === 'outputEntry' && (text === '' || text === '-');
  return compileText(empty ? 'null' : text, element, reading, place);
}

/** Compiles a FEEL expression that stands at an element. */
export function compileText(text: string, element: XmlElement, reading: Reading, place?: Place): Logic {
  const compiled = compileCode(text, reading);
  if (compiled.ok) {
    for (const problem of compiled.problems) report(problem, element, reading, place);
    checkCode(text, element, reading, compiled.problems, place);
    return compiled.code;
  }
  report(compiled, element, reading, place);
  return refused(compiled.message);
}

/** Compiles the unary tests of a cell or of allowed values, of a value of type `input` as far as it is known. */
export function compileTests(element: XmlElement, reading: Reading, input: FeelType = ANY, place?: Place): TestCode {
  const nothing: TestCode = refused('The condition cannot be evaluated.') as () => never;
  if (!isFeel(element, reading.findings)) return nothing;
  const compiled = compileTest(textOf(element) || '-', reading);
  if (!compiled.ok) {
    report(compiled, element, reading, place);
    return nothing;
  }
  for (const problem of compiled.problems) report(problem, element, reading, place);
  checkTestCode(textOf(element) || '-', input, element, reading, compiled.problems, place);
  return compiled.code;
}

function report(
  found: { readonly message: string; readonly position?: number },
  element: XmlElement,
  reading: Reading,
  place: Place | undefined,
): void {
  const { message, params } = placed(found.message, reading, place);
  const position = found.position === undefined ? {} : { position: found.position };
  reading.findings.error('dmn-expression', message, element, { ...params, ...position });
}
