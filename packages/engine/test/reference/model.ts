/**
 * A BPMN model as the standard draws it: boxes (a process, a subprocess) with nodes and the flows between them. Made from
 * what the reader has parsed and from nothing else of the engine, so that a mistake of its compiler shows.
 */
import type { Json, Variables } from '../../src/index.ts';

/** A value, or the code of what went wrong. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string };

/** A FEEL expression or a constant. */
export interface Formula {
  (variables: Variables, at: number): Answer<Json>;
  /** Names of the variables that it may look at. */
  readonly reads: readonly string[];
}

export interface Box {
  readonly id: string;
  readonly nodes: RefNode[];
  readonly flows: RefFlow[];
}

export interface RefFlow {
  readonly id: string;
  readonly source: RefNode;
  readonly target: RefNode;
  readonly condition: Formula | null;
}

export interface RefNode {
  readonly id: string;
  readonly name: string;
  /** BPMN's name of the element, `userTask`; `eventSubProcess` for a subprocess that an event triggers. */
  readonly type: string;
  readonly box: Box;
  readonly incoming: RefFlow[];
  readonly outgoing: RefFlow[];
  defaultFlow: RefFlow | null;
  /** Of a boundary event. */
  host: RefNode | null;
  readonly interrupting: boolean;
  /** Why it happens, or what it throws; of a receive or send task: its message. */
  readonly reasons: readonly Reason[];
  /** All of its reasons have to happen (parallel multiple; of a gateway: parallel). */
  readonly all: boolean;
  /** Boundary events other than compensation, in the model's order. */
  readonly attached: RefNode[];
  /** The activity that undoes it. */
  handler: RefNode | null;
  readonly undoes: boolean;
  inside: Box | null;
  inputs: readonly Assignment[];
  readonly outputs: readonly Assignment[];
  readonly repeat: Repeat | null;
  readonly job: JobOf | null;
  /** Execution listeners: asked before the work, and when it is done. */
  readonly starts: readonly JobOf[];
  readonly ends: readonly JobOf[];
  /** Listeners of a user task. */
  readonly asks: readonly (JobOf & { readonly on: TaskEvent })[];
  readonly task: { readonly [field in TaskField]: Formula | null } | null;
  readonly script: { readonly formula: Formula; readonly result: string | null } | null;
  readonly call: { readonly process: Formula; readonly passAll: boolean; readonly returnAll: boolean } | null;
  readonly adHoc: AdHoc | null;
  readonly activation: Formula | null;
}

export interface JobOf {
  readonly type: Formula;
  readonly retries: Formula;
}

/** What the listeners of a task are asked about. */
export type TaskEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

export type TaskField =
  | 'assignee'
  | 'candidateGroups'
  | 'candidateUsers'
  | 'form'
  | 'dueDate'
  | 'followUpDate'
  | 'priority';

export interface Assignment {
  readonly target: readonly string[];
  readonly source: Formula;
}

/** One event definition. */
export type Reason =
  | { readonly kind: 'message'; readonly name: Formula; readonly key: Formula | null }
  | { readonly kind: 'signal'; readonly name: Formula }
  | {
      readonly kind: 'timer';
      readonly form: 'date' | 'duration' | 'cycle';
      readonly time: Formula;
      readonly follow: boolean;
    }
  | { readonly kind: 'conditional'; readonly condition: Formula }
  /** Code null: catches all; when thrown, the empty code. */
  | { readonly kind: 'error' | 'escalation'; readonly code: Formula | null }
  | { readonly kind: 'compensation'; readonly activity: string | null }
  | { readonly kind: 'cancel' | 'terminate' }
  | { readonly kind: 'link'; readonly name: string };

export interface AdHoc {
  readonly begin: Formula | null;
  readonly sequential: boolean;
  readonly done: Formula | null;
  readonly cancelRemaining: boolean;
  /** The worker of its job says what begins and when it is over. */
  readonly worker: boolean;
}

export type Repeat =
  | {
      readonly kind: 'instances';
      readonly sequential: boolean;
      /** Runs count from when they are created (Camunda 8). */
      readonly inTurn: boolean;
      readonly collection: Formula | null;
      readonly cardinality: Formula | null;
      readonly item: string | null;
      readonly output: string | null;
      readonly outputElement: Formula | null;
      readonly outputItem: string | null;
      readonly done: Formula | null;
    }
  | {
      readonly kind: 'loop';
      readonly again: Formula | null;
      readonly before: boolean;
      readonly most: number | null;
    };

export interface RefModel {
  readonly id: string;
  readonly box: Box;
  readonly nodes: ReadonlyMap<string, RefNode>;
}

/** Whether tokens that arrive wait for each other. */
export function joins(node: RefNode): boolean {
  return node.incoming.length > 1 && /^(parallel|inclusive|complex)Gateway$/.test(node.type);
}

/** Event subprocesses of a box, with their start events. */
export function eventSubProcesses(box: Box): { readonly node: RefNode; readonly start: RefNode }[] {
  return box.nodes.flatMap((node) => {
    const start =
      node.type === 'eventSubProcess' ? node.inside?.nodes.find(({ type }) => type === 'startEvent') : undefined;
    return start === undefined ? [] : [{ node, start }];
  });
}

/** Where tokens begin when the box is entered (BPMN 2.0.2 §13.3.4, §10.5.2). */
export function beginnings(box: Box): RefNode[] {
  const starts = box.nodes.filter(({ type }) => type === 'startEvent');
  if (starts.length > 0) return starts.filter(({ reasons }) => reasons.length === 0);
  return box.nodes.filter(
    ({ type, incoming, undoes, reasons }) =>
      incoming.length === 0 &&
      !undoes &&
      type !== 'boundaryEvent' &&
      type !== 'eventSubProcess' &&
      !(reasons[0]?.kind === 'link'),
  );
}
