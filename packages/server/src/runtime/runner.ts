import type { Json, Process, State, StepResult, Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { Definitions } from './definitions.ts';
import type { Instruction, Projection } from './projection.ts';

/** What a caller learns of a command: the step's events and effects, and the state after all follow-ups. */
export interface Outcome {
  readonly instance: string;
  readonly process: Process;
  readonly state: State;
  readonly ended: boolean;
}

export interface StartOptions {
  /** The published version to follow. */
  readonly definition: { readonly id: string };
  /** What people call the matter by, as the registry number; searchable. */
  readonly businessKey: string;
  readonly variables: Variables;
  /** Account id of who starts it, or a name of the system's part that does. */
  readonly actor: string;
}
