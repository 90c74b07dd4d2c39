import type { CellShape } from './cell-shape.ts';
import type { TestCode } from './feel.ts';
import type { ItemType } from './item-type.ts';
import type { Logic } from './model.ts';
import type { TableIndex } from './table-index.ts';

/** The hit policies of decision tables (DMN 1.5, 8.2.8). */
export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';
export type Aggregator = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** A decision table with its inputs, outputs and rules. */
export interface DecisionTable {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregator: Aggregator | null;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
  /** Which rules can match, for tables that are worth it. */
  readonly index: TableIndex | null;
}

export interface TableInput {
  readonly label: string;
  readonly logic: Logic;
  readonly type: ItemType | null;
  /** Values that the input may have, or null when any. */
  readonly allowed: { readonly source: string; readonly test: TestCode } | null;
}

export interface TableOutput {
  /** The key of a result with several outputs. */
  readonly name: string;
  readonly type: ItemType | null;
  /** Listed values, highest priority first, or null. */
  readonly values: Logic | null;
  /** What the table answers when no rule matches, or null. */
  readonly fallback: Logic | null;
}

export interface TableCell {
  readonly source: string;
  readonly shape: CellShape;
  readonly test: TestCode;
}

export interface TableRule {
  /** Counted from 1, as people read a table. */
  readonly number: number;
  readonly id: string | null;
  readonly cells: readonly TableCell[];
  readonly outputs: readonly Logic[];
}
