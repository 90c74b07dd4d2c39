import type { ExtensionChange } from '../../../model/extensions.ts';
import type { Step } from '../../../model/steps.ts';

/** Marks a user task as one that the runner manages. */
export const userTask: ExtensionChange = { type: 'zeebe:UserTask', attributes: {} };

/** The public stage of the step before, so that tracking does not jump. */
export function sameStage(step: Step): readonly ExtensionChange[] {
  return step.stage === null ? [] : [{ type: 'circula:Stage', attributes: { ref: step.stage } }];
}
