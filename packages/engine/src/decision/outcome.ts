import type { ExpressionFailureCode } from '../expression/index.ts';
import type { Json } from '../kernel/types.ts';

/** The kinds of failure of a decision. */
export type DecisionFailureCode =
  | ExpressionFailureCode
  | 'decision-unknown'
  /** Part of the decision was refused when its file was read. */
  | 'decision-refused'
  /** Two rules match under UNIQUE. */
  | 'rules-overlap'
  /** Two rules match under ANY with different results. */
  | 'rules-disagree'
  | 'input-type'
  | 'input-not-allowed'
  | 'output-not-allowed'
  /** An aggregation over something that has no sum or order. */
  | 'aggregate-type';

/** Why a decision gave no result. */
export interface DecisionFailure {
  readonly ok: false;
  readonly code: DecisionFailureCode;
  readonly message: string;
  /** Id of the decision that could not be evaluated; one that was required, perhaps. */
  readonly decision: string;
  /** Number of the rule, counted from 1. */
  readonly rule?: number;
}

/** Why a decision answered as it did, in the order of evaluation; plain JSON for the journal. */
export type DecisionTrace = readonly DecisionTraceEntry[];

/** One step of how a decision came about. */
export interface DecisionTraceEntry {
  readonly decision: string;
  readonly name: string;
  readonly inputs: readonly { readonly label: string; readonly value: Json }[];
  readonly matched: readonly { readonly rule: number; readonly id: string | null; readonly output: Json }[];
  readonly value: Json;
}
