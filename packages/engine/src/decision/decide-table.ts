import { equals } from '../expression/operators.ts';
import type { Value } from '../expression/values.ts';
import { aggregate } from './aggregate.ts';
import { answerOf } from './cell-shape.ts';
import { DecisionStop } from './decision-stop.ts';
import { fitted } from './invoke.ts';
import { fit } from './item-type.ts';
import type { Scope } from './model.ts';
import { select } from './select.ts';
import type { Session } from './session.ts';
import type { DecisionTable, TableInput, TableRule } from './table.ts';
import { rulesOf } from './table-index.ts';

export interface Match {
  readonly rule: number;
  readonly id: string | null;
  readonly output: Value;
}

/** What a table answered, and why. */
export interface Decided {
  readonly inputs: readonly { readonly label: string; readonly value: Value }[];
  readonly matched: readonly Match[];
  readonly value: Value;
}

/** Evaluates a table under its hit policy (DMN 1.5, 8.2.10). Throws DecisionStop or Stop. */
export function decideTable(table: DecisionTable, scope: Scope, session: Session): Decided {
  const inputs = table.inputs.map((input) => ({ label: input.label, value: readInput(input, scope, session) }));
  const values = inputs.map(({ value }) => value);
  const matched: Match[] = [];
  for (const rule of matching(table, values, scope, session)) {
    matched.push({ rule: rule.number, id: rule.id, output: outputOf(table, rule, scope, session) });
    if (table.hitPolicy === 'FIRST') break;
  }
  const value = matched.length === 0 ? fallback(table, scope, session) : select(table, matched, scope, session);
  return { inputs, matched, value };
}

function readInput(input: TableInput, scope: Scope, session: Session): Value {
  const found = input.logic(scope, session);
  if (found === null) return null;
  const typed = input.type === null ? { ok: true as const, value: found } : fit(found, input.type, session);
  if (!typed.ok) {
    const { code, message } = typed.misfit;
    const failure = code === 'type' ? 'input-type' : 'input-not-allowed';
    throw new DecisionStop(failure, `"${input.label}" ${message}.`, null);
  }
  if (input.allowed !== null && input.allowed.test(typed.value, scope, session) !== true) {
    throw new DecisionStop('input-not-allowed', `"${input.label}" may be ${input.allowed.source}.`, null);
  }
  return typed.value;
}

/** The rules that match, in their order. */
function* matching(
  table: DecisionTable,
  values: readonly Value[],
  scope: Scope,
  session: Session,
): Generator<TableRule> {
  const { index, rules } = table;
  const candidates = index?.candidates(values) ?? null;
  if (index === null || candidates === null) {
    for (const rule of rules) if (matches(rule, values, scope, session, null)) yield rule;
    return;
  }
  session.time.budget.spend(rules.length >> 5);
  for (const position of rulesOf(candidates)) {
    const rule = rules[position];
    if (rule && matches(rule, values, scope, session, index.covers)) yield rule;
  }
}

function matches(
  rule: TableRule,
  values: readonly Value[],
  scope: Scope,
  session: Session,
  covered: ((column: number) => boolean) | null,
): boolean {
  session.time.budget.spend(1);
  for (let column = 0; column < rule.cells.length; column += 1) {
    const cell = rule.cells[column];
    if (cell === undefined || covered?.(column)) continue;
    const value = values[column] ?? null;
    const answer = answerOf(cell.shape, value) ?? cell.test(value, scope, session);
    if (answer !== true) return false;
  }
  return true;
}

/** One output is the value itself; several are a context by their names. */
function outputOf(table: DecisionTable, rule: TableRule, scope: Scope, session: Session): Value {
  const results = rule.outputs.map((logic, index) =>
    inRule(rule.number, () => fitted(logic(scope, session), table.outputs[index]?.type ?? null, session)),
  );
  return combined(table, results);
}

function inRule(rule: number, evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof DecisionStop && error.rule === null) throw new DecisionStop(error.code, error.message, rule);
    throw error;
  }
}

function combined(table: DecisionTable, results: readonly Value[]): Value {
  if (table.outputs.length === 1) return results[0] ?? null;
  return Object.fromEntries(table.outputs.map(({ name }, index) => [name, results[index] ?? null]));
}

function fallback(table: DecisionTable, scope: Scope, session: Session): Value {
  if (table.outputs.every((output) => output.fallback === null)) {
    return table.aggregator === null ? null : aggregate(table.aggregator, [], session);
  }
  return combined(
    table,
    table.outputs.map((output) => fitted(output.fallback?.(scope, session) ?? null, output.type, session)),
  );
}

/** Whether two results are the same value. */
export function same(a: Value, b: Value, session: Session): boolean {
  return (a === null && b === null) || equals(a, b, session.time.budget) === true;
}
