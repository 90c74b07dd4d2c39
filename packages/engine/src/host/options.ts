import type { WorkCalendar } from '../deadline/index.ts';
import type { Event } from '../kernel/events.ts';
import type { Process } from '../kernel/graph.ts';
import type { Mapping } from '../kernel/migration-plan.ts';
import type { State } from '../kernel/state.ts';
import type { Command, Effect, Failure, Variables } from '../kernel/types.ts';
import type { BackOff } from './back-off.ts';

/** What an engine is made with; all of it may be left out. */
export interface EngineOptions {
  /** Milliseconds since the epoch; the system clock when absent. */
  readonly clock?: () => number;
  /**
   * The days on which the institution works, for timers in working days and functions such as `working days after`;
   * without it a model that uses them is refused.
   */
  readonly calendar?: WorkCalendar;
  /** Called after each step, before its effects are carried out. */
  readonly observe?: (step: ObservedStep) => void;
  /** How many instances that have ended are remembered, the latest first; 1,000 when absent. */
  readonly keepEnded?: number;
  /** How long failed jobs wait before they are tried again; not at all when absent. */
  readonly backOff?: BackOff;
  /** Numbers from 0 to below 1, for the jitter of the back-off; `Math.random` when absent. */
  readonly random?: () => number;
}

/** How the jobs of one type are carried out. */
export interface HandleOptions {
  /** Of this type of job, in place of the engine's. */
  readonly backOff?: BackOff;
}

/** Which version an instance goes over to. */
export interface MigrationTarget {
  /** BPMN id of the process; that of the instance when absent. */
  readonly process?: string;
  /** The latest when absent. */
  readonly version?: number;
  readonly mappings?: readonly Mapping[];
}

/** One step as observers see it: the command, the states before and after, what happened and what was asked for. */
export interface ObservedStep {
  readonly instance: string;
  readonly process: Process;
  readonly command: Command;
  readonly before: State | null;
  readonly state: State;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
}

/** How an instance begins. */
export interface StartOptions<In extends Variables = Variables> {
  readonly variables?: In;
  /** BPMN id of the start event; the one without a trigger when absent. */
  readonly startEvent?: string;
  /** What the office calls the instance; the processes that it calls inherit it. */
  readonly businessId?: string;
  /** The host's name of the instance; made up when absent. */
  readonly instance?: string;
}

/** What a message carries and how long it is kept. */
export interface PublishOptions<Out extends Variables = Variables> {
  /** The empty text is no key. */
  readonly correlationKey?: string;
  readonly variables?: Out;
  /** Milliseconds. */
  readonly timeToLive?: number;
  /** A second message with the same name, key and id does nothing while the first one's time to live lasts. */
  readonly messageId?: string;
}

/** The name of the instance that has begun, or why none has. */
export type Started =
  | { readonly ok: true; readonly instance: string }
  | { readonly ok: false; readonly failure: Failure };

/** Whether a command was carried out. */
export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
