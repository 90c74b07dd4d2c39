import type { Json, Variables } from '../kernel/types.ts';
import type { Budget } from './budget.ts';
import type { ExpressionProblem } from './compiler.ts';
import type { FeelType } from './types.ts';
import type { Callable, Context, Value } from './values.ts';

/** The kinds of failure of an expression. */
export type ExpressionFailureCode =
  /** The text is not FEEL. */
  | 'expression-syntax'
  /** Longer, deeper or larger than an expression may be. */
  | 'expression-too-large'
  /** Something that cannot have a result: an unknown function, wrong arguments, an external function, no type. */
  | 'expression-unsupported'
  /** The evaluation needs more steps than it may take. */
  | 'budget-exceeded'
  | 'range-too-large'
  | 'value-too-large'
  /** The result is a function or a range, not data. */
  | 'result-not-data'
  /** The result is a whole number with more digits than a number in JSON holds. */
  | 'result-not-exact'
  /** The function `assert` says so. */
  | 'assertion-failed'
  /** A condition is null, often because something that it reads is missing. */
  | 'condition-unknown'
  /** A condition is something else that is neither true nor false. */
  | 'condition-not-boolean'
  | 'expression-failed';

/** Why an expression has no value. */
export interface ExpressionFailure {
  readonly ok: false;
  readonly code: ExpressionFailureCode;
  readonly message: string;
  /** Offset in the source, of failures found while compiling and of conditions that are neither true nor false. */
  readonly position?: number;
}

/** Something that FEEL answers with null and a person may want to know. */
export interface ExpressionWarning {
  readonly code: 'unknown-name' | 'invalid-type' | 'invalid-arguments';
  readonly message: string;
  readonly position: number;
}

/** The moment at which an expression is evaluated. */
export interface EvaluationTime {
  /** Milliseconds since the epoch: what `now()` and `today()` mean. */
  readonly at: number;
  /** IANA zone of `now()` and `today()`; Europe/Bucharest when absent. */
  readonly zone?: string;
  /** Shares one budget among several evaluations; without it each has its own. */
  readonly budget?: Budget;
}

/** The value of an expression with its warnings, or why there is none. */
export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly ExpressionWarning[] }
  | ExpressionFailure;

/** Whether a value meets unary tests, or why nobody knows. */
export type TestOutcome =
  | { readonly ok: true; readonly value: boolean; readonly warnings: readonly ExpressionWarning[] }
  | ExpressionFailure;

export type FeelOutcome =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly ExpressionWarning[] }
  | ExpressionFailure;

/** A FEEL expression or a constant, compiled. */
export interface Expression {
  readonly source: string;
  /** Names of variables that an evaluation may read, sorted; the first name of a path. */
  readonly reads: readonly string[];
  evaluate(variables: Variables, time: EvaluationTime): Evaluation;
  /** As a condition: anything but true and false is a failure that says what was found and why, with positions. */
  decide(variables: Variables, time: EvaluationTime): TestOutcome;
}

/** Unary tests, compiled. */
export interface UnaryTests {
  readonly source: string;
  readonly reads: readonly string[];
  /** Whether `input` (also `?` in the tests) satisfies one of the tests. */
  evaluate(input: Json, variables: Variables, time: EvaluationTime): TestOutcome;
}

/** An expression within FEEL: values go in and come out as they are, dates as dates. For the decision layer. */
export interface Feel {
  readonly source: string;
  readonly reads: readonly string[];
  /** What makes parts of the expression null at every evaluation; the standard lets such an expression run. */
  readonly problems: readonly ExpressionProblem[];
  evaluate(variables: Context, time: EvaluationTime): FeelOutcome;
}

export interface FeelTests {
  readonly source: string;
  readonly reads: readonly string[];
  readonly problems: readonly ExpressionProblem[];
  evaluate(input: Value, variables: Context, time: EvaluationTime): TestOutcome;
}

/** Functions that a host gives to FEEL, by name. */
export type HostFunctions = Readonly<Record<string, Callable>>;

/** What an expression is compiled with besides its text. */
export interface CompileOptions {
  /** Variable names that hold operator characters, such as `plot-area`, or functions that the host gives. */
  readonly names?: readonly string[];
  /** Functions of the host. Nothing that a caller puts among the variables can take their place. */
  readonly functions?: HostFunctions;
  /**
   * Any name may be a variable that is not there yet: built-in functions are called, but are no values, so that
   * `if count = null then 1 else count + 1` counts. In DMN (10.3.2.13.1) the function `count` stands there.
   */
  readonly openNames?: boolean;
}

export interface FeelOptions extends CompileOptions {
  /** Types of variables: their entries' names may hold operator characters too. */
  readonly variables?: Readonly<Record<string, FeelType>>;
  /** Types that `instance of` and parameters may name beyond FEEL's own. */
  readonly types?: ReadonlyMap<string, FeelType>;
}

/** What unary tests are evaluated with. */
export interface TestOptions extends CompileOptions {
  /** What an input that is a text means: with a temporal type it is read as ISO 8601 before it is tested. */
  readonly inputType?: 'number' | 'string' | 'boolean' | 'date' | 'time' | 'date and time' | 'duration';
}
