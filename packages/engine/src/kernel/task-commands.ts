import type { Core } from './core.ts';
import type { JobResult, TaskChanges, TaskResult } from './job-result.ts';
import type { ElementInstance } from './state.ts';
import { taskListening } from './task-listening.ts';
import { propertiesOf } from './task-properties.ts';
import type { TaskListening, TaskTransition } from './task-state.ts';
import { answered, beginTransition } from './task-transition.ts';
import type { Command, Failure, Variables } from './types.ts';

/** Why nothing can be asked of a task that is on its way; null when it is not. */
export function onItsWay(instance: ElementInstance): Failure | null {
  const listening = taskListening(instance.wait);
  if (listening === null) return null;
  const { element, key } = instance;
  const message = `The task ${element} is ${listening.on}: its listeners are asked first.`;
  return { code: 'wrong-kind', message, element, key };
}

/** Whether the completion of a task has to be asked about; then its listeners are. */
export function asksToComplete(core: Core, instance: ElementInstance, result: Variables | undefined): boolean {
  const node = core.nodeOf(instance);
  if ((node.task?.listeners?.completing.length ?? 0) === 0) return false;
  begin(core, instance, 'completing', {}, 'complete', result);
  return true;
}

/** Assigns or updates a task whose element instance is `key`. */
export function changeTask(
  core: Core,
  command: Extract<Command, { type: 'assignTask' | 'updateTask' }>,
): Failure | null {
  const { key } = command;
  const instance = core.draft.find(key);
  if (instance === undefined) return { code: 'unknown-key', message: `Nothing here has the key ${key}.`, key };
  const { element, wait } = instance;
  if (wait?.type !== 'task') {
    const held = onItsWay(instance);
    return held ?? { code: 'wrong-kind', message: `${element} is no open task.`, element, key };
  }
  const assigns = command.type === 'assignTask';
  if (!assigns && 'assignee' in command.changes) {
    return impossible(instance, 'An update does not assign a task: use assignTask.');
  }
  const changes = read(core, instance, assigns ? { assignee: command.assignee } : command.changes);
  if (typeof changes === 'string') return impossible(instance, changes);
  const action = command.action ?? (assigns ? 'assign' : 'update');
  begin(core, instance, assigns ? 'assigning' : 'updating', changes, action, assigns ? undefined : command.variables);
  return null;
}

/** Whether the listeners of a task have to be asked before anybody writes variables to it. */
export function guardsVariables(core: Core, instance: ElementInstance): boolean {
  const isTask = instance.wait?.type === 'task' || taskListening(instance.wait) !== null;
  return isTask && (core.nodeOf(instance).task?.listeners?.updating.length ?? 0) > 0;
}

/** Whether variables written to the element instance are an update that its listeners are asked about. */
export function asksToUpdate(core: Core, instance: ElementInstance, variables: Variables): boolean | Failure {
  if (!guardsVariables(core, instance)) return false;
  const held = onItsWay(instance);
  if (held !== null) return held;
  begin(core, instance, 'updating', {}, 'update', variables);
  return true;
}

/** The worker of a task listener has answered. */
export function answerListener(
  core: Core,
  instance: ElementInstance,
  listening: TaskListening,
  variables: Variables | undefined,
  result: JobResult | undefined,
): Failure | null {
  const answer = answerOf(core, instance, listening, variables, result);
  return 'code' in answer ? answer : answered(core, core.nodeOf(instance), instance.key, listening, answer);
}

/** What the listener has answered, or why it cannot answer so. */
export function answerOf(
  core: Core,
  instance: ElementInstance,
  listening: TaskListening,
  variables: Variables | undefined,
  result: JobResult | undefined,
): TaskResult | Failure {
  const { key, element } = instance;
  const refuse = (message: string): Failure => ({ code: 'result-impossible', message, element, key });
  if (variables !== undefined && Object.keys(variables).length > 0) {
    return refuse('A task listener gives no variables: it corrects the task, or denies what is asked.');
  }
  if (result === undefined) return { type: 'userTask' };
  if (result.type !== 'userTask') return refuse(`The job of a task listener has no result of type ${result.type}.`);
  const { denied, corrections = {} } = result;
  const corrected = Object.keys(corrections).length > 0;
  if (denied === true && (listening.on === 'creating' || listening.on === 'canceling')) {
    return refuse(`Nobody can deny the ${listening.on} of a task.`);
  }
  if (denied === true && corrected) return refuse('A listener denies, or corrects: not both.');
  const changes = read(core, instance, corrections);
  if (typeof changes === 'string') return refuse(changes);
  if (listening.on === 'creating' && changes.assignee !== undefined && listening.task.assignee !== null) {
    return refuse('The model assigns the task: correct that when it is assigned (event "assigning").');
  }
  return { ...result, corrections: changes };
}

function begin(
  core: Core,
  instance: ElementInstance,
  on: TaskTransition,
  changes: TaskChanges,
  action: string,
  result: Variables | undefined,
): void {
  const { key } = instance;
  const task = propertiesOf(core, instance);
  const asked = { on, index: 0, task, changes, action };
  beginTransition(core, core.nodeOf(instance), key, result === undefined ? asked : { ...asked, result });
}

/** A run that has left the activity it was part of is still the task that it was. */
function read(core: Core, instance: ElementInstance, given: TaskChanges): TaskChanges | string {
  const node = core.nodeOf(instance);
  const { behaviour } = node.single ?? node;
  return behaviour.change?.(given) ?? `${instance.element} is no task of a person.`;
}

function impossible({ element, key }: ElementInstance, message: string): Failure {
  return { code: 'task-change-impossible', message, element, key };
}
