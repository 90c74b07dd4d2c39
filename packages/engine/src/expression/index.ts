// The decision layer finds FEEL among FEEL values (dates, functions, typeRef conversions) in `feel-values.ts`.
export { type AiParameter, aiParameters } from './ai-parameters.ts';
export { newBudget } from './budget.ts';
export { type Checked, type CheckOptions, checkExpression, checkUnaryTests } from './check.ts';
export { compileExpression, compileUnaryTests, evaluateFeel } from './compile.ts';
export type { ExpressionProblem, ExpressionProblemCode } from './compiler.ts';
export { type Completion, complete } from './complete.ts';
export { oneType, typeOfJson, typeOfSchema } from './json-type.ts';
export type {
  CompileOptions,
  Evaluation,
  EvaluationTime,
  Expression,
  ExpressionFailure,
  ExpressionFailureCode,
  ExpressionWarning,
  HostFunctions,
  TestOptions,
  TestOutcome,
  UnaryTests,
} from './outcome.ts';
export { roundMoney, toBani } from './rounding.ts';
export { type FeelType, typeNamed, typeText } from './types.ts';
