/**
 * How running instances of one process go over to another: plain JSON, made by `planMigration`, carried by the command
 * `migrate`, and complete without the process that it leads away from.
 */
export interface MigrationPlan {
  /** BPMN id of the process that the instances follow now. */
  readonly from: string;
  /** BPMN id of the process that they will follow. */
  readonly to: string;
  /** Flow nodes: where each one of the source goes. */
  readonly elements: { readonly [source: string]: string };
  /** Sequence flows on which tokens may wait for a join. */
  readonly flows: { readonly [source: string]: string };
  /** Events whose dates, names and keys are evaluated again, by their id in the target; others keep what they wait for. */
  readonly update: readonly string[];
  /** The events that the source arms, by what they are armed for, in the order of their keys. */
  readonly armed: { readonly [source: string]: readonly ArmedEvent[] };
}

/** One event armed for an element; `part` counts the definitions of a multiple event from 0. */
export interface ArmedEvent {
  readonly event: string;
  readonly part: number;
  /** It is armed for each run of a repeated activity, not for the activity as a whole. */
  readonly run: boolean;
}

/** The kinds of problem of a migration. */
export type MigrationProblemCode =
  /** The mapping names an element that is not there. */
  | 'unknown-source'
  | 'unknown-target'
  /** The element leads nowhere: instances that are in it cannot go over. */
  | 'unmapped'
  | 'different-kind'
  | 'different-trigger'
  /** It would be in another subprocess, or attached to another activity. */
  | 'different-scope'
  /** It is repeated in one process and not, or otherwise, in the other. */
  | 'different-repetition'
  /** It is only there until its listeners have heard that it is cancelled. */
  | 'being-cancelled'
  /** The listeners of the whole process are being asked. */
  | 'listening'
  /** A token waits on a flow that leads nowhere. */
  | 'token-unmapped'
  /** Something that has completed could no longer be compensated. */
  | 'compensation-unmapped'
  /** The plan is for another process. */
  | 'wrong-process';

/** One thing that stands in the way of a migration. */
export interface MigrationProblem {
  readonly code: MigrationProblemCode;
  /** `error`: no instance can go over; `warning`: those that stand in the element cannot. */
  readonly severity: 'error' | 'warning';
  /** BPMN id of the element or flow of the source. */
  readonly element: string;
  readonly target: string | null;
  readonly message: string;
}

/** Where one element of the source goes in a migration. */
export interface Mapping {
  readonly source: string;
  readonly target: string;
  /** Dates, message names and correlation keys that it waits for are evaluated again. */
  readonly update?: boolean;
}
