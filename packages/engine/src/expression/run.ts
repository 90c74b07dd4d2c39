import type { Budget } from './budget.ts';
import type { EvaluationTime, ExpressionWarning } from './outcome.ts';
import type { Context, Value } from './values.ts';

/** One evaluation under way. */
export interface Run {
  readonly budget: Budget;
  readonly time: EvaluationTime;
  readonly variables: Context;
  readonly warnings: ExpressionWarning[];
}

/** Values of the names that an expression binds itself, by the slot that the compiler gave each. */
export type Frame = Value[];

/** A compiled node: reads names from `frame` and `run.variables`, answers with a value, charges `run.budget`. */
export type Evaluate = (frame: Frame, run: Run) => Value;

const WARNINGS = 20;

/** Notes why FEEL answers null; always returns null. The first 20 of an evaluation are kept. */
export function warn(run: Run, code: ExpressionWarning['code'], message: string, position: number): null {
  if (run.warnings.length < WARNINGS) run.warnings.push({ code, message, position });
  return null;
}
