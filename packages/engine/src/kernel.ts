/**
 * Steps without the reader: for hosts that keep states and journals, show what an instance is doing, or hold processes
 * that were compiled before. It loads in a few milliseconds; `read` and `compile` come with the main entry.
 */
export { apply } from './kernel/apply.ts';
export type { Event } from './kernel/events.ts';
export type { Process, ProcessNode } from './kernel/graph.ts';
export {
  type ElementInstance,
  type Incident,
  type InstanceStatus,
  processVariables,
  type State,
  type Waiting,
} from './kernel/state.ts';
export { type StepResult, step } from './kernel/step.ts';
export { recordsOf, type Table } from './kernel/table.ts';
export type { Command, Effect, Failure, Json, Key, Variables } from './kernel/types.ts';
export { type Wait, waits } from './waits.ts';
