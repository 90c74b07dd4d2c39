import type { Budget } from './budget.ts';
import type { EvaluationTime, ExpressionWarning } from './outcome.ts';
import type { Scope, Value } from './values.ts';

/** One evaluation under way. */
export interface Run {
  readonly budget: Budget;
  readonly time: EvaluationTime;
  readonly warnings: ExpressionWarning[];
}

/** A compiled node: reads names from `scope`, answers with a value, charges `run`. */
export type Evaluate = (scope: Scope, run: Run) => Value;

const WARNINGS = 20;

/** Notes why FEEL answers null; always returns null. The first 20 of an evaluation are kept. */
export function warn(run: Run, code: ExpressionWarning['code'], message: string, position: number): null {
  if (run.warnings.length < WARNINGS) run.warnings.push({ code, message, position });
  return null;
}
