import type { Event } from './kernel/events.ts';
import type { Process } from './kernel/graph.ts';
import type { State } from './kernel/state.ts';
import type { Command, Effect, Failure } from './kernel/types.ts';

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

export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };
