import { taskGone } from './continuation.ts';
import type { Core } from './core.ts';
import { createTask } from './create-task.ts';
import type { JobDefinition, ProcessNode } from './graph.ts';
import type { JobResult, TaskChanges } from './job-result.ts';
import { visibleVariables } from './scope.ts';
import type { Waiting } from './state.ts';
import { changedIn, type TaskListening, type TaskProperties, type TaskTransition } from './task-state.ts';
import type { Failure, Key } from './types.ts';
import { asCount, asText } from './values.ts';

/**
 * A task goes from one state to the next, as Camunda 8 documents it: the listeners of the transition are asked one after
 * the other, each may correct the task, and where they may they can deny it, which leaves the task as it was.
 */
export function beginTransition(core: Core, node: ProcessNode, key: Key, to: TaskListening): void {
  if (listenersOf(node, to.on).length > 0) {
    // what held the task before is settled by what is asked of it now
    core.resolveIncident(core.instance(key));
    // before it is created the host knows of no task
    if (to.on !== 'creating') tell(core, node, key, {}, to.on);
  }
  ask(core, node, key, to);
}

/** Asks for the job of the listener whose turn it is; without one, the transition is done. */
export function ask(core: Core, node: ProcessNode, key: Key, to: TaskListening): void {
  const job = listenersOf(node, to.on)[to.index];
  if (job === undefined) {
    finish(core, node, key, to);
    return;
  }
  const jobType = asText(core.evaluate(job.type, key, to.result), 'The job type of the listener');
  const retries = asCount(core.evaluate(job.retries, key, to.result), 'The number of retries of the listener');
  const fault = jobType.ok ? retries : jobType;
  if (!jobType.ok || !retries.ok) {
    // what has been asked before and failed is asked no more
    if (core.instance(key).wait?.type === 'job') core.effects.push({ type: 'cancelJob', key });
    // tried again, the transition begins anew
    place(core, node, key, { type: 'transition', listener: { ...to, index: 0 } });
    if (!fault.ok) core.incident(key, fault);
    return;
  }
  place(core, node, key, { type: 'job', jobType: jobType.value, retries: retries.value, listener: to });
  core.effects.push({
    type: 'createJob',
    key,
    element: node.id,
    jobType: jobType.value,
    retries: retries.value,
    priority: 0,
    headers: { ...job.headers, ...headersOf(key, to) },
    variables: { ...visibleVariables(core.draft, key), ...to.result },
  });
}

/** A listener has answered: the next one has its turn, or the task stays as it was. */
export function answered(
  core: Core,
  node: ProcessNode,
  key: Key,
  to: TaskListening,
  { denied, reason, corrections }: Extract<JobResult, { type: 'userTask' }>,
): Failure | null {
  const instance = core.instance(key);
  core.resolveIncident(instance);
  if (instance.wait !== null) core.closeWait(instance, 0, instance.wait, 'triggered');
  if (denied === true) {
    core.emit({ type: 'taskDenied', ...core.about(node.id, key), transition: to.on, reason: reason ?? '' });
    place(core, node, key, { type: 'task', properties: to.task });
    tell(core, node, key, {}, null, reason ?? '');
  } else {
    ask(core, node, key, { ...to, index: to.index + 1, changes: { ...to.changes, ...corrections } });
  }
  return null;
}

function finish(core: Core, node: ProcessNode, key: Key, to: TaskListening): void {
  const task = { ...to.task, ...to.changes };
  switch (to.on) {
    case 'creating':
      offer(core, node, key, task);
      return;
    case 'assigning':
    case 'updating':
      if (to.result !== undefined) core.setVariables(key, to.result);
      // one whose listeners a migration has taken away is on its way still
      if (node.task?.listeners != null || core.instance(key).wait === null) {
        place(core, node, key, { type: 'task', properties: task });
      }
      update(core, node, key, to.changes);
      return;
    case 'completing': {
      if (changedIn(to.task, to.changes).length > 0) update(core, node, key, to.changes);
      core.effects.push({ type: 'finishTask', key, element: node.id });
      node.behaviour.resume(core.run, node, key, to.result);
      return;
    }
    case 'canceling':
      taskGone(core, core.instance(key), to.then);
      return;
    default:
      throw new Error(`unknown transition ${String(to.on satisfies never)}`);
  }
}

/** Whom the model assigns it to is asked about when the task is there. */
function offer(core: Core, node: ProcessNode, key: Key, task: TaskProperties): void {
  const { assignee } = task;
  const asks = assignee !== null && listenersOf(node, 'assigning').length > 0;
  const offered = asks ? { ...task, assignee: null } : task;
  place(core, node, key, { type: 'task', properties: offered });
  core.effects.push(createTask(node, key, offered, core.instance(key).variables));
  if (!asks) return;
  beginTransition(core, node, key, {
    on: 'assigning',
    index: 0,
    task: offered,
    changes: { assignee },
    action: '',
  });
}

function update(core: Core, node: ProcessNode, key: Key, changes: TaskChanges): void {
  core.emit({ type: 'taskUpdated', ...core.about(node.id, key), changes });
  tell(core, node, key, changes, null);
}

function tell(
  core: Core,
  node: ProcessNode,
  key: Key,
  changes: TaskChanges,
  transition: TaskTransition | null,
  denied: string | null = null,
): void {
  core.effects.push({ type: 'updateTask', key, element: node.id, changes, transition, denied });
}

/** What the task waits for from now on; the task itself stays open for its owner until it is done. */
function place(core: Core, node: ProcessNode, key: Key, wait: Waiting): void {
  if (core.instance(key).wait === null) core.openWait(node.id, key, 0, wait);
  else core.emit({ type: 'waitChanged', ...core.about(node.id, key), wait });
}

function listenersOf({ task }: ProcessNode, on: TaskTransition): readonly JobDefinition[] {
  return task?.listeners?.[on] ?? [];
}

/** What the listener is told of the task, under the names that Camunda 8 reserves for it. Lists are JSON. */
function headersOf(key: Key, { task, changes, action }: TaskListening): { readonly [name: string]: string } {
  const { form, assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = { ...task, ...changes };
  const changed = changedIn(task, changes);
  const told = {
    userTaskKey: String(key),
    action: action === '' ? null : action,
    assignee,
    candidateGroups: candidateGroups.length === 0 ? null : JSON.stringify(candidateGroups),
    candidateUsers: candidateUsers.length === 0 ? null : JSON.stringify(candidateUsers),
    changedAttributes: changed.length === 0 ? null : JSON.stringify(changed),
    dueDate,
    followUpDate,
    formKey: form,
    priority: String(priority),
  };
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(told)) if (value !== null) headers[`io.camunda.zeebe:${name}`] = value;
  return headers;
}
