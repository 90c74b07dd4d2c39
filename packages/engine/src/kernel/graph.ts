/**
 * A compiled process: frozen, shared by all its instances, references resolved. Compile builds it, the kernel walks it.
 */
import type { Behaviour, Marker, Outcome, Trigger } from './contracts.ts';
import type { ElementKind, TriggerKind } from './kinds.ts';
import type { Json, Variables } from './types.ts';

/** A FEEL expression or a constant, ready to evaluate. */
export interface Expression {
  readonly source: string;
  /** Names of the variables it may read. */
  readonly reads: readonly string[];
  evaluate(variables: Variables, time: { readonly at: number }): Outcome<Json>;
}

export interface Process {
  readonly id: string;
  readonly name: string;
  readonly versionTag: string | null;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly root: Container;
  /** Messages that start an instance at the named start event. */
  readonly messageStarts: readonly { readonly startEvent: string; readonly message: Expression }[];
  readonly timerStarts: readonly { readonly startEvent: string; readonly timer: TimerDefinition }[];
  /** Catch events that look again at their expression when a variable it reads changes, by BPMN id. */
  readonly followers: readonly ProcessNode[];
  /** Whether anything in it can be compensated. */
  readonly compensates: boolean;
}

/** What holds flow nodes: a process or a subprocess. */
export interface Container {
  readonly id: string;
  /** Where a token starts when the container is entered. */
  readonly starts: readonly ProcessNode[];
}

export interface Flow {
  readonly id: string;
  readonly source: ProcessNode;
  readonly target: ProcessNode;
  /** Null: taken whenever its source leaves. */
  readonly condition: Expression | null;
}

export interface ProcessNode {
  readonly id: string;
  readonly name: string;
  readonly kind: ElementKind;
  readonly trigger: TriggerKind;
  /** BPMN id of the container. */
  readonly scope: string;
  readonly lane: string | null;
  /** Public stage (`circula:stage`). */
  readonly stage: string | null;
  /** The legal clock stands still while it is open (`circula:clock`). */
  readonly clock: 'suspend' | null;
  readonly line: number | null;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  readonly defaultFlow: Flow | null;
  /** Whether leaving has to look at conditions. */
  readonly conditional: boolean;
  /** Tokens that arrive are held on their flows until each incoming flow has one. */
  readonly joins: boolean;
  readonly behaviour: Behaviour;
  readonly event: Trigger;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** Boundary events attached to it; the one at index i has the activity's key + 1 + i. */
  readonly boundary: readonly ProcessNode[];
  /** Of a repeated activity (multi-instance, loop): what one run of it is; this node is then the activity as a whole. */
  readonly single: ProcessNode | null;
  /** Of one run: how the runs follow each other. */
  readonly marker: Marker | null;
  readonly loop: LoopDefinition | null;
  /** BPMN id of the activity that compensates this one, by a compensation boundary event. */
  readonly compensation: string | null;
  /** It runs only to compensate another activity. */
  readonly forCompensation: boolean;
  /** Of an event that compensates: the only activity that it compensates; null: all of its scope. */
  readonly compensates: string | null;
  /** Of a boundary event: the activity, and whether that ends when the event fires. */
  readonly host: ProcessNode | null;
  readonly interrupting: boolean;
  /** Of a subprocess: what is in it. */
  readonly inner: Container | null;
  readonly task: TaskDefinition | null;
  readonly job: JobDefinition | null;
  readonly script: ScriptDefinition | null;
  readonly decision: DecisionDefinition | null;
  readonly call: CallDefinition | null;
  readonly timer: TimerDefinition | null;
  readonly message: MessageDefinition | null;
  readonly error: ErrorDefinition | null;
}

/** `target` may be a path: `a.b` writes entry `b` of context `a`. */
export interface Mapping {
  readonly source: Expression;
  readonly target: readonly [string, ...string[]];
}

export interface TaskDefinition {
  readonly assignee: Expression | null;
  readonly candidateGroups: Expression | null;
  readonly candidateUsers: Expression | null;
  readonly form: Expression | null;
  readonly dueDate: Expression | null;
  readonly followUpDate: Expression | null;
  readonly priority: Expression | null;
  readonly headers: { readonly [name: string]: string };
}

export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: { readonly [name: string]: string };
}

export interface ScriptDefinition {
  readonly expression: Expression;
  /** Null: a context's entries become variables. */
  readonly result: string | null;
}

export interface DecisionDefinition {
  /** The decision, chosen at run time when its id is an expression. */
  readonly id: Expression;
  readonly result: string;
  decide(id: string, variables: Variables, time: { readonly at: number }): Outcome<Json>;
}

export interface CallDefinition {
  readonly process: Expression;
  readonly binding: { readonly type: 'latest' | 'deployment' } | { readonly type: 'versionTag'; readonly tag: string };
  readonly passAllVariables: boolean;
  readonly returnAllVariables: boolean;
}

export interface TimerDefinition {
  readonly form: 'date' | 'duration' | 'cycle';
  readonly value: Expression;
  readonly follow: boolean;
}

export interface MessageDefinition {
  readonly name: Expression;
  readonly correlationKey: Expression | null;
}

/** How an activity is repeated (BPMN 2.0.2 §13.3.6, §13.3.7). */
export interface LoopDefinition {
  readonly kind: Marker['kind'];
  readonly sequential: boolean;
  readonly collection: Expression | null;
  /** Variable that holds the element of the collection in each run. */
  readonly item: string | null;
  /** How many runs; of a standard loop: how many at most. */
  readonly cardinality: Expression | null;
  /** Multi-instance: true ends the activity. */
  readonly completion: Expression | null;
  /** Variable that takes the list of what the runs give. */
  readonly output: string | null;
  readonly outputElement: Expression | null;
  /** Variable that the output element is, so that it stays with its run. */
  readonly outputItem: string | null;
  /** Standard loop: true goes on. */
  readonly condition: Expression | null;
  readonly testBefore: boolean;
}

export interface ErrorDefinition {
  /** Null catches every error. */
  readonly code: Expression | null;
}
