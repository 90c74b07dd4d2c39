import { Stop } from '../expression/budget.ts';
import { type EvaluationTime, type HostFunctions, newBudget } from '../expression/index.ts';
import { toJson } from '../expression/to-json.ts';
import { Callable, type Value } from '../expression/values.ts';
import type { Json, Variables } from '../kernel/types.ts';
import { DecisionStop } from './decision-stop.ts';
import { inOrder, resolve, serve } from './evaluate.ts';
import type { DecisionModel, KnowledgeModel, Node, Scope } from './model.ts';
import type { DecisionFailure, DecisionTrace, DecisionTraceEntry } from './outcome.ts';
import type { Session } from './session.ts';

/** Elementary FEEL operations of one `decide`, over all tables that it needs. */
const STEPS = 2_000_000;

const NO_FUNCTIONS: HostFunctions = Object.freeze({});

/** When a decision is made, and with which functions of the host, such as those of its calendar. */
export interface DecisionTime extends EvaluationTime {
  readonly functions?: HostFunctions;
}

/**
 * Evaluates a decision, a decision service or a knowledge model, and before it what it requires, each once. Deterministic: `now()` is
 * `time.at`. The trace lists decisions in the order of evaluation. Never throws.
 */
export function decide(
  model: DecisionModel,
  decisionId: string,
  variables: Variables,
  time: DecisionTime,
): { readonly ok: true; readonly value: Json; readonly trace: DecisionTrace } | DecisionFailure {
  const decided = evaluateDecision(model, decisionId, variables, time, true);
  if (!decided.ok) return decided;
  try {
    return { ok: true, value: plain(decided.value), trace: decided.trace };
  } catch (error) {
    return failureOf(error, decisionId);
  }
}

function plain(value: Value): Json {
  return value === null || typeof value !== 'object' ? value : toJson(value);
}

/**
 * The same with FEEL values in and out, as the standard has it. With `json` texts may stand for dates and durations, and
 * input data of another type are a failure instead of null.
 */
export function evaluateDecision(
  model: DecisionModel,
  id: string,
  variables: Scope,
  time: DecisionTime,
  json = false,
): { readonly ok: true; readonly value: Value; readonly trace: DecisionTrace } | DecisionFailure {
  const wanted: Node | undefined = model.decisions.get(id) ?? model.services.get(id) ?? model.knowledge.get(id);
  if (!wanted) {
    const message = `There is no decision "${id}" in "${model.name}".`;
    return { ok: false, code: 'decision-unknown', message, decision: id };
  }
  const trace: DecisionTraceEntry[] = [];
  const budget = time.budget ?? newBudget(STEPS);
  const bounded = time.zone === undefined ? { at: time.at, budget } : { at: time.at, zone: time.zone, budget };
  const { imported } = model;
  const functions = time.functions ?? NO_FUNCTIONS;
  const given = time.functions === undefined ? variables : { ...functions, ...variables };
  const session: Session = { time: bounded, given, functions, imported, known: new Map(), trace, json, stopped: null };
  let at = id;
  try {
    if (wanted.kind === 'service') return { ok: true, value: serve(wanted, given, session), trace };
    if (wanted.kind === 'knowledge') return { ok: true, value: call(wanted, given, session), trace };
    for (const node of inOrder(wanted)) {
      at = node.id;
      resolve(node, session);
    }
    return { ok: true, value: resolve(wanted, session), trace };
  } catch (error) {
    return failureOf(error, at);
  }
}

/** Calls a knowledge model with the caller's values as its arguments. */
function call(node: KnowledgeModel, given: Scope, session: Session): Value {
  const callable = resolve(node, session);
  if (!(callable instanceof Callable)) return null;
  const run = { budget: session.time.budget, time: session.time, variables: given, warnings: [] };
  return callable.call(
    node.parameters.map(({ name }) => (Object.hasOwn(given, name) ? (given[name] ?? null) : null)),
    run,
  );
}

function failureOf(error: unknown, decision: string): DecisionFailure {
  if (error instanceof DecisionStop) {
    const { code, message, rule } = error;
    return { ok: false, code, message, decision: error.decision ?? decision, ...(rule === null ? {} : { rule }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, code: error instanceof Stop ? error.code : 'expression-failed', message, decision };
}
