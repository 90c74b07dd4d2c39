import { type EvaluationTime, newBudget } from '../expression/index.ts';
import type { Json, Variables } from '../kernel/types.ts';
import { decideTable } from './decide-table.ts';
import { DecisionStop } from './decision-stop.ts';
import type { Decision, DecisionModel } from './model.ts';
import type { DecisionFailure, DecisionTrace, DecisionTraceEntry } from './outcome.ts';

/** Elementary FEEL operations of one `decide`, over all tables that it needs. */
const STEPS = 2_000_000;

/**
 * Evaluates a decision and, before it, those that it requires, each once. Deterministic: `now()` is `time.at`. The
 * trace lists decisions in the order of evaluation. Never throws.
 */
export function decide(
  model: DecisionModel,
  decisionId: string,
  variables: Variables,
  time: EvaluationTime,
): { readonly ok: true; readonly value: Json; readonly trace: DecisionTrace } | DecisionFailure {
  const wanted = model.decisions.get(decisionId);
  if (!wanted) {
    const message = `There is no decision "${decisionId}" in "${model.name}".`;
    return { ok: false, code: 'decision-unknown', message, decision: decisionId };
  }
  const results = new Map<string, Json>();
  const trace: DecisionTraceEntry[] = [];
  const bounded = { ...time, budget: time.budget ?? newBudget(STEPS) };
  for (const decision of inOrder(model, wanted)) {
    const known: Variables = Object.fromEntries([
      ...Object.entries(variables),
      ...decision.requires.map((id): [string, Json] => [
        model.decisions.get(id)?.variable ?? id,
        results.get(id) ?? null,
      ]),
    ]);
    try {
      const entry = evaluate(decision, known, bounded);
      results.set(decision.id, entry.value);
      trace.push(entry);
    } catch (error) {
      if (!(error instanceof DecisionStop)) throw error;
      const { code, message, rule } = error;
      return { ok: false, code, message, decision: decision.id, ...(rule === null ? {} : { rule }) };
    }
  }
  return { ok: true, value: results.get(decisionId) ?? null, trace };
}

function evaluate(decision: Decision, variables: Variables, time: EvaluationTime): DecisionTraceEntry {
  const { id, name, logic } = decision;
  if (logic.kind === 'table') return { decision: id, name, ...decideTable(logic, variables, time) };
  const result = logic.expression.evaluate(variables, time);
  if (!result.ok) throw new DecisionStop(result.code, result.message, null);
  return { decision: id, name, inputs: [], matched: [], value: result.value };
}

/** The decision after everything it requires; the model has no cycles. */
function inOrder(model: DecisionModel, wanted: Decision): readonly Decision[] {
  const ordered = new Set<Decision>();
  const open: { decision: Decision; next: number }[] = [{ decision: wanted, next: 0 }];
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (!top) break;
    const required = model.decisions.get(top.decision.requires[top.next] ?? '');
    top.next += 1;
    if (required && !ordered.has(required)) open.push({ decision: required, next: 0 });
    else if (top.next > top.decision.requires.length) {
      ordered.add(top.decision);
      open.pop();
    }
  }
  return [...ordered];
}
