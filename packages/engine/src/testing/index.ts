export { brokenInvariants } from './invariants.ts';
export { ModelBuilder } from './model-builder.ts';
export { ReplayCheck } from './replay.ts';
export { runScenario, type ScenarioFailure, type ScenarioInput, type ScenarioResult } from './run-scenario.ts';
export {
  readScenario,
  type Scenario,
  type ScenarioStep,
  type Then,
  versionsIn,
  type When,
  type WhenMigrated,
  type WhenModified,
} from './scenario.ts';
export { traceLine } from './trace.ts';
