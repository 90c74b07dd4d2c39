import type { TaskChanges } from './job-result.ts';
import type { Json, Key, Variables } from './types.ts';

/** What a task's listeners can be asked about, in the words of `zeebe:taskListeners`. */
export type TaskTransition = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

export const TASK_TRANSITIONS: readonly TaskTransition[] = Object.freeze([
  'creating',
  'assigning',
  'updating',
  'completing',
  'canceling',
]);

/** What is known of a task: what the model gave it, and what has changed since. Dates are ISO 8601 instants. */
export interface TaskProperties extends Required<TaskChanges> {
  /** Form id, or null. */
  readonly form: string | null;
}

/** What nobody knows of a task. */
export const BLANK: TaskProperties = Object.freeze({
  assignee: null,
  candidateGroups: Object.freeze([]),
  candidateUsers: Object.freeze([]),
  form: null,
  dueDate: null,
  followUpDate: null,
  priority: 50,
});

/** A task on its way from one state to the next, while its listeners are asked. */
export interface TaskListening {
  readonly on: TaskTransition;
  /** Which of the listeners of `on`, from 0. */
  readonly index: number;
  /** The task as it was when the transition began, and will be again when a listener denies it. */
  readonly task: TaskProperties;
  /** What the transition changes, with the corrections of the listeners that are done. */
  readonly changes: TaskChanges;
  /** Who asked, in what words (`claim`, `assign`); empty when nobody said. */
  readonly action: string;
  /** Variables that go with it: they are the task's when an update is done, its result when it is completed. */
  readonly result?: Variables;
  /** Of a task that is cancelled: what begins when it has gone. */
  readonly then?: Continuation;
}

/** What begins when the last of several tasks has gone whose cancelling their listeners had to hear of first. */
export interface Continuation {
  /** The tasks. */
  readonly after: readonly Key[];
  readonly what: /** A token enters the element, whose event has happened with `result`. */
    | { readonly type: 'enter'; readonly element: string; readonly result?: Variables }
    /** The instance ends. */
    | {
        readonly type: 'end';
        readonly reason: string | null;
        readonly error: { readonly code: string; readonly message: string; readonly variables: Variables } | null;
      };
}

const NAMES: ReadonlySet<string> = new Set([
  'assignee',
  'candidateGroups',
  'candidateUsers',
  'dueDate',
  'followUpDate',
  'priority',
]);

export function isTaskChange(name: string): name is keyof TaskChanges {
  return NAMES.has(name);
}

/** Names of what the changes really change. */
export function changedIn(task: TaskProperties, changes: TaskChanges): string[] {
  return Object.entries(changes).flatMap(([name, value]: [string, Json]) =>
    isTaskChange(name) && JSON.stringify(task[name]) !== JSON.stringify(value) ? [name] : [],
  );
}
