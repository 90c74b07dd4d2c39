import type { TaskRow } from './task-row.ts';

/** Who acts, as far as tasks care. */
export interface Official {
  readonly account: string;
  readonly login: string;
  readonly groups: readonly string[];
}

/** Whether the task is offered to this official: named for it, or in one of its groups. */
export function isCandidate(task: TaskRow, official: Official): boolean {
  return (
    task.assignee === official.account ||
    task.candidate_users.some((user) => user === official.account || user === official.login) ||
    task.candidate_groups.some((group) => official.groups.includes(group))
  );
}

export function isOpen(task: TaskRow): boolean {
  return task.status === 'created' || task.status === 'reserved';
}

/** Nothing can be asked of a task while its listeners are asked about something else. */
function isFree(task: TaskRow): boolean {
  return isOpen(task) && task.transition === null;
}

export function canClaim(task: TaskRow, official: Official): boolean {
  return isFree(task) && task.assignee === null && isCandidate(task, official);
}

/** Only what others could take over may be given back. */
export function canRelease(task: TaskRow, official: Official): boolean {
  return (
    isFree(task) &&
    task.assignee === official.account &&
    (task.candidate_groups.length > 0 || task.candidate_users.length > 0)
  );
}

/** The owner completes; a candidate of a free task takes it by completing it. */
export function canComplete(task: TaskRow, official: Official): boolean {
  return isFree(task) && isCandidate(task, official) && (task.assignee === null || task.assignee === official.account);
}
