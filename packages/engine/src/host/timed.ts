import type { Command } from '../kernel/types.ts';
import type { Named, Of, OpenTask } from './saved-engine.ts';
import type { WithoutTime } from './workers.ts';

/*
 * What the host makes for every task and job, written out: an object that is copied and then given one property more
 * costs more than the step that it is for.
 */

/** The command with its time. */
export function timed(given: WithoutTime<Command>, at: number): Command {
  if (given.type !== 'completeTask' && given.type !== 'completeJob') return { ...given, at } as Command;
  const { type, key, variables, actor } = given;
  if (actor !== undefined || (type === 'completeJob' && given.result !== undefined)) return { ...given, at };
  return variables === undefined ? { type, key, at } : { type, key, variables, at };
}

export function openTask(effect: Of<'createTask'>, instance: string): Named<'createTask'> {
  const { type, key, element, name, assignee, candidateGroups, candidateUsers, form } = effect;
  const { dueDate, followUpDate, priority, headers, variables } = effect;
  const task: Required<Named<'createTask'>> = {
    type,
    key,
    element,
    name,
    assignee,
    candidateGroups,
    candidateUsers,
    form,
    dueDate,
    followUpDate,
    priority,
    headers,
    variables,
    instance,
  };
  return task;
}

/** The task after what has changed in it, or in what it is on its way to. */
export function changedTask(task: OpenTask, { changes, transition, denied }: Of<'updateTask'>): OpenTask {
  const { transition: _, denied: __, ...rest } = task;
  return {
    ...rest,
    ...changes,
    ...(transition === null ? undefined : { transition }),
    ...(denied === null ? undefined : { denied }),
  };
}

export function openJob(effect: Of<'createJob'>, instance: string): Named<'createJob'> {
  const { type, key, element, jobType, retries, priority, headers, variables } = effect;
  const job: Required<Named<'createJob'>> = {
    type,
    key,
    element,
    jobType,
    retries,
    priority,
    headers,
    variables,
    instance,
  };
  return job;
}
