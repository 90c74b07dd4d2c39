import type { CellShape } from './cell-shape.ts';
import { exploreTable } from './explore-table.ts';
import { feelTypeOf } from './item-type.ts';
import { named, type Reading, textOf } from './reading.ts';
import type { DecisionTable } from './table.ts';
import type { XmlElement } from './xml.ts';

/** Reports what can be seen of a table without evaluating it: wrong types, overlaps, gaps, rules that never match. */
export function checkTable(table: DecisionTable, element: XmlElement, reading: Reading): void {
  const before = reading.findings.errors;
  checkTypes(table, element, reading);
  if (reading.findings.errors > before) return;
  const found = exploreTable(table);
  if (found === null) return;
  const rules = named(element, 'rule');
  const at = (rule: number) => rules[rule - 1] ?? element;
  const owner = { decision: reading.owner.id };
  for (const { rule, other, example } of found.overlaps) {
    const message = `Rules ${other} and ${rule} both match ${example}; under UNIQUE only one may.`;
    reading.findings.warning('dmn-overlap', message, at(rule), { ...owner, rule, other, example });
  }
  for (const rule of found.unreachable) {
    const message = `Rule ${rule} is never the answer.`;
    reading.findings.warning('dmn-unreachable', message, at(rule), { ...owner, rule });
  }
  for (const example of found.gaps) {
    reading.findings.warning('dmn-gap', `No rule matches ${example}.`, element, { ...owner, example });
  }
}

function checkTypes(table: DecisionTable, element: XmlElement, reading: Reading): void {
  named(element, 'rule').forEach((rule, row) => {
    named(rule, 'inputEntry').forEach((cell, column) => {
      const { type } = table.inputs[column] ?? {};
      const shape = table.rules[row]?.cells[column]?.shape;
      if (!type || !shape) return;
      const kind = feelTypeOf(type).kind;
      const wrong = kindOf(shape);
      if (wrong === null || !SCALAR.has(kind) || wrong === kind) return;
      const message = `Rule ${row + 1}: "${textOf(cell)}" is a ${wrong}, "${table.inputs[column]?.label}" a ${kind}.`;
      const where = { decision: reading.owner.id, rule: row + 1, cell: column + 1 };
      reading.findings.error('dmn-type', message, cell, where);
    });
    named(rule, 'outputEntry').forEach((cell, column) => {
      const { type, name } = table.outputs[column] ?? {};
      const wrong = literalKind(textOf(cell));
      if (!type || wrong === null) return;
      const kind = feelTypeOf(type).kind;
      if (!PLAIN.has(kind) || wrong === kind) return;
      const message = `Rule ${row + 1}: the result ${textOf(cell)} is a ${wrong}, "${name}" a ${kind}.`;
      const where = { decision: reading.owner.id, rule: row + 1, cell: table.inputs.length + column + 1 };
      reading.findings.error('dmn-type', message, cell, where);
    });
  });
}

/** Results are converted from texts where dates are wanted; conditions compare values as they are. */
const PLAIN: ReadonlySet<string> = new Set(['number', 'string', 'boolean']);
const SCALAR: ReadonlySet<string> = new Set([
  ...PLAIN,
  ...['date', 'time', 'date and time', 'duration', 'days and time duration', 'years and months duration'],
]);

function kindOf(shape: CellShape): string | null {
  switch (shape.kind) {
    case 'values':
      return shape.type;
    case 'ranges':
      return 'number';
    case 'any':
    case 'other':
      return null;
    default:
      return shape satisfies never;
  }
}

function literalKind(source: string): string | null {
  const shape = /^[<>=[\](]|^not\b|,/.test(source) ? null : source === '' ? null : source;
  if (shape === null) return null;
  if (/^"(?:[^"\\])*"$/.test(shape)) return 'string';
  if (shape === 'true' || shape === 'false') return 'boolean';
  return /^-?\d+(\.\d+)?$/.test(shape) ? 'number' : null;
}
