import { CALENDAR_FUNCTION_TYPES } from '../deadline/index.ts';
import type { DecisionModel } from '../decision/index.ts';
import { feelTypeOf } from '../decision/item-type.ts';
import { checkExpression, type ExpressionProblem, type FeelType, typeText } from '../expression/index.ts';
import { asJsonType } from '../expression/json-type.ts';
import type { Process, ProcessNode } from '../kernel/graph.ts';
import { decisionOf, inputsOf } from './decision-types.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { NotedExpression } from './expressions.ts';
import { type ProcessTypes, type ProcessVariables, type Types, variablesOf } from './process-variables.ts';

interface Checked {
  readonly process: Process;
  readonly noted: readonly NotedExpression[];
  readonly decisions: readonly DecisionModel[];
  readonly types: ProcessTypes | null;
  readonly diagnostics: Diagnostics;
}

/**
 * Looks at every expression of a process with the types of what the model and the host know: comparisons, operations and
 * arguments that cannot have a result, conditions that cannot be true or false, and, where the host says what an instance
 * is started with, names that nothing writes. Such a name is an error when all that write are known, else a warning; and
 * so is what follows only from the types of variables.
 */
export function checkExpressions({ process, noted, decisions, types, diagnostics }: Checked): void {
  const variables = variablesOf(process, noted, decisions, types);
  const names = { ...variables.types, ...CALENDAR_FUNCTION_TYPES };
  const seen = new Set<string>();
  for (const { element, expression, expects } of noted) {
    const key = `${element} ${expression.source}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const options = expects === null ? {} : { expects };
    const { problems } = checkExpression(expression.source, names, options);
    if (problems.length === 0) continue;
    const open = variables.open || variables.openInside.has(element);
    const certain = open ? checkExpression(expression.source, untyped(names), options).problems : problems;
    for (const problem of problems) {
      const severity = certain.some((one) => sameProblem(one, problem)) ? 'error' : 'warning';
      report(element, expression.source, problem, severity, variables, types, diagnostics);
    }
  }
  for (const node of process.nodes.values()) {
    checkInputs(node.single ?? node, decisions, variables, types, diagnostics);
    checkScript(node.single ?? node, names, diagnostics);
  }
}

/** What a job or message of unknown contents may write anew has a type of its own until then, and any type after it. */
function untyped(names: Types): Types {
  const loose = Object.keys(names).map((name) => [name, { kind: 'any' }] as const);
  return { ...Object.fromEntries(loose), ...CALENDAR_FUNCTION_TYPES };
}

function sameProblem(one: ExpressionProblem, other: ExpressionProblem): boolean {
  return one.code === other.code && one.position === other.position && one.end === other.end;
}

/** A script without a result variable gives its entries; what is no context is an assignment of another language, mostly. */
function checkScript({ id, script }: ProcessNode, names: Types, diagnostics: Diagnostics): void {
  if (script === null || script.result !== null) return;
  const { type } = checkExpression(script.expression.source, names);
  if (type.kind === 'any' || type.kind === 'context' || type.kind === 'null') return;
  const message = `The script gives ${typeText(type)}, which is kept nowhere. Write a context of variables, such as {x: 1}, or name it with zeebe:script resultVariable="…".`;
  diagnostics.warning('no-effect', id, message, { property: 'script' });
}

function report(
  element: string,
  source: string,
  { code, message, position, end }: ExpressionProblem,
  severity: 'error' | 'warning',
  variables: ProcessVariables,
  types: ProcessTypes | null,
  diagnostics: Diagnostics,
): void {
  const part = source.slice(position, end).trim().slice(0, 80);
  const params = { expression: source.trim().slice(0, 200), position, end, part, reason: code };
  const text = `"${source.trim().slice(0, 120)}": ${message}`;
  if (code !== 'unknown-name') {
    diagnostics[severity]('expression-type', element, text, params);
    // without the host's types, and inside an element with a result of its own, every name may be there
  } else if (types !== null && !variables.openInside.has(element)) {
    if (variables.open) diagnostics.warning('expression-name', element, text, params);
    else diagnostics.error('expression-name', element, text, params);
  }
}

/** What a called decision needs has to be there, and of the type that it declares. */
function checkInputs(
  node: ProcessNode,
  decisions: readonly DecisionModel[],
  variables: ProcessVariables,
  types: ProcessTypes | null,
  diagnostics: Diagnostics,
): void {
  if (node.decision === null || node.decision.id.reads.length > 0) return;
  const id = node.decision.id.source;
  const decision = decisionOf(decisions, id);
  for (const { variable, type } of decision === undefined ? [] : inputsOf(decision)) {
    const found = Object.hasOwn(variables.types, variable) ? variables.types[variable] : undefined;
    const params = { expression: id, part: variable };
    if (found === undefined) {
      if (types === null) continue;
      const message = `The decision "${id}" needs "${variable}", which nothing writes.`;
      if (variables.open) diagnostics.warning('expression-name', node.id, message, params);
      else diagnostics.error('expression-name', node.id, message, params);
      continue;
    }
    const wanted = type === null ? null : feelTypeOf(type);
    if (wanted === null || takes(asJsonType(wanted), found)) continue;
    const message = `The decision "${id}" needs "${variable}" as ${typeText(wanted)}, not as ${typeText(found)}.`;
    diagnostics[variables.open ? 'warning' : 'error']('expression-type', node.id, message, params);
  }
}

function takes(wanted: FeelType, found: FeelType): boolean {
  if (wanted.kind === 'any' || found.kind === 'any' || wanted.kind === found.kind) return true;
  // a list of one stands for its element, a value for the list of it
  if (found.kind === 'list') return takes(wanted, found.element);
  return wanted.kind === 'list' && takes(wanted.element, found);
}
