import type { Command, Effect, Event, Process, State } from '@circula/engine';
import type { Transaction } from '../persistence/transaction.ts';

/** A command as callers give it: the runner adds the time. */
export type Instruction = Command extends infer C ? (C extends Command ? Omit<C, 'at'> : never) : never;

/** One step of an instance, as projections see it. The runtime's own rows (tasks, timers, jobs…) are already written. */
export interface Step {
  readonly institution: string;
  readonly instance: string;
  readonly businessKey: string;
  /** Id of the definition (published version) the instance follows. */
  readonly definition: string;
  readonly process: Process;
  readonly command: Command;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
  readonly state: State;
}

/** A command to carry out in the same transaction; without `instance`, on the instance of the step. */
export interface FollowUp {
  readonly instance?: string;
  readonly command: Instruction;
}

/**
 * Keeps a domain's rows in step with the processes: called after every step, inside its transaction, in the order of
 * registration. Throwing rolls the whole command back.
 */
export interface Projection {
  readonly name: string;
  apply(tx: Transaction, step: Step): Promise<readonly FollowUp[]>;
}
