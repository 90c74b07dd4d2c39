import { compileCode, compileTest, type TestCode } from './feel.ts';
import type { Logic } from './model.ts';
import { isFeel, type Reading, refused, textOf } from './reading.ts';
import type { XmlElement } from './xml.ts';

/** Compiles the text of a literal expression or an output cell; an empty output cell is null. */
export function compileLiteral(element: XmlElement, reading: Reading, rule?: number): Logic {
  if (!isFeel(element, reading.findings)) return refused('The expression is not FEEL.');
  const text = textOf(element);
  const empty = element.name === 'outputEntry' && (text === '' || text === '-');
  return compileText(empty ? 'null' : text, element, reading, rule);
}

/** Compiles a FEEL expression that stands at an element. */
export function compileText(text: string, element: XmlElement, reading: Reading, rule?: number): Logic {
  const compiled = compileCode(text, reading);
  if (compiled.ok) {
    for (const problem of compiled.problems) report(problem, element, reading, rule);
    return compiled.code;
  }
  report(compiled, element, reading, rule);
  return refused(compiled.message);
}

/** Compiles the unary tests of a cell or of allowed values. */
export function compileTests(element: XmlElement, reading: Reading, rule?: number): TestCode {
  const nothing: TestCode = refused('The condition cannot be evaluated.') as () => never;
  if (!isFeel(element, reading.findings)) return nothing;
  const compiled = compileTest(textOf(element) || '-', reading);
  if (!compiled.ok) {
    report(compiled, element, reading, rule);
    return nothing;
  }
  for (const problem of compiled.problems) report(problem, element, reading, rule);
  return compiled.code;
}

function report(
  { message, position }: { readonly message: string; readonly position?: number },
  element: XmlElement,
  { findings, owner }: Reading,
  rule: number | undefined,
): void {
  findings.error('dmn-expression', message, element, {
    decision: owner.id,
    ...(position === undefined ? {} : { position }),
    ...(rule === undefined ? {} : { rule }),
  });
}
