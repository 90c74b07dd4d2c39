/**
 * The vocabulary of the kernel: what a host sends in (Command), what happened (Event), what the host is asked to do
 * (Effect), and why something could not be done (Failure). Everything here is plain JSON.
 */

import type { JobResult, TaskChanges } from './job-result.ts';
import type { MigrationPlan, MigrationProblem } from './migration-plan.ts';
import type { Modification } from './modification.ts';
import type { TaskTransition } from './task-state.ts';

/** A value as forms, FEEL and the journal hold it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Process variables by name. */
export type Variables = { readonly [name: string]: Json };

/**
 * Names one thing inside one process instance: an element instance, a wait, a timer, an incident, an effect.
 * Positive, ascending in the order of issue, never used twice in an instance. (instance, key) is a stable
 * idempotency key for hosts.
 */
export type Key = number;

/** What every command carries: the host's clock and who acts. */
export interface CommandContext {
  /** Milliseconds since the epoch, UTC. The only time the kernel knows. */
  readonly at: number;
  /** Who acts, as the host names them; copied to the journal, never interpreted. */
  readonly actor?: string;
}

/** What may happen next to a process instance. */
export type Command = CommandContext &
  (
    | {
        readonly type: 'start';
        readonly instance: string;
        /** BPMN id; of one of several events that start it only together, with `#` and the number of its definition from 1. */
        readonly startEvent?: string;
        /** Of the message that starts it, null when it has none: other messages that start it with this one carry the same. */
        readonly correlationKey?: string | null;
        readonly variables?: Variables;
        /** What the office calls it; written to the journal. */
        readonly businessId?: string;
        /** Started for a call activity: an error that nothing here catches ends the instance and goes to the caller. */
        readonly called?: boolean;
      }
    /** A task with listeners for it is completed when they have agreed. */
    | { readonly type: 'completeTask'; readonly key: Key; readonly variables?: Variables }
    /** Null: nobody's any more. `action`: what the asker calls it, for listeners: `claim`, `unassign`; `assign` when absent. */
    | {
        readonly type: 'assignTask';
        readonly key: Key;
        readonly assignee: string | null;
        readonly action?: string;
      }
    /** `variables` are the task's own from then on. `action`: what the asker calls it; `update` when absent. */
    | {
        readonly type: 'updateTask';
        readonly key: Key;
        readonly changes: Omit<TaskChanges, 'assignee'>;
        readonly variables?: Variables;
        readonly action?: string;
      }
    | {
        readonly type: 'completeJob';
        readonly key: Key;
        readonly variables?: Variables;
        /** What the worker decides, when the job asks for a decision. */
        readonly result?: JobResult;
      }
    /** `retries` is what remains; 0 raises an incident that holds the place. */
    | { readonly type: 'failJob'; readonly key: Key; readonly retries: number; readonly message: string }
    /** A business error thrown by the worker of a job, the owner of a task or a called process. */
    | {
        readonly type: 'throwError';
        readonly key: Key;
        readonly code: string;
        readonly message?: string;
        readonly variables?: Variables;
      }
    /** An escalation thrown by the worker of a job, the owner of a task or a called process. */
    | { readonly type: 'throwEscalation'; readonly key: Key; readonly code: string; readonly variables?: Variables }
    | { readonly type: 'triggerTimer'; readonly key: Key }
    /** A signal that the wait's instance shares with all others that wait for its name. */
    | { readonly type: 'deliverSignal'; readonly key: Key; readonly variables?: Variables }
    | {
        readonly type: 'correlateMessage';
        readonly key: Key;
        readonly variables?: Variables;
        /** The key that it came with: that of a conversation which this message begins. */
        readonly correlationKey?: string | null;
        readonly messageId?: string;
      }
    /** The process started for a call activity has ended. */
    | { readonly type: 'completeCall'; readonly key: Key; readonly variables?: Variables }
    /** The process of a call activity cannot be started: an incident holds the place until that is tried again. */
    | { readonly type: 'failCall'; readonly key: Key; readonly code: string; readonly message: string }
    /** `scope` is an element instance; without it the variables go to the process. */
    | { readonly type: 'setVariables'; readonly scope?: Key; readonly variables: Variables }
    /** Tries again what an incident holds. */
    | { readonly type: 'retryIncident'; readonly key: Key }
    /**
     * Lets activities of a running ad-hoc subprocess begin, whose element instance `key` names; `cancelRemaining`: what runs
     * in it ends first. Without elements its completion condition is looked at.
     */
    | {
        readonly type: 'activateAdHoc';
        readonly key: Key;
        readonly elements: readonly AdHocActivation[];
        readonly cancelRemaining?: boolean;
      }
    | { readonly type: 'cancel'; readonly reason?: string }
    /**
     * The instance stands still until it is resumed: its timers, messages and signals are no longer waited for, answers of
     * workers and called processes are kept for later, everything else that would move it on is refused.
     */
    | { readonly type: 'suspend'; readonly reason?: string }
    /** Goes on where it was suspended. Timers that have become due in the meantime fire now. */
    | { readonly type: 'resume' }
    | ({ readonly type: 'modify'; readonly reason?: string } & Modification)
    /** Sent with the process that the plan leads to. */
    | { readonly type: 'migrate'; readonly plan: MigrationPlan; readonly reason?: string }
  );

/** An activity that begins, with variables of its own. */
export interface AdHocActivation {
  readonly element: string;
  readonly variables?: Variables;
}

/**
 * A request to the host. Delivering one twice must count once: hosts key them by (instance, `key`).
 * The `create…`/`schedule…`/`open…` kinds are upserts; the matching `cancel…`/`close…` may name a key the host no
 * longer knows.
 */
export type Effect =
  | {
      readonly type: 'createTask';
      readonly key: Key;
      readonly element: string;
      readonly name: string;
      readonly assignee: string | null;
      readonly candidateGroups: readonly string[];
      readonly candidateUsers: readonly string[];
      /** Form id (`zeebe:formDefinition formId`), or null. */
      readonly form: string | null;
      /** ISO 8601 instants, or null. */
      readonly dueDate: string | null;
      readonly followUpDate: string | null;
      /** 0–100, 50 when the model says nothing. */
      readonly priority: number;
      readonly headers: { readonly [name: string]: string };
      /** What the task sees: its local variables after input mapping (not inherited ones). */
      readonly variables: Variables;
    }
  | { readonly type: 'cancelTask'; readonly key: Key }
  /**
   * What has changed in a task, and what it is on its way to: while `transition` is there its listeners are asked, and
   * nobody can complete or change it. `denied`: why a listener did not agree to the transition that ends with this.
   */
  | {
      readonly type: 'updateTask';
      readonly key: Key;
      readonly element: string;
      readonly changes: TaskChanges;
      readonly transition: TaskTransition | null;
      readonly denied: string | null;
    }
  /** The owner of the task had completed it, and its listeners have agreed. */
  | { readonly type: 'finishTask'; readonly key: Key; readonly element: string }
  | {
      readonly type: 'createJob';
      readonly key: Key;
      readonly element: string;
      readonly jobType: string;
      readonly retries: number;
      /** The higher, the sooner; 0 when the model says nothing. */
      readonly priority: number;
      readonly headers: { readonly [name: string]: string };
      /** All variables visible at the element, nearest scope first. */
      readonly variables: Variables;
    }
  | { readonly type: 'cancelJob'; readonly key: Key }
  /** `due` in milliseconds since the epoch. Sent again with the same key when a followed date moves. */
  | { readonly type: 'scheduleTimer'; readonly key: Key; readonly element: string; readonly due: number }
  | { readonly type: 'cancelTimer'; readonly key: Key }
  | {
      readonly type: 'openSubscription';
      readonly key: Key;
      readonly element: string;
      readonly message: string;
      /** A message without a key meets a wait without one. */
      readonly correlationKey: string | null;
      /** Messages with any key meet this wait, and those without one. */
      readonly any?: true;
    }
  | { readonly type: 'closeSubscription'; readonly key: Key }
  | { readonly type: 'openSignal'; readonly key: Key; readonly element: string; readonly signal: string }
  | { readonly type: 'closeSignal'; readonly key: Key }
  /**
   * To all other instances that wait for it now, and to the processes that it starts; nobody gets it later. What waited for
   * it in the instance that throws it has heard it already.
   */
  | {
      readonly type: 'broadcastSignal';
      readonly key: Key;
      readonly element: string;
      readonly signal: string;
      readonly variables: Variables;
    }
  /** Nothing in this called process catches the escalation: it goes to the caller. */
  | {
      readonly type: 'escalate';
      readonly key: Key;
      readonly element: string;
      readonly code: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'publishMessage';
      readonly key: Key;
      readonly element: string;
      readonly message: string;
      readonly correlationKey: string | null;
      readonly messageId: string | null;
      /** Milliseconds. */
      readonly timeToLive: number;
      readonly variables: Variables;
    }
  | {
      readonly type: 'startProcess';
      readonly key: Key;
      readonly element: string;
      readonly process: string;
      readonly binding:
        | { readonly type: 'latest' | 'deployment' }
        | { readonly type: 'versionTag'; readonly tag: string };
      /** Null: the caller's. */
      readonly businessId: string | null;
      readonly variables: Variables;
    }
  | { readonly type: 'cancelProcess'; readonly key: Key }
  | {
      readonly type: 'raiseIncident';
      readonly key: Key;
      readonly element: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'resolveIncident'; readonly key: Key };

/** A command that could not be carried out; the state is unchanged. */
export interface Failure {
  readonly code:
    | 'instance-ended'
    | 'instance-exists'
    | 'instance-missing'
    | 'unknown-key'
    | 'wrong-kind'
    | 'unknown-start-event'
    | 'start-impossible'
    | 'unhandled-error'
    | 'budget-exceeded'
    /** Variables in memory hold something that is no JSON. */
    | 'not-json'
    | 'activation-impossible'
    /** The job asks for no such result, or what it says cannot be done. */
    | 'result-impossible'
    /** The task has no such property, or the value does not fit. */
    | 'task-change-impossible'
    /** It stands still; resume it first. */
    | 'suspended'
    | 'not-suspended'
    | 'modification-impossible'
    | 'migration-impossible';
  readonly message: string;
  /** Of a migration: everything that stands in its way. */
  readonly problems?: readonly MigrationProblem[];
  readonly element?: string;
  readonly key?: Key;
}
