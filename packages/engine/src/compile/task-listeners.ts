import type { JobDefinition, TaskListeners } from '../kernel/graph.ts';
import { TASK_TRANSITIONS, type TaskTransition } from '../kernel/task-state.ts';
import { listenerJob } from './listeners.ts';
import { extension, list, text } from './model.ts';
import type { Reading } from './reading.ts';

/** Names that older models have for the transitions. */
const OLDER: { readonly [event: string]: TaskTransition } = {
  create: 'creating',
  assignment: 'assigning',
  update: 'updating',
  complete: 'completing',
  cancel: 'canceling',
};

/** The listeners of a user task, by the transition that they are asked about; null when there are none. */
export function readTaskListeners(reading: Reading): TaskListeners | null {
  const { element, id, diagnostics } = reading;
  const all = list(extension(element, 'zeebe:TaskListeners'), 'listeners');
  if (all.length === 0) return null;
  const jobs: { [on in TaskTransition]: JobDefinition[] } = {
    creating: [],
    assigning: [],
    updating: [],
    completing: [],
    canceling: [],
  };
  for (const one of all) {
    const event = text(one, 'eventType') ?? '';
    const on = TASK_TRANSITIONS.find((known) => known === event) ?? OLDER[event];
    if (on === undefined) {
      const message = `A task listener is for one of ${TASK_TRANSITIONS.join(', ')}, not for "${event}".`;
      diagnostics.error('bad-value', id, message);
    } else if (text(one, 'type') === null) {
      diagnostics.error('missing-definition', id, 'A task listener has no type.');
    } else {
      jobs[on].push(...listenerJob(reading, one));
    }
  }
  for (const on of TASK_TRANSITIONS) Object.freeze(jobs[on]);
  return Object.freeze(jobs);
}
