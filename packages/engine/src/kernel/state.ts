/**
 * What is known about one running process instance: plain JSON, small, and named by BPMN ids, so that it can be stored
 * anywhere and survives a new version of the model. Only apply.ts writes it.
 */
import { findRecord, type Table } from './table.ts';
import type { TaskListening, TaskProperties } from './task-state.ts';
import type { Command, Json, Key, Variables } from './types.ts';

/** How an instance stands as a whole. */
export type InstanceStatus =
  | 'active'
  | 'completed'
  /** Cancelled from outside. */
  | 'terminated'
  /** A called process ended with an error that its caller has to handle. */
  | 'failed';

/** All that is known about an instance between two steps: plain JSON. */
export interface State {
  /** BPMN id of the process. */
  readonly process: string;
  /** The host's name of the instance. */
  readonly instance: string;
  /** What the office calls it, when it says so. */
  readonly businessId?: string;
  readonly status: InstanceStatus;
  readonly called: boolean;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The error that ended a called process. */
  readonly error: ThrownError | null;
  readonly nextKey: Key;
  /** Sequence number of the last event. */
  readonly seq: number;
  /** Element instances that are alive; the process itself has key 1. */
  readonly elements: Table<ElementInstance>;
  readonly incidents: Table<Incident>;
  /** Present while the instance stands still. */
  readonly suspended?: Suspension;
}

/** Since when an instance stands still, and what came meanwhile. */
export interface Suspension {
  readonly since: number;
  /** Answers of workers and called processes that came meanwhile, in order; taken up when the instance goes on. */
  readonly held: readonly Command[];
}

/** A business error with what it carries. */
export interface ThrownError {
  readonly code: string;
  readonly message: string;
  readonly variables: Variables;
}

/**
 * Where an element instance stands between two steps (BPMN 2.0.2, figure 13.2). It goes through them in this order: its
 * inputs, its work, its outputs, the choice of a flow; an incident holds it in one of them. It can be ended in any.
 */
export type ElementStatus = 'ready' | 'active' | 'completing' | 'completed';

/** One element that is alive in an instance. */
export interface ElementInstance {
  readonly key: Key;
  /** BPMN id. */
  readonly element: string;
  /** The scope it lives in; of an armed boundary event: the activity it guards. 0 for the process. */
  readonly parent: Key;
  /** When it was entered, milliseconds. */
  readonly since: number;
  readonly status: ElementStatus;
  /** The incident that holds it, or 0. */
  readonly incident: Key;
  /** Of one run of a repeated activity: its number, from 1. */
  readonly run?: number;
  /** Its own variables, null when it has none. */
  readonly variables: Variables | null;
  readonly wait: Waiting | null;
  /** The events armed for it have the keys that follow this one; its own key when absent. */
  readonly arms?: Key;
}

/** A scope: what lives in it, and how far what it repeats or undoes has come. */
export interface ScopeWait {
  readonly type: 'scope';
  /** Element instances alive inside plus tokens held. */
  readonly active: number;
  /** Tokens held, by sequence flow. */
  readonly tokens: { readonly [flow: string]: number };
  /** Of a repeated activity as a whole: how far it has come. */
  readonly loop?: Loop;
  /** Of a sequential ad-hoc subprocess: what begins next, by BPMN id. */
  readonly queue?: readonly string[];
  /** Of an ad-hoc subprocess: what the flows in it gave, by number from 1. */
  readonly results?: Table<LoopResult>;
  /** Of an ad-hoc subprocess: an event subprocess has interrupted it, or its worker says that it is over; nothing else begins. */
  readonly stopped?: true;
  /** Of an ad-hoc subprocess: the key of the job whose worker is to decide what comes next in it. */
  readonly asked?: Key;
  /** What has completed inside and can be compensated. */
  readonly done?: Table<CompensationRecord>;
  /** Of an event that compensates: what it has still to compensate, the last first. */
  readonly pending?: Table<CompensationRecord>;
}

/** What a process begins with when its listeners agree; see the command `start`. */
export interface Beginning {
  readonly startEvent?: string;
  readonly correlationKey?: string | null;
  /** What the start event has for itself. */
  readonly brought?: Variables;
}

/** An execution listener is at work. */
export interface Listening {
  readonly on: 'start' | 'end';
  /** Which of those of the element, from 0. */
  readonly index: number;
  /** The element's event has happened already, with this. */
  readonly result?: Variables;
  /** What the element is as a scope besides: one that has ended, or that begins with what it can compensate. */
  readonly scope?: ScopeWait;
  /** Of a process that has not begun: what it begins with. */
  readonly begin?: Beginning;
}

/** What an element instance waits for. */
export type Waiting =
  | ScopeWait
  /** `properties`: of a task with listeners. */
  | { readonly type: 'task'; readonly properties?: TaskProperties }
  /** `decides`: its worker says what comes next in the ad-hoc subprocess that it belongs to. */
  | {
      readonly type: 'job';
      readonly jobType: string;
      readonly retries: number;
      readonly listener?: Listening | TaskListening;
      readonly decides?: true;
    }
  /** A listener whose job cannot be asked for: an incident holds its task on the way, or its element. */
  | { readonly type: 'transition'; readonly listener: TaskListening | Listening }
  /** `due` null: parked until a variable gives a date. `cycle`: how often again (null: for ever), how far apart, until when. */
  | {
      readonly type: 'timer';
      readonly due: number | null;
      readonly cycle: { readonly remaining: number | null; readonly interval: string; readonly until?: number } | null;
    }
  /** `any`: a message with whatever key will do, its key counts from then on. */
  | { readonly type: 'message'; readonly message: string; readonly correlationKey: string | null; readonly any?: true }
  /** Before it begins, for data that is not there yet. */
  | { readonly type: 'data' }
  | { readonly type: 'signal'; readonly signal: string }
  /** `holds`: what the condition gave last; it fires when that turns from false to true. */
  | { readonly type: 'condition'; readonly holds: boolean }
  /** One of the events armed for it, or all of them. */
  | { readonly type: 'events' }
  /** Part of a parallel multiple event that has happened, while others are still waited for. */
  | { readonly type: 'happened'; readonly wait: Waiting }
  /** A complex gateway that has let tokens through and waits for the rest: these flows. */
  | { readonly type: 'reset'; readonly flows: readonly string[] }
  | { readonly type: 'call'; readonly process: string };

/** How far a repeated activity has come. */
export interface Loop {
  /** How many runs there will be; null while nobody knows (a loop with a condition). */
  readonly total: number | null;
  readonly completed: number;
  /** No further run begins: a condition says so. */
  readonly ended: boolean;
  /** The collection, which a sequential activity goes through run by run; null when nothing will look at it. */
  readonly items: readonly Json[] | null;
  /** What the runs gave, by the number of the run from 1. */
  readonly results: Table<LoopResult>;
  /** The name under which expressions inside see what the runs have given so far. */
  readonly output?: string;
}

/** An activity that has completed and can be compensated. */
export interface CompensationRecord {
  /** Sequence number of its completion. */
  readonly key: number;
  readonly element: string;
  /** The activity that compensates it; null: compensating it is compensating what is inside. */
  readonly handler: string | null;
  /** What it saw when it completed. */
  readonly variables: Variables;
  readonly inside: Table<CompensationRecord> | null;
}

export interface LoopResult {
  /** Number of the run, from 1. */
  readonly key: number;
  readonly value: Json;
}

/** What went wrong, and the element instance that it holds until somebody retries. */
export interface Incident {
  readonly key: Key;
  /** The element instance it holds. */
  readonly holder: Key;
  readonly element: string;
  readonly code: string;
  readonly message: string;
  readonly since: number;
}

/** Key of the element instance that stands for the process. */
export const ROOT: Key = 1;

/** The process variables of a state. */
export function processVariables(state: State): Variables {
  return findRecord(state.elements, ROOT)?.variables ?? NONE;
}

const NONE: { readonly [name: string]: Json } = Object.freeze({});
