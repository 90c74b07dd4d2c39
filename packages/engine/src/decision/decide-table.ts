import type { EvaluationTime, Expression } from '../expression/index.ts';
import type { Json, Variables } from '../kernel/types.ts';
import { aggregate } from './aggregate.ts';
import { DecisionStop } from './decision-stop.ts';
import type { DecisionTable, TableInput, TableRule, ValueType } from './model.ts';
import type { DecisionTraceEntry } from './outcome.ts';

interface Match {
  readonly rule: number;
  readonly id: string | null;
  readonly output: Json;
}

/** Evaluates a table under its hit policy (DMN 1.5, 8.2.10). Throws DecisionStop. */
export function decideTable(
  table: DecisionTable,
  variables: Variables,
  time: EvaluationTime,
): Pick<DecisionTraceEntry, 'inputs' | 'matched' | 'value'> {
  const inputs = table.inputs.map((input) => ({ label: input.label, value: readInput(input, variables, time) }));
  const values = inputs.map(({ value }) => value);
  const matched: Match[] = [];
  for (const rule of table.rules) {
    if (!matches(rule, values, variables, time)) continue;
    matched.push({ rule: rule.number, id: rule.id, output: outputOf(table, rule, variables, time) });
    if (table.hitPolicy === 'FIRST') break;
  }
  const value = matched.length === 0 ? fallback(table, variables, time) : select(table, matched, variables, time);
  return { inputs, matched, value };
}

function value(expression: Expression, variables: Variables, time: EvaluationTime, rule: number | null): Json {
  const result = expression.evaluate(variables, time);
  if (!result.ok) throw new DecisionStop(result.code, result.message, rule);
  return result.value;
}

function readInput(input: TableInput, variables: Variables, time: EvaluationTime): Json {
  const found = value(input.expression, variables, time, null);
  if (found === null) return null;
  if (input.type && !hasType(found, input.type)) {
    throw new DecisionStop('input-type', `"${input.label}" must be a ${input.type}.`, null);
  }
  if (input.allowed) {
    const result = input.allowed.evaluate(found, variables, time);
    if (!result.ok) throw new DecisionStop(result.code, result.message, null);
    if (!result.value) {
      const message = `"${input.label}" is ${JSON.stringify(found)}; allowed is ${input.allowed.source}.`;
      throw new DecisionStop('input-not-allowed', message, null);
    }
  }
  return found;
}

function hasType(found: Json, type: ValueType): boolean {
  switch (type) {
    case 'number':
    case 'string':
    case 'boolean':
      return typeof found === type;
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
      // temporal values travel as ISO 8601 texts; the tests turn them back
      return typeof found === 'string';
  }
}

function matches(rule: TableRule, values: readonly Json[], variables: Variables, time: EvaluationTime): boolean {
  return rule.tests.every((test, index) => {
    const result = test.evaluate(values[index] ?? null, variables, time);
    if (!result.ok) throw new DecisionStop(result.code, result.message, rule.number);
    return result.value;
  });
}

/** One output is the value itself; several are a context by their names. */
function outputOf(table: DecisionTable, rule: TableRule, variables: Variables, time: EvaluationTime): Json {
  const results = rule.outputs.map((expression) => value(expression, variables, time, rule.number));
  if (table.outputs.length === 1) return results[0] ?? null;
  return Object.fromEntries(table.outputs.map(({ name }, index) => [name, results[index] ?? null]));
}

function fallback(table: DecisionTable, variables: Variables, time: EvaluationTime): Json {
  if (table.outputs.every(({ fallback: none }) => none === null)) return table.aggregator === 'COUNT' ? 0 : null;
  const results = table.outputs.map((output) => output.fallback && value(output.fallback, variables, time, null));
  if (table.outputs.length === 1) return results[0] ?? null;
  return Object.fromEntries(table.outputs.map(({ name }, index) => [name, results[index] ?? null]));
}

function select(table: DecisionTable, matched: readonly Match[], variables: Variables, time: EvaluationTime): Json {
  const [first, second] = matched;
  const outputs = matched.map(({ output }) => output);
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (second) {
        const message = `Rules ${matched.map(({ rule }) => rule).join(' and ')} match; only one may.`;
        throw new DecisionStop('rules-overlap', message, second.rule);
      }
      return first?.output ?? null;
    case 'ANY': {
      const other = matched.find(({ output }) => !same(output, first?.output ?? null));
      if (other) {
        const message = `Rules ${first?.rule} and ${other.rule} match with different results.`;
        throw new DecisionStop('rules-disagree', message, other.rule);
      }
      return first?.output ?? null;
    }
    case 'FIRST':
      return first?.output ?? null;
    case 'PRIORITY':
      return byPriority(table, matched, variables, time)[0]?.output ?? null;
    case 'OUTPUT ORDER':
      return byPriority(table, matched, variables, time).map(({ output }) => output);
    case 'RULE ORDER':
      return outputs;
    case 'COLLECT':
      return table.aggregator === null ? outputs : aggregate(table.aggregator, outputs);
  }
}

function byPriority(
  table: DecisionTable,
  matched: readonly Match[],
  variables: Variables,
  time: EvaluationTime,
): readonly Match[] {
  const orders = table.outputs.map((output) => output.values && value(output.values, variables, time, null));
  const ranked = matched.map((match) => ({
    match,
    rank: orders.map((order, index) => rank(table, match, order, index)),
  }));
  ranked.sort((a, b) => {
    const differing = a.rank.findIndex((position, index) => position !== b.rank[index]);
    return differing < 0 ? 0 : (a.rank[differing] ?? 0) - (b.rank[differing] ?? 0);
  });
  return ranked.map(({ match }) => match);
}

/** The place of an output in its list of values; 0 for an output without a list, which does not count. */
function rank(table: DecisionTable, match: Match, order: Json, index: number): number {
  if (!Array.isArray(order)) return 0;
  const { output } = match;
  const name = table.outputs[index]?.name ?? '';
  const single = table.outputs.length === 1 ? output : ((output as { [key: string]: Json })[name] ?? null);
  const place = order.findIndex((listed: Json) => same(listed, single));
  if (place >= 0) return place;
  const message = `Rule ${match.rule} answers ${JSON.stringify(single)}, which is not among the output values.`;
  throw new DecisionStop('output-not-allowed', message, match.rule);
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
