export { type DecisionTime, decide } from './decide.ts';
export type { DecisionDiagnostic, DecisionDiagnosticCode } from './diagnostic.ts';
export { type Decision, type DecisionModel, hasDecision } from './model.ts';
export type { DecisionFailure, DecisionFailureCode, DecisionTrace, DecisionTraceEntry } from './outcome.ts';
export { type DecisionFile, readDecisionFiles, readDecisions } from './read-decisions.ts';
export type { DecisionTable, HitPolicy } from './table.ts';
