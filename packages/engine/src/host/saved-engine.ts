import type { State, Waiting } from '../kernel/state.ts';
import type { TaskTransition } from '../kernel/task-state.ts';
import type { Effect, Key, Variables } from '../kernel/types.ts';
import type { Deployed, Source } from './deployments.ts';

export type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;
export type Named<T extends Effect['type']> = Of<T> & { readonly instance: string };

/** A task that is open, with its instance. */
export interface OpenTask extends Named<'createTask'> {
  /** Its listeners are asked whether it may go on so; nobody can complete or change it meanwhile. */
  readonly transition?: TaskTransition;
  /** Why a listener denied what was asked last. */
  readonly denied?: string;
}
/** A job that is not done; `retries` is what remains. */
export interface OpenJob<In extends Variables = Variables> extends Omit<Named<'createJob'>, 'variables'> {
  /** All variables visible at the element, nearest scope first. */
  readonly variables: In;
  /** How often it has failed. */
  readonly failures?: number;
  /** When it is tried again, milliseconds. */
  readonly retryAt?: number;
}
/** An incident that nobody has resolved, with its instance. */
export type OpenIncident = Named<'raiseIncident'>;

/** Everything that an engine holds, as plain JSON. */
export interface SavedEngine {
  readonly format: 1;
  readonly skipped: number;
  readonly counter: number;
  readonly sources: readonly Source[];
  readonly instances: readonly SavedInstance[];
  readonly tasks: readonly OpenTask[];
  readonly jobs: readonly OpenJob[];
  readonly timers: readonly Named<'scheduleTimer'>[];
  readonly subscriptions: readonly Named<'openSubscription'>[];
  readonly signals?: readonly Named<'openSignal'>[];
  readonly incidents: readonly OpenIncident[];
  readonly messages: readonly SavedMessage[];
  /** Messages with an id that have been published, and until when that counts. */
  readonly seen?: readonly (readonly [identity: string, until: number])[];
  readonly starts: readonly StartTimer[];
}

export interface SavedInstance {
  readonly id: string;
  readonly version: number;
  readonly caller: { readonly instance: string; readonly key: Key } | null;
  readonly state: State;
  /** The correlation key of the message that started it: while it runs no other may start a second instance. */
  readonly startKey?: string;
  /** As an earlier version wrote it: the message's name before its key, and a line end between. */
  readonly startedBy?: string;
}

export interface Message {
  readonly message: string;
  readonly correlationKey: string | null;
  readonly messageId: string | null;
  readonly variables: Variables;
  readonly expires: number;
}

/** A message that is kept; `taken`: processes that have had it. */
export interface SavedMessage extends Message {
  readonly taken?: readonly string[];
}

export interface StartTimer {
  readonly process: string;
  readonly version: number;
  readonly startEvent: string;
  readonly wait: Extract<Waiting, { type: 'timer' }>;
}

/** One running or ended instance. */
export interface Instance {
  readonly id: string;
  deployed: Deployed;
  readonly caller: SavedInstance['caller'];
  readonly startKey: string | undefined;
  /** How many callers it has, one above the other. */
  readonly depth: number;
  state: State;
}

export function savedInstance({ id, deployed, caller, state, startKey }: Instance): SavedInstance {
  return { id, version: deployed.version, caller, state, ...(startKey === undefined ? {} : { startKey }) };
}

/** The correlation key that a saved instance was started with. */
export function startKeyOf({ startKey, startedBy }: SavedInstance): string | undefined {
  return startKey ?? startedBy?.slice(startedBy.indexOf('\n') + 1);
}
