/** User tasks: what their listeners are asked before they go on (Camunda 8). */
import type { Json, Variables } from '../../src/index.ts';
import { jobOf } from './ask.ts';
import { gone } from './ending.ts';
import { complete } from './flow.ts';
import type { TaskEvent } from './model.ts';
import type { Place, Task, TaskProperties, Way, World } from './world.ts';

/** What a listener of a task answers. */
export interface TaskAnswer {
  readonly denied?: boolean;
  readonly reason?: string;
  readonly corrections?: TaskProperties;
}

/** The model has said what the task is; when its listeners have heard, it is there. */
export function createTask(world: World, place: Place, properties: TaskProperties): void {
  place.task = { properties, offered: place.task?.offered ?? null, way: null };
  askAboutTask(world, place, { on: 'creating', action: '', result: null, changes: {} });
}

export function hasAsks(place: Place, on: TaskEvent): boolean {
  return place.node?.asks.some((one) => one.on === on) === true;
}

/** Sends the task on its way: done at once when nobody has to be asked. */
export function askAboutTask(world: World, place: Place, way: Way): void {
  const task = taskOf(place);
  if (!hasAsks(place, way.on)) {
    arrived(world, place, task, way);
    return;
  }
  place.incident = null;
  task.way = way;
  askNext(world, place, 0);
}

/** Asks the listener of that number of what is under way; one that cannot be asked halts it. */
export function askNext(world: World, place: Place, index: number): void {
  const task = taskOf(place);
  const { way } = task;
  if (way === null) throw new Error('it is on no way');
  const listener = place.node?.asks.filter(({ on }) => on === way.on)[index];
  if (listener === undefined) {
    task.way = null;
    place.wait = null;
    arrived(world, place, task, way);
    return;
  }
  const job = jobOf(world, place, listener, way.result ?? {});
  if (job.ok) place.wait = { kind: 'listener', on: way.on, index, ...job.value, told: told(task, way) };
  else {
    place.wait = { kind: 'halted', on: way.on };
    place.incident = job.code;
  }
}

/** False when the listener may not answer so. */
export function answerAboutTask(
  world: World,
  place: Place,
  index: number,
  variables: Variables,
  { denied = false, corrections = {} }: TaskAnswer,
): boolean {
  const task = taskOf(place);
  const { way } = task;
  if (way === null || Object.keys(variables).length > 0) return false;
  const corrects = Object.keys(corrections).length > 0;
  if (denied && (corrects || way.on === 'creating' || way.on === 'canceling')) return false;
  const changes = readChanges(corrections);
  if (changes === null) return false;
  // whom the model assigns it to is asked about on its own
  if (way.on === 'creating' && 'assignee' in changes && task.properties.assignee !== null) return false;
  place.incident = null;
  if (denied) {
    task.way = null;
    place.wait = { kind: 'task' };
  } else {
    way.changes = { ...way.changes, ...changes };
    askNext(world, place, index + 1);
  }
  return true;
}

/** Somebody assigns or updates the task; false when that cannot be. */
export function changeTask(
  world: World,
  place: Place,
  on: 'assigning' | 'updating',
  given: TaskProperties,
  action: string,
  result: Variables | null,
): boolean {
  const changes = readChanges(given);
  if (place.wait?.kind !== 'task' || changes === null || (on === 'updating' && 'assignee' in changes)) return false;
  askAboutTask(world, place, { on, action, result, changes });
  return true;
}

function arrived(world: World, place: Place, task: Task, { on, changes, result }: Way): void {
  const properties = { ...task.properties, ...changes };
  switch (on) {
    case 'creating': {
      const asks = properties.assignee !== null && hasAsks(place, 'assigning');
      task.properties = asks ? { ...properties, assignee: null } : properties;
      task.offered = { ...task.properties, variables: { ...place.variables } };
      place.wait = { kind: 'task' };
      const assignee = properties.assignee ?? null;
      if (asks) askAboutTask(world, place, { on: 'assigning', action: '', result: null, changes: { assignee } });
      return;
    }
    case 'assigning':
    case 'updating':
      if (result !== null) world.write(place, result);
      task.properties = properties;
      task.offered = { ...task.offered, ...changes };
      place.wait = { kind: 'task' };
      return;
    case 'completing':
      place.task = null;
      place.incident = null;
      place.wait = null;
      complete(world, place, result, false);
      return;
    case 'canceling':
      gone(world, place);
      return;
    default:
      throw new Error(String(on satisfies never));
  }
}

/** What a listener gets to know of the task, as texts; lists as JSON. */
function told({ properties }: Task, { action, changes }: Way): Variables {
  const now = { ...properties, ...changes };
  const changed = Object.keys(changes).filter(
    (name) => JSON.stringify(changes[name]) !== JSON.stringify(properties[name]),
  );
  const texts: { [name: string]: Json } = { priority: String(now.priority) };
  if (action !== '') texts.action = action;
  if (changed.length > 0) texts.changedAttributes = JSON.stringify(changed);
  for (const name of ['assignee', 'dueDate', 'followUpDate']) if (now[name] !== null) texts[name] = now[name] as Json;
  if (now.form !== null) texts.formKey = now.form as Json;
  for (const name of ['candidateGroups', 'candidateUsers']) {
    if ((now[name] as readonly Json[]).length > 0) texts[name] = JSON.stringify(now[name]);
  }
  return texts;
}

/** Null when a task cannot be changed so. */
function readChanges(given: TaskProperties): TaskProperties | null {
  const read: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(given)) {
    if (!fits(name, value)) return null;
    read[name] = value === '' ? null : value;
  }
  return read;
}

function fits(name: string, value: Json): boolean {
  switch (name) {
    case 'assignee':
      return value === null || typeof value === 'string';
    case 'candidateGroups':
    case 'candidateUsers':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'dueDate':
    case 'followUpDate':
      return value === null || value === '' || isDate(value);
    case 'priority':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100;
    default:
      return false;
  }
}

/** Of the forms that the random models use. */
export function isDate(value: Json): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /^\d{4}-\d\d-\d\dT/.test(value);
}

function taskOf({ task }: Place): Task {
  if (task === null) throw new Error('it has no task');
  return task;
}
