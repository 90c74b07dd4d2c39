import {
  type CompileOptions,
  compileExpression,
  compileUnaryTests,
  type Expression,
  type UnaryTests,
} from '../expression/index.ts';
import type { Findings } from './diagnostic.ts';
import type { Aggregator, DecisionTable, HitPolicy, TableInput, TableOutput, TableRule, ValueType } from './model.ts';
import type { XmlElement } from './xml.ts';

const HIT_POLICIES: ReadonlySet<string> = new Set<HitPolicy>([
  'UNIQUE',
  'ANY',
  'FIRST',
  'PRIORITY',
  'RULE ORDER',
  'OUTPUT ORDER',
  'COLLECT',
]);
const AGGREGATORS: ReadonlySet<string> = new Set<Aggregator>(['SUM', 'MIN', 'MAX', 'COUNT']);
const PARTS: ReadonlySet<string> = new Set([
  ...['input', 'output', 'rule', 'annotation', 'description', 'extensionElements'],
]);

const TYPES: Readonly<Record<string, ValueType>> = {
  number: 'number',
  integer: 'number',
  long: 'number',
  double: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  'date and time': 'date and time',
  dayTimeDuration: 'duration',
  yearMonthDuration: 'duration',
  'days and time duration': 'duration',
  'years and months duration': 'duration',
};

/** Reads a decision table and compiles every cell once. Null when something in it is wrong; the findings say what. */
export function readTable(element: XmlElement, options: CompileOptions, findings: Findings): DecisionTable | null {
  const before = findings.diagnostics.length;
  for (const part of element.children) {
    if (!PARTS.has(part.name)) findings.error('dmn-unsupported', `"${part.name}" is not carried out.`, part);
  }
  const hitPolicy = element.attributes.get('hitPolicy') ?? 'UNIQUE';
  const aggregator = element.attributes.get('aggregation') ?? null;
  const inputs = named(element, 'input').map((input) => readInput(input, options, findings));
  const outputs = named(element, 'output').map((output, index, all) =>
    readOutput(output, index, all.length, options, findings),
  );
  const rules = named(element, 'rule').map((rule, index) =>
    readRule(rule, index + 1, inputs, outputs.length, options, findings),
  );
  checkPolicy(element, hitPolicy, aggregator, outputs, findings);
  if (findings.diagnostics.slice(before).some(({ severity }) => severity === 'error')) return null;
  return Object.freeze({
    kind: 'table',
    hitPolicy: hitPolicy as HitPolicy,
    aggregator: aggregator as Aggregator | null,
    inputs: inputs.filter((one) => one !== null),
    outputs,
    rules: rules.filter((one) => one !== null),
  });
}

function checkPolicy(
  element: XmlElement,
  hitPolicy: string,
  aggregator: string | null,
  outputs: readonly TableOutput[],
  findings: Findings,
): void {
  if (!HIT_POLICIES.has(hitPolicy)) findings.error('dmn-table', `There is no hit policy "${hitPolicy}".`, element);
  if (outputs.length === 0) findings.error('dmn-table', 'A decision table needs an output.', element);
  if (aggregator !== null && !AGGREGATORS.has(aggregator)) {
    findings.error('dmn-table', `There is no aggregation "${aggregator}".`, element);
  }
  if (aggregator !== null && hitPolicy !== 'COLLECT') {
    findings.error('dmn-table', 'Only the hit policy COLLECT can aggregate.', element);
  }
  if (aggregator !== null && outputs.length > 1) {
    findings.error('dmn-table', 'A table that aggregates has one output.', element);
  }
  const prioritised = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  if (prioritised && !outputs.some(({ values }) => values !== null)) {
    findings.error('dmn-table', `The hit policy ${hitPolicy} needs output values in order of priority.`, element);
  }
}

function readInput(element: XmlElement, options: CompileOptions, findings: Findings): TableInput | null {
  const [inner] = named(element, 'inputExpression');
  if (!inner) {
    findings.error('dmn-incomplete', 'An input needs an expression.', element);
    return null;
  }
  const expression = compileLiteral(inner, options, findings);
  const type = typeOf(inner.attributes.get('typeRef'));
  const [values] = named(element, 'inputValues');
  const allowed = values && textOf(values) ? compileTests(values, options, type, findings) : null;
  const label = element.attributes.get('label') ?? expression?.source ?? '';
  return expression && { label, expression, type, allowed };
}

function readOutput(
  element: XmlElement,
  index: number,
  count: number,
  options: CompileOptions,
  findings: Findings,
): TableOutput {
  const name = element.attributes.get('name') ?? element.attributes.get('label') ?? '';
  if (count > 1 && name === '') findings.error('dmn-incomplete', `Output ${index + 1} needs a name.`, element);
  const [listed] = named(element, 'outputValues');
  const [standard] = named(element, 'defaultOutputEntry');
  const values = listed && textOf(listed) ? compileText(`[${textOf(listed)}]`, listed, options, findings) : null;
  const fallback = standard && textOf(standard) ? compileLiteral(standard, options, findings) : null;
  return { name, values, fallback };
}

function readRule(
  element: XmlElement,
  number: number,
  inputs: readonly (TableInput | null)[],
  outputs: number,
  options: CompileOptions,
  findings: Findings,
): TableRule | null {
  const cells = named(element, 'inputEntry');
  const results = named(element, 'outputEntry');
  if (cells.length !== inputs.length || results.length !== outputs) {
    const message = `Rule ${number} has ${cells.length} conditions and ${results.length} results; the table has ${inputs.length} and ${outputs}.`;
    findings.error('dmn-table', message, element, { rule: number });
    return null;
  }
  const tests = cells.map((cell, index) => compileTests(cell, options, inputs[index]?.type ?? null, findings, number));
  const values = results.map((result) => compileLiteral(result, options, findings, number));
  return {
    number,
    id: element.attributes.get('id') ?? null,
    tests: tests.filter((one) => one !== null),
    outputs: values.filter((one) => one !== null),
  };
}

function named(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function textOf(element: XmlElement): string {
  return named(element, 'text')[0]?.text.trim() ?? '';
}

/** Strips a prefix such as `feel:`, which DMN 1.1 wrote before its types. */
function typeOf(reference: string | undefined): ValueType | null {
  const name = reference?.replace(/^\w+:/, '') ?? '';
  return Object.hasOwn(TYPES, name) ? (TYPES[name] ?? null) : null;
}

function compileTests(
  element: XmlElement,
  options: CompileOptions,
  type: ValueType | null,
  findings: Findings,
  rule?: number,
): UnaryTests | null {
  if (!isFeel(element, findings)) return null;
  const compiled = compileUnaryTests(textOf(element) || '-', { ...options, ...(type ? { inputType: type } : {}) });
  if (compiled.ok) return compiled.tests;
  report(compiled.message, compiled.position, element, findings, rule);
  return null;
}

/** Compiles the text of a literal expression or an output cell; an empty output cell is null. */
export function compileLiteral(
  element: XmlElement,
  options: CompileOptions,
  findings: Findings,
  rule?: number,
): Expression | null {
  if (!isFeel(element, findings)) return null;
  const text = textOf(element);
  return compileText(text === '' && element.name === 'outputEntry' ? 'null' : text, element, options, findings, rule);
}

function compileText(
  text: string,
  element: XmlElement,
  options: CompileOptions,
  findings: Findings,
  rule?: number,
): Expression | null {
  const compiled = compileExpression(text, options);
  if (compiled.ok) return compiled.expression;
  report(compiled.message, compiled.position, element, findings, rule);
  return null;
}

function report(message: string, position: number | undefined, at: XmlElement, findings: Findings, rule?: number) {
  findings.error('dmn-expression', message, at, {
    ...(position === undefined ? {} : { position }),
    ...(rule === undefined ? {} : { rule }),
  });
}

function isFeel(element: XmlElement, findings: Findings): boolean {
  const language = element.attributes.get('expressionLanguage');
  if (language === undefined || /^feel$/i.test(language) || /\/feel\/?$/i.test(language)) return true;
  findings.error('dmn-unsupported', `The expression language "${language}" is not carried out; write FEEL.`, element);
  return false;
}
