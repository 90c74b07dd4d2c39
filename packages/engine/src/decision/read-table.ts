import { ANY } from '../expression/types.ts';
import { shapeOf } from './cell-shape.ts';
import type { Place } from './check-code.ts';
import { checkTable } from './check-table.ts';
import type { TestCode } from './feel.ts';
import { feelTypeOf, type ItemType } from './item-type.ts';
import { compileLiteral, compileTests, compileText } from './literal.ts';
import { isFeel, named, only, type Reading, textOf, typeRefOf } from './reading.ts';
import type { Aggregator, DecisionTable, HitPolicy, TableCell, TableInput, TableOutput, TableRule } from './table.ts';
import { indexOf } from './table-index.ts';
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

/** Reads a decision table and compiles every cell once. Null when something in it is wrong; the findings say what. */
export function readTable(element: XmlElement, reading: Reading): DecisionTable | null {
  const { findings } = reading;
  const before = findings.errors;
  for (const part of element.children) {
    if (!PARTS.has(part.name)) findings.error('dmn-unsupported', `"${part.name}" is not carried out.`, part);
  }
  const hitPolicy = element.attributes.get('hitPolicy') ?? 'UNIQUE';
  const aggregator = element.attributes.get('aggregation') ?? null;
  const inputs = named(element, 'input').map((input) => readInput(input, reading));
  const outputs = named(element, 'output').map((output, index, all) => readOutput(output, index, all.length, reading));
  checkPolicy(element, hitPolicy, aggregator, outputs, reading);
  if (findings.errors > before) return null;
  const readInputs = inputs.filter((one) => one !== null);
  const rules = named(element, 'rule').map((rule, index) =>
    readRule(rule, index + 1, readInputs, outputs.length, reading),
  );
  if (findings.errors > before) return null;
  const whole = rules.filter((one) => one !== null);
  const table: DecisionTable = Object.freeze({
    kind: 'table',
    hitPolicy: hitPolicy as HitPolicy,
    aggregator: aggregator as Aggregator | null,
    inputs: readInputs,
    outputs,
    rules: whole,
    index: indexOf(whole.map(({ cells }) => cells.map(({ shape }) => shape))),
  });
  checkTable(table, element, reading);
  return findings.errors > before ? null : table;
}

function checkPolicy(
  element: XmlElement,
  hitPolicy: string,
  aggregator: string | null,
  outputs: readonly TableOutput[],
  { findings }: Reading,
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
  const [summed] = outputs;
  const kind = summed?.type ? feelTypeOf(summed.type).kind : 'any';
  if (aggregator === 'SUM' && (kind === 'string' || kind === 'boolean')) {
    findings.error('dmn-type', `SUM adds numbers or durations, "${summed?.name}" is a ${kind}.`, element);
  }
  const prioritised = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  if (prioritised && !outputs.some(({ values }) => values !== null)) {
    findings.error('dmn-table', `The hit policy ${hitPolicy} needs output values in order of priority.`, element);
  }
}

function readInput(element: XmlElement, reading: Reading): TableInput | null {
  const inner = only(element, 'inputExpression');
  if (!inner) {
    reading.findings.error('dmn-incomplete', 'An input needs an expression.', element);
    return null;
  }
  const logic = compileLiteral(inner, reading);
  const type = reading.typeOf(typeRefOf(inner), inner);
  const values = only(element, 'inputValues');
  const source = values ? textOf(values) : '';
  const allowed = values && source !== '' ? { source, test: compileTests(values, reading) } : null;
  return { label: element.attributes.get('label') ?? textOf(inner), logic, type, allowed };
}

function readOutput(element: XmlElement, index: number, count: number, reading: Reading): TableOutput {
  const name = element.attributes.get('name') ?? element.attributes.get('label') ?? '';
  if (count > 1 && name === '') reading.findings.error('dmn-incomplete', `Output ${index + 1} needs a name.`, element);
  const listed = only(element, 'outputValues');
  const standard = only(element, 'defaultOutputEntry');
  return {
    name,
    type: reading.typeOf(typeRefOf(element), element),
    values: listed && textOf(listed) ? compileText(`[${textOf(listed)}]`, listed, reading) : null,
    fallback: standard && textOf(standard) ? compileLiteral(standard, reading) : null,
  };
}

function readRule(
  element: XmlElement,
  number: number,
  inputs: readonly TableInput[],
  outputs: number,
  reading: Reading,
): TableRule | null {
  const cells = named(element, 'inputEntry');
  const results = named(element, 'outputEntry');
  if (cells.length !== inputs.length || results.length !== outputs) {
    const message = `Rule ${number} has ${cells.length} conditions and ${results.length} results; the table has ${inputs.length} and ${outputs}.`;
    reading.findings.error('dmn-table', message, element, { decision: reading.owner.id, rule: number });
    return null;
  }
  return {
    number,
    id: element.attributes.get('id') ?? null,
    cells: cells.map((cell, index) =>
      readCell(cell, inputs[index]?.type ?? null, { rule: number, cell: index + 1 }, reading),
    ),
    outputs: results.map((result, index) =>
      compileLiteral(result, reading, { rule: number, cell: inputs.length + index + 1 }),
    ),
  };
}

/** A cell that can be read from its text is FEEL for sure: it is compiled only if a value asks for more than its shape. */
function readCell(element: XmlElement, input: ItemType | null, place: Place, reading: Reading): TableCell {
  const source = textOf(element);
  const type = input === null ? ANY : feelTypeOf(input);
  const shape = isFeel(element, reading.findings) ? shapeOf(source) : ({ kind: 'other' } as const);
  if (shape.kind === 'other') return { source, shape, test: compileTests(element, reading, type, place) };
  let compiled: TestCode | null = null;
  return {
    source,
    shape,
    test(value, scope, session) {
      compiled ??= compileTests(element, reading, type, place);
      return compiled(value, scope, session);
    },
  };
}
