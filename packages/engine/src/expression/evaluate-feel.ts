import type { Variables } from '../kernel/types.ts';
import { compileExpression } from './compile.ts';
import type { Evaluation, EvaluationTime } from './outcome.ts';

/** Compiles and evaluates once; for tools and tests. Models compile their expressions when they are deployed. */
export function evaluateFeel(source: string, variables: Variables, time: EvaluationTime): Evaluation {
  const compiled = compileExpression(source);
  return compiled.ok ? compiled.expression.evaluate(variables, time) : compiled;
}
