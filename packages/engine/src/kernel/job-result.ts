import type { AdHocActivation } from './types.ts';

/** What the worker of a job decides, besides the variables it gives. */
export type JobResult = AdHocResult | TaskResult;

/** Of the job of an ad-hoc subprocess: what begins next in it, and whether it is over. */
export interface AdHocResult {
  readonly type: 'adHocSubProcess';
  readonly activate?: readonly AdHocActivation[];
  /** Nothing else begins: the subprocess is over when what runs in it has ended. */
  readonly completed?: boolean;
  /** What runs in it ends first. */
  readonly cancelRemaining?: boolean;
}

/** Of the job of a task listener: whether the task may go on, and what changes in it. */
export interface TaskResult {
  readonly type: 'userTask';
  /** The task stays as it was. */
  readonly denied?: boolean;
  readonly reason?: string;
  readonly corrections?: TaskChanges;
}

/** What changes in a task; what is absent stays. An assignee or a date that is null goes. */
export interface TaskChanges {
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  /** ISO 8601 instants, as in `createTask`. */
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  /** 0–100. */
  readonly priority?: number;
}
