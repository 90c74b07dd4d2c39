import type { Expression, UnaryTests } from '../expression/index.ts';

/** The decisions of one file, compiled, frozen and free of cycles. */
export interface DecisionModel {
  /** Id of the `definitions` element. */
  readonly id: string;
  readonly name: string;
  readonly decisions: ReadonlyMap<string, Decision>;
}

export interface Decision {
  readonly id: string;
  readonly name: string;
  /** The name under which decisions that require this one see its result. */
  readonly variable: string;
  /** Ids of required decisions. */
  readonly requires: readonly string[];
  /** Names of required input data. */
  readonly inputs: readonly string[];
  readonly logic: DecisionTable | LiteralExpression;
}

export interface LiteralExpression {
  readonly kind: 'literal';
  readonly expression: Expression;
}

export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregator = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export interface DecisionTable {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregator: Aggregator | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

/** The types that a table checks; others are free. */
export type ValueType = 'number' | 'string' | 'boolean' | 'date' | 'time' | 'date and time' | 'duration';

export interface TableInput {
  readonly label: string;
  readonly expression: Expression;
  readonly type: ValueType | null;
  /** Values that the input may have, or null when any. */
  readonly allowed: UnaryTests | null;
}

export interface TableOutput {
  /** The key of a result with several outputs. */
  readonly name: string;
  /** Listed values, highest priority first, or null. */
  readonly values: Expression | null;
  /** What the table answers when no rule matches, or null. */
  readonly fallback: Expression | null;
}

export interface TableRule {
  /** Counted from 1, as people read a table. */
  readonly number: number;
  readonly id: string | null;
  readonly tests: readonly UnaryTests[];
  readonly outputs: readonly Expression[];
}
