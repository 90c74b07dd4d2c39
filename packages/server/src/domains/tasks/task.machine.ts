import { setup, transition } from 'xstate';

export type TaskStatus = 'created' | 'reserved' | 'completed' | 'failed' | 'cancelled';
export type TaskEvent =
  | { type: 'claim' }
  | { type: 'release' }
  | { type: 'complete' }
  | { type: 'cancel' }
  | { type: 'fail' };

/**
 * The life of a user task (after WS-HumanTask, 4.10, with the states that this installation uses): `created` waits for
 * somebody of the office, `reserved` has an owner.
 */
export const taskMachine = setup({ types: { events: {} as TaskEvent } }).createMachine({
  id: 'task',
  initial: 'created',
  states: {
    created: { on: { claim: 'reserved', cancel: 'cancelled', fail: 'failed' } },
    reserved: { on: { release: 'created', complete: 'completed', cancel: 'cancelled', fail: 'failed' } },
    completed: { type: 'final' },
    failed: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

/** The status after an event, or null when the event has no meaning there. */
export function nextTaskStatus(status: TaskStatus, event: TaskEvent): TaskStatus | null {
  const at = taskMachine.resolveState({ value: status });
  if (!at.can(event)) return null;
  const [next] = transition(taskMachine, at, event);
  return next.value as TaskStatus;
}
