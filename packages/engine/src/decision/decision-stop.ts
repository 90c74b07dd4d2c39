import type { DecisionFailureCode } from './outcome.ts';

/** Ends the evaluation of a decision; `decide` turns it into a typed failure. */
export class DecisionStop extends Error {
  readonly code: DecisionFailureCode;
  /** Rule number, counted from 1. */
  readonly rule: number | null;
  /** Id of the decision in which it happened, once known. */
  decision: string | null = null;

  constructor(code: DecisionFailureCode, message: string, rule: number | null) {
    super(message);
    this.code = code;
    this.rule = rule;
  }
}
