import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES } from './scope.ts';
import type { TaskProperties } from './task-state.ts';
import type { Effect, Key, Variables } from './types.ts';

/** Asks the host to offer the task. `variables`: the task's own; null: it has none. */
export function createTask(
  node: ProcessNode,
  key: Key,
  properties: TaskProperties,
  variables: Variables | null,
): Extract<Effect, { type: 'createTask' }> {
  const { assignee, candidateGroups, candidateUsers, form, dueDate, followUpDate, priority } = properties;
  return {
    type: 'createTask',
    key,
    element: node.id,
    name: node.name,
    assignee,
    candidateGroups,
    candidateUsers,
    form,
    dueDate,
    followUpDate,
    priority,
    headers: node.task?.headers ?? {},
    variables: variables ?? NO_VARIABLES,
  };
}
