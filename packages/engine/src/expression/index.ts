export { newBudget } from './budget.ts';
export { compileExpression, compileUnaryTests } from './compile.ts';
export { evaluateFeel } from './evaluate-feel.ts';
export type {
  CompileOptions,
  Evaluation,
  EvaluationTime,
  Expression,
  ExpressionFailure,
  ExpressionFailureCode,
  ExpressionWarning,
  TestOptions,
  TestOutcome,
  UnaryTests,
} from './outcome.ts';
export { roundMoney, toBani } from './rounding.ts';
