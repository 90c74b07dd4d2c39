import type { Value } from '../expression/values.ts';
import { aggregate } from './aggregate.ts';
import { answerOf } from './cell-shape.ts';
import { DecisionStop } from './decision-stop.ts';
import { fitted } from './invoke.ts';
import { fit, fits } from './item-type.ts';
import type { Scope } from './model.ts';
import { select } from './select.ts';
import type { Session } from './session.ts';
import type { DecisionTable, TableCell, TableInput, TableRule } from './table.ts';
import { rulesOf, type TableIndex } from './table-index.ts';

export interface Match {
  readonly rule: number;
  readonly id: string | null;
  readonly output: Value;
}

/** What a table answered, and why. */
export interface Decided {
  readonly table: DecisionTable;
  /** Of the inputs, in their order. */
  readonly values: readonly Value[];
  readonly matched: readonly Match[];
  readonly value: Value;
}

/** Evaluates a table under its hit policy (DMN 1.5, 8.2.10). Throws DecisionStop or Stop. */
export function decideTable(table: DecisionTable, scope: Scope, session: Session): Decided {
  const values: Value[] = [];
  for (const input of table.inputs) values.push(readInput(input, scope, session));
  const matched: Match[] = [];
  const first = table.hitPolicy === 'FIRST';
  const candidates = table.index?.candidates(values) ?? null;
  if (candidates === null) {
    session.time.budget.spend(table.rules.length);
    for (const rule of table.rules) {
      if (!matches(rule, values, scope, session, null)) continue;
      matched.push({ rule: rule.number, id: rule.id, output: outputOf(table, rule, scope, session) });
      if (first) break;
    }
  } else {
    session.time.budget.spend(candidates.length);
    for (const position of rulesOf(candidates)) {
      const rule = table.rules[position];
      if (!rule || !matches(rule, values, scope, session, table.index)) continue;
      matched.push({ rule: rule.number, id: rule.id, output: outputOf(table, rule, scope, session) });
      if (first) break;
    }
  }
  const value = matched.length === 0 ? fallback(table, scope, session) : select(table, matched, scope, session);
  return { table, values, matched, value };
}

function readInput(input: TableInput, scope: Scope, session: Session): Value {
  const found = input.logic(scope, session);
  if (found === null) return null;
  const typed =
    input.type === null || fits(found, input.type)
      ? { ok: true as const, value: found }
      : fit(found, input.type, session);
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

function matches(
  rule: TableRule,
  values: readonly Value[],
  scope: Scope,
  session: Session,
  index: TableIndex | null,
): boolean {
  const { cells } = rule;
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] as TableCell;
    if (index?.covers(column)) continue;
    const value = values[column] ?? null;
    const answer = answerOf(cell.shape, value) ?? cell.test(value, scope, session);
    if (answer !== true) return false;
  }
  return true;
}

/** One output is the value itself; several are a context by their names. */
function outputOf(table: DecisionTable, rule: TableRule, scope: Scope, session: Session): Value {
  try {
    const [only] = rule.outputs;
    if (rule.outputs.length === 1 && only) return fitted(only(scope, session), table.outputs[0]?.type ?? null, session);
    const results = rule.outputs.map((logic, index) =>
      fitted(logic(scope, session), table.outputs[index]?.type ?? null, session),
    );
    return combined(table, results);
  } catch (error) {
    if (!(error instanceof DecisionStop) || error.rule !== null) throw error;
    throw new DecisionStop(error.code, error.message, rule.number);
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
