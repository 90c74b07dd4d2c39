/**
 * The journal: what happened to one process instance, in past tense and in order. Folding the events with `apply` gives
 * the state. `element` is a BPMN id, `key` the element instance, wait or incident it is about.
 */

import type { TaskChanges } from './job-result.ts';
import type { ElementStatus, ThrownError, Waiting } from './state.ts';
import type { TaskTransition } from './task-state.ts';
import type { Command, Json, Key, Variables } from './types.ts';

export interface EventContext {
  /** Ascending by one within the instance, from 1. */
  readonly seq: number;
  /** Milliseconds, from the command. */
  readonly at: number;
  readonly element: string;
  readonly key: Key;
  /** Who sent the command; on the first event of a step. */
  readonly actor?: string;
}

/** One entry of the journal: what happened, when, to which element. */
export type Event = EventContext &
  (
    | {
        readonly type: 'instanceStarted';
        readonly instance: string;
        readonly called: boolean;
        readonly variables: Variables;
        readonly businessId?: string;
        /** Keys that the events armed for the process take; absent when there are none. */
        readonly keys?: number;
      }
    /** `keys`: how many keys it takes (its own and those of the events armed for it); `taken`: the flows a join took from. */
    | {
        readonly type: 'elementEntered';
        readonly parent: Key;
        readonly keys: number;
        readonly status: ElementStatus;
        readonly variables: Variables | null;
        readonly taken: readonly string[] | null;
        /** Of a run of a repeated activity: its number, from 1. */
        readonly run?: number;
      }
    /** Inputs are there and boundary events armed, in cases where that was not so on entering. */
    | { readonly type: 'elementActivated' }
    | { readonly type: 'elementCompleted' }
    | { readonly type: 'elementTerminated' }
    /** `element` is the sequence flow, `key` the scope. `held`: the token waits on the flow for a join. */
    | { readonly type: 'flowTaken'; readonly held: boolean }
    /** A held token goes with the rest of its scope: a terminate end event, an interrupting event subprocess. */
    | { readonly type: 'tokenDropped' }
    /** `parent` differs from 0 for what is no element: of an armed event or a job that decides, what it is for. */
    | { readonly type: 'waitOpened'; readonly parent: Key; readonly wait: Waiting }
    | { readonly type: 'waitChanged'; readonly wait: Waiting }
    | {
        readonly type: 'waitClosed';
        readonly parent: Key;
        readonly wait: Waiting['type'];
        readonly reason: CloseReason;
      }
    /** `key` is the scope whose variables these are now (merged by name). */
    | { readonly type: 'variablesSet'; readonly variables: Variables }
    /** A completed activity can be compensated from now on. */
    | {
        readonly type: 'compensationKept';
        readonly parent: Key;
        readonly handler: string | null;
        readonly variables: Variables;
      }
    /** The event `key` takes over records of the scope `from`, to compensate them. */
    | { readonly type: 'compensationBegun'; readonly from: Key; readonly records: readonly number[] }
    /** The handler of a record begins. */
    | { readonly type: 'compensationHandled'; readonly record: number }
    /** A run of a repeated activity is over; `key` is the activity as a whole, `run` the number of the run from 1. */
    | {
        readonly type: 'loopAdvanced';
        readonly run: number;
        /** What it gives to the output collection; absent when none is kept. */
        readonly result?: Json;
        readonly ended: boolean;
      }
    /** The host lets activities of an ad-hoc subprocess begin; one after the other in a sequential one. */
    | { readonly type: 'adHocActivated'; readonly elements: readonly string[] }
    /** A flow in an ad-hoc subprocess (`key`) has ended and gives this to its output collection. */
    | { readonly type: 'resultCollected'; readonly value: Json }
    /** A task has other properties. */
    | { readonly type: 'taskUpdated'; readonly changes: TaskChanges }
    /** A listener does not agree: the task is what it was before. */
    | { readonly type: 'taskDenied'; readonly transition: TaskTransition; readonly reason: string }
    /** What it lived in ends, and it goes on in the scope `parent`, with `variables`, until its listeners have heard of it. */
    | {
        readonly type: 'elementMoved';
        readonly from: Key;
        readonly parent: Key;
        readonly variables: Variables | null;
      }
    | {
        readonly type: 'errorThrown';
        readonly code: string;
        readonly message: string;
        /** The event that catches it, or null. */
        readonly caughtBy: string | null;
      }
    /** Nobody has to catch an escalation. */
    | { readonly type: 'escalationThrown'; readonly code: string; readonly caughtBy: string | null }
    | {
        readonly type: 'incidentRaised';
        readonly holder: Key;
        readonly status: ElementStatus;
        readonly code: string;
        readonly message: string;
      }
    | { readonly type: 'incidentResolved'; readonly holder: Key }
    | { readonly type: 'instanceCompleted' }
    | { readonly type: 'instanceSuspended'; readonly reason: string | null }
    /** An answer that came while the instance stood still. */
    | { readonly type: 'answerHeld'; readonly command: Command }
    | { readonly type: 'instanceResumed' }
    /** Somebody changed by hand where it stands; the events that follow say how. */
    | { readonly type: 'instanceModified'; readonly reason: string | null }
    /** `element` is the process that it follows from now on, `from` the one until now. */
    | { readonly type: 'instanceMigrated'; readonly from: string; readonly reason: string | null }
    /** The instance `key` of the element `from` is one of `element` now. */
    | {
        readonly type: 'elementMigrated';
        readonly from: string;
        /** The key before those of the events armed for it; 0: they stay. */
        readonly arms: Key;
        /** How many keys that takes. */
        readonly keys: number;
      }
    | { readonly type: 'instanceTerminated'; readonly reason: string | null; readonly error: ThrownError | null }
  );

/** Why a wait is over. */
export type CloseReason =
  /** What it waited for happened. */
  | 'triggered'
  /** It no longer matters. */
  | 'cancelled';
