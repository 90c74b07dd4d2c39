export { type CompileOptions, compile } from './compile/compile.ts';
export type { Diagnostic, DiagnosticCode } from './compile/diagnostics.ts';
export type { ProcessTypes, Types } from './compile/process-variables.ts';
export { type Definitions, read } from './compile/read-xml.ts';
export { SUPPORT, type SupportRow } from './compile/support.ts';
export type { LaterDecisions } from './compile/surroundings.ts';
export * from './deadline/index.ts';
export * from './decision/index.ts';
export { Engine } from './engine.ts';
export * from './expression/index.ts';
export type { BackOff } from './host/back-off.ts';
export type { Contract, JobContract } from './host/contract.ts';
export type { Deployed, DeployResult, Source } from './host/deployments.ts';
export { BpmnError, BpmnEscalation, JobFailure } from './host/handler-errors.ts';
export { JobCompletion } from './host/job-completion.ts';
export type {
  EngineOptions,
  HandleOptions,
  MigrationTarget,
  ObservedStep,
  PublishOptions,
  Result,
  Started,
  StartOptions,
} from './host/options.ts';
export type { OpenIncident, OpenJob, OpenTask, SavedEngine } from './host/saved-engine.ts';
export type { HandlerResult, JobHandler, WithoutTime } from './host/workers.ts';
export { apply } from './kernel/apply.ts';
export { checkMigration } from './kernel/check-migration.ts';
export type { Fault, Outcome } from './kernel/contracts.ts';
export type { CloseReason, Event } from './kernel/events.ts';
export type { ClockEffect, Flow, Process, ProcessNode, TimerDefinition } from './kernel/graph.ts';
export type { AdHocResult, JobResult, TaskChanges, TaskResult } from './kernel/job-result.ts';
export { ELEMENT_KINDS, type ElementKind, TRIGGER_KINDS, type TriggerKind } from './kernel/kinds.ts';
export type {
  ArmedEvent,
  Mapping,
  MigrationPlan,
  MigrationProblem,
  MigrationProblemCode,
} from './kernel/migration-plan.ts';
export type { Activation, HeldToken, Modification, Move } from './kernel/modification.ts';
export { planMigration } from './kernel/plan-migration.ts';
export { returnedVariables } from './kernel/returned-variables.ts';
export {
  type ElementInstance,
  type Incident,
  type InstanceStatus,
  processVariables,
  type State,
  type Suspension,
  type ThrownError,
  type Waiting,
} from './kernel/state.ts';
export { type StepResult, step } from './kernel/step.ts';
export { recordsOf, type Table } from './kernel/table.ts';
export type { TaskListening, TaskProperties, TaskTransition } from './kernel/task-state.ts';
export type {
  AdHocActivation,
  Command,
  CommandContext,
  Effect,
  Failure,
  Json,
  Key,
  Variables,
} from './kernel/types.ts';
export { firstWait, nextWait } from './triggers/timer.ts';
export { type Wait, waits } from './waits.ts';
