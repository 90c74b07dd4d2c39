import type { Effect } from '@circula/engine';
import type { StepRows } from '../step-rows.ts';
import { broadcastSignal } from './broadcast-signal.ts';
import { cancelJob } from './cancel-job.ts';
import { cancelProcess } from './cancel-process.ts';
import { cancelTask } from './cancel-task.ts';
import { cancelTimer } from './cancel-timer.ts';
import { closeSignal } from './close-signal.ts';
import { closeSubscription } from './close-subscription.ts';
import { createJob } from './create-job.ts';
import { createTask } from './create-task.ts';
import type { EffectHandler } from './effect-handler.ts';
import { escalate } from './escalate.ts';
import { finishTask } from './finish-task.ts';
import { openSignal } from './open-signal.ts';
import { openSubscription } from './open-subscription.ts';
import { publishMessage } from './publish-message.ts';
import { raiseIncident } from './raise-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { scheduleTimer } from './schedule-timer.ts';
import { startProcess } from './start-process.ts';
import { updateTask } from './update-task.ts';

/** Every kind of effect the engine knows; a missing one does not compile. */
export const effectHandlers: { readonly [T in Effect['type']]: EffectHandler<T> } = {
  createTask,
  cancelTask,
  updateTask,
  finishTask,
  createJob,
  cancelJob,
  scheduleTimer,
  cancelTimer,
  openSubscription,
  closeSubscription,
  openSignal,
  closeSignal,
  broadcastSignal,
  escalate,
  publishMessage,
  startProcess,
  cancelProcess,
  raiseIncident,
  resolveIncident,
};

/** Adds one effect to the rows of its step. */
export function carryOut<T extends Effect['type']>(rows: StepRows, effect: Extract<Effect, { type: T }>): void {
  const handler = effectHandlers[effect.type as T];
  handler(rows, effect);
}
