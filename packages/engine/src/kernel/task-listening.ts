import type { Listening, Waiting } from './state.ts';
import type { TaskListening } from './task-state.ts';

/** Of a task that is on its way: which of its listeners is asked about what; null for every other wait. */
export function taskListening(wait: Waiting | null): TaskListening | null {
  if ((wait?.type !== 'job' && wait?.type !== 'transition') || wait.listener === undefined) return null;
  return isOfTask(wait.listener) ? wait.listener : null;
}

/** The listeners of an element are asked at its start and at its end, those of a task on its way. */
export function isOfTask(listener: Listening | TaskListening): listener is TaskListening {
  return listener.on !== 'start' && listener.on !== 'end';
}

/** Whether it is there only until its listeners have heard that it is cancelled. */
export function isLeaving(wait: Waiting | null): boolean {
  return taskListening(wait)?.on === 'canceling';
}
