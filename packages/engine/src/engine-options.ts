import type { Event } from './kernel/events.ts';
import type { Process } from './kernel/graph.ts';
import type { State } from './kernel/state.ts';
import type { Command, Effect, Failure, Variables } from './kernel/types.ts';

export interface EngineOptions {
  /** Milliseconds since the epoch; the system clock when absent. */
  readonly clock?: () => number;
  /** Called after each step, before its effects are carried out. */
  readonly observe?: (step: ObservedStep) => void;
}

export interface ObservedStep {
  readonly instance: string;
  readonly process: Process;
  readonly command: Command;
  readonly before: State | null;
  readonly state: State;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
}

export interface StartOptions {
  readonly variables?: Variables;
  /** BPMN id of the start event; the one without a trigger when absent. */
  readonly startEvent?: string;
  /** What the office calls the instance; the processes that it calls inherit it. */
  readonly businessId?: string;
  /** The host's name of the instance; made up when absent. */
  readonly instance?: string;
}

export interface PublishOptions {
  readonly correlationKey?: string;
  readonly variables?: Variables;
  /** Milliseconds. */
  readonly timeToLive?: number;
  readonly messageId?: string;
}

export type Started =
  | { readonly ok: true; readonly instance: string }
  | { readonly ok: false; readonly failure: Failure };

export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
