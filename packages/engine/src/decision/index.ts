export { decide } from './decide.ts';
export type { DecisionDiagnostic, DecisionDiagnosticCode } from './diagnostic.ts';
export type { Decision, DecisionModel, DecisionTable, HitPolicy } from './model.ts';
export type { DecisionFailure, DecisionFailureCode, DecisionTrace, DecisionTraceEntry } from './outcome.ts';
export { readDecisions } from './read-decisions.ts';
