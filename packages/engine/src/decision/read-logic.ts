import { compileBoxed, expressionIn, functionBody, parametersOf } from './boxed.ts';
import { checkCode, checkResult } from './check-code.ts';
import { Findings } from './diagnostic.ts';
import { feelTypeOf } from './item-type.ts';
import type { Decision, KnowledgeModel } from './model.ts';
import { readTable } from './read-table.ts';
import { isFeel, only, type Reading, refused, textOf, typeRefOf } from './reading.ts';
import type { XmlElement } from './xml.ts';

const DECISION_PARTS: ReadonlySet<string> = new Set([
  ...['variable', 'description', 'question', 'allowedAnswers', 'extensionElements', 'informationRequirement'],
  ...['authorityRequirement', 'supportedObjective', 'impactedPerformanceIndicator', 'decisionMaker', 'decisionOwner'],
  ...['usingProcess', 'usingTask', 'knowledgeRequirement'],
]);

/** Compiles the logic of a decision or knowledge model into it. */
export function readLogic(element: XmlElement, node: Decision | KnowledgeModel, reading: Reading): void {
  if (node.kind === 'knowledge') Object.assign(node, knowledge(element, reading));
  else Object.assign(node, decision(element, node, reading));
}

function decision(element: XmlElement, node: Decision, reading: Reading): Partial<Decision> {
  const { findings } = reading;
  const inner = expressionIn(element);
  const others = element.children.filter((part) => part !== inner && !DECISION_PARTS.has(part.name));
  for (const part of others) {
    const message = expressionIn({ ...element, children: [part] })
      ? 'A decision needs one table or one expression.'
      : `"${part.name}" is not carried out in a decision.`;
    findings.error('dmn-unsupported', message, part, { name: part.name });
  }
  if (inner === null) {
    if (others.length === 0) {
      findings.error('dmn-incomplete', 'A decision needs one table or one expression.', element);
    }
    return {};
  }
  if (inner.name === 'literalExpression' && node.type !== null && isFeel(inner, findings)) {
    const around = { ...reading, findings: new Findings() };
    checkResult(checkCode(textOf(inner), inner, around, []), feelTypeOf(node.type), node.variable, inner, reading);
  }
  // a table on its own keeps its inputs and rules for the trace
  if (inner.name !== 'decisionTable' || typeRefOf(inner) !== undefined) return { logic: compileBoxed(inner, reading) };
  const table = readTable(inner, reading);
  return table === null ? { logic: refused('The table cannot be evaluated.') } : { table };
}

function knowledge(element: XmlElement, reading: Reading): Partial<KnowledgeModel> {
  const body = only(element, 'encapsulatedLogic');
  if (body === null) {
    reading.findings.error('dmn-incomplete', 'A knowledge model needs its logic.', element);
    return {};
  }
  const parameters = parametersOf(body, reading);
  const result = reading.typeOf(typeRefOf(body), body);
  const logic = functionBody(body, parameters, reading);
  return { parameters, logic, ...(result === null ? {} : { result }) };
}
