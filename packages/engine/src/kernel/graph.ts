/**
 * A compiled process: frozen, shared by all its instances, references resolved. Compile builds it, the kernel walks it.
 */
import type { Behaviour, Marker, Outcome, Trigger } from './contracts.ts';
import type { ElementKind, TriggerKind } from './kinds.ts';
import type { TaskTransition } from './task-state.ts';
import type { Json, Variables } from './types.ts';

/** A FEEL expression or a constant, ready to evaluate. */
export interface Expression {
  readonly source: string;
  /** Names of the variables it may read. */
  readonly reads: readonly string[];
  evaluate(variables: Variables, time: { readonly at: number }): Outcome<Json>;
  /**
   * As a condition. Anything but true and false is a fault that says what was found and where: `condition-unknown` for null,
   * `condition-not-boolean` for the rest.
   */
  decide(variables: Variables, time: { readonly at: number }): Outcome<boolean>;
}

/** A compiled process: frozen and shared by its instances. */
export interface Process {
  readonly id: string;
  readonly name: string;
  readonly versionTag: string | null;
  /** The variables that go back to a call activity: its data outputs; null: all variables. */
  readonly returns: readonly string[] | null;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly root: Container;
  /** Messages that start an instance at the named start event. */
  readonly messageStarts: readonly { readonly startEvent: string; readonly message: Expression }[];
  readonly timerStarts: readonly { readonly startEvent: string; readonly timer: TimerDefinition }[];
  readonly signalStarts: readonly { readonly startEvent: string; readonly signal: Expression }[];
  readonly conditionStarts: readonly { readonly startEvent: string; readonly condition: Expression }[];
  /** Events that look again at their expression when a variable it reads changes. */
  readonly followers: readonly Follower[];
  /** Gateways that join what can still come, and nothing else. */
  readonly converging: readonly ProcessNode[];
  /** Whether anything in it can be compensated. */
  readonly compensates: boolean;
  /** Jobs before its first element begins and after its last has ended (`zeebe:executionListeners`). */
  readonly startListeners: readonly JobDefinition[];
  readonly endListeners: readonly JobDefinition[];
  /** Whether a task in it has listeners that hear of its cancelling. */
  readonly lingers: boolean;
  /** Forms that are part of the model (`zeebe:userTaskForm`), by id: the text of each. */
  readonly forms: ReadonlyMap<string, string>;
}

/** What a task does to the legal clock; the host keeps the clock. */
export type ClockEffect =
  /** It stands still while the task is open. */
  | { readonly effect: 'suspend' }
  /** The end moves by the calendar days for which the task was open. */
  | { readonly effect: 'shift' }
  /** The term begins anew when the task is done. */
  | { readonly effect: 'start' }
  /** The term gets so many days of its unit when the task is done. */
  | { readonly effect: 'extend'; readonly days: number }
  /** The term ends here when the task is done; it runs at the institution named. */
  | { readonly effect: 'redirect'; readonly to: string };

export interface Follower {
  readonly element: string;
  readonly reads: readonly string[];
  /** Only when the variable is new in its scope, or was there before; null: both. */
  readonly only: VariableChange | null;
}

export type VariableChange = 'create' | 'update';

/** What holds flow nodes: a process or a subprocess. */
export interface Container {
  readonly id: string;
  /** Where a token starts when the container is entered. */
  readonly starts: readonly ProcessNode[];
  /** Starts of the event subprocesses in it. */
  readonly arms: readonly Arm[];
}

/** An event that waits on behalf of another element, its holder, under the holder's key + 1 + its index. */
export interface Arm {
  /** What happens when it fires. */
  readonly event: ProcessNode;
  /** What it listens for: the event itself, or one definition of a multiple event. */
  readonly part: ProcessNode;
}

/** A sequence flow of a compiled process. */
export interface Flow {
  readonly id: string;
  readonly source: ProcessNode;
  readonly target: ProcessNode;
  /** Null: taken whenever its source leaves. */
  readonly condition: Expression | null;
}

/** A flow node of a compiled process, with all that it says. */
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
  /** What it does to the legal clock (`circula:clock`). */
  readonly clock: ClockEffect | null;
  readonly line: number | null;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  readonly defaultFlow: Flow | null;
  /** Whether leaving has to look at conditions. */
  readonly conditional: boolean;
  /** Tokens that arrive are held on their flows until each incoming flow has one. */
  readonly joins: boolean;
  /** Of a gateway that joins: only the flows that a token can still reach count (BPMN 2.0.2 §13.4.3). */
  readonly converges: boolean;
  readonly behaviour: Behaviour;
  readonly event: Trigger;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** What has to be there before it begins; null: nothing. */
  readonly availability: Availability | null;
  /** Boundary events attached to it. */
  readonly boundary: readonly ProcessNode[];
  /** Events armed for it: of its boundary events, then of what is in it, behind it or part of it. */
  readonly arms: readonly Arm[];
  /** How many of `arms` belong to boundary events. */
  readonly guards: number;
  /** How many keys an instance takes, its own included. */
  readonly keys: number;
  /** Of a multiple event: each definition, as a node of its own trigger. */
  readonly parts: readonly ProcessNode[];
  /** Of a repeated activity (multi-instance, loop): what one run of it is; this node is then the activity as a whole. */
  readonly single: ProcessNode | null;
  /** Of one run: how the runs follow each other. */
  readonly marker: Marker | null;
  readonly loop: LoopDefinition | null;
  readonly adHoc: AdHocDefinition | null;
  /** Directly in an ad-hoc subprocess that collects: what a flow gives that ends here. */
  readonly collects: Expression | null;
  /** Of an activity directly in an ad-hoc subprocess: that one's completion condition, looked at when the activity is done. */
  readonly concludes: Expression | null;
  /** BPMN id of the activity that compensates this one, by a compensation boundary event. */
  readonly compensation: string | null;
  /** It runs only to compensate another activity. */
  readonly forCompensation: boolean;
  /** Of an event that compensates: the only activity that it compensates; null: all of its scope. */
  readonly compensates: string | null;
  /** Of an event that compensates: it goes on at once, while the compensation runs. */
  readonly detached: boolean;
  /** How many tokens an activity needs to begin, and how many it puts on each flow it leaves by (BPMN 2.0.2 §13.3.2). */
  readonly needs: number;
  readonly gives: number;
  /** Of a boundary event: the activity. */
  readonly host: ProcessNode | null;
  /** Of a boundary event or the start of an event subprocess: whether the activity or scope ends when it fires. */
  readonly interrupting: boolean;
  /** Of a subprocess: what is in it. */
  readonly inner: Container | null;
  readonly task: TaskDefinition | null;
  readonly job: JobDefinition | null;
  /** Jobs before its own work begins, one after the other, and before it leaves (`zeebe:executionListeners`). */
  readonly startListeners: readonly JobDefinition[];
  readonly endListeners: readonly JobDefinition[];
  readonly script: ScriptDefinition | null;
  readonly decision: DecisionDefinition | null;
  readonly call: CallDefinition | null;
  readonly timer: TimerDefinition | null;
  readonly message: MessageDefinition | null;
  readonly error: CodeDefinition | null;
  readonly escalation: CodeDefinition | null;
  /** Name of the signal. */
  readonly signal: Expression | null;
  readonly condition: Expression | null;
  /** Of a conditional event: the changes after which it is looked at; null: every one of what it reads. */
  readonly filter: ConditionFilter | null;
  /** Of a link event: its name. */
  readonly link: string | null;
  /** Of an event-based gateway: all its events have to happen; otherwise the first one decides. */
  readonly parallel: boolean;
  /** Begins an instance when its event happens. */
  readonly instantiates: boolean;
  /** Of a complex gateway: when it begins to let tokens through. */
  readonly activation: Expression | null;
}

/** The data that an activity waits for (BPMN 2.0.2 §13.3.2). */
export interface Availability {
  /** Names of the variables it looks at. */
  readonly reads: readonly string[];
  /** Whether one of the input sets is complete; `isSet`: a variable has a value other than null. */
  holds(isSet: (name: string) => boolean): boolean;
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
  /** Jobs that hold the task on its way from one state to the next (`zeebe:taskListeners`); null: none. */
  readonly listeners: TaskListeners | null;
}

export type TaskListeners = { readonly [on in TaskTransition]: readonly JobDefinition[] };

export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  /** Which of several jobs a worker should take first: the higher. Null: 0. */
  readonly priority: Expression | null;
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
  /** What the office calls the called instance; null: as the caller. */
  readonly businessId: Expression | null;
}

/** When a timer event is due. */
export interface TimerDefinition {
  readonly form: 'date' | 'duration' | 'cycle';
  readonly value: Expression;
  readonly follow: boolean;
  /**
   * Of a duration in working days (`circula:workingDays`): the instant with the same time of day so many working days
   * later; null when beyond the calendar.
   */
  readonly workingDays: ((from: number, days: number) => number | null) | null;
}

export interface ConditionFilter {
  readonly names: readonly string[] | null;
  readonly only: VariableChange | null;
}

export interface MessageDefinition {
  readonly name: Expression;
  readonly correlationKey: Expression | null;
  /** Finds the instance when there is no `correlationKey`. */
  readonly correlation: Correlation | null;
  /** Everything that a sent or received message settles for later ones. */
  readonly settles: readonly Correlation[];
  /** Sent to what starts a process: whoever it is, there is no instance yet that a conversation could find. */
  readonly starts: boolean;
  /** Of a sender that message flows lead from to several receivers: the further ones. */
  readonly also: readonly MessageDefinition[];
}

/**
 * How messages find the instance that they belong to without a key of their own. What the first message settles is kept
 * in a variable of the process (of the run, in a repeated activity); later messages have to carry the same.
 */
export interface Correlation {
  /** Name of the variable. */
  readonly variable: string;
  /** What is settled already. */
  readonly held: Expression;
  /** Gives the value from what a message carries; null: the message carries the value itself, under the variable's name. */
  readonly derive: Expression | null;
  /** What a receiver expects by its own data, whether settled or not (BPMN 2.0.2 §8.4.2, context-based). */
  readonly expect: Expression | null;
}

/** Of an ad-hoc subprocess: what runs in it, and when it is over (BPMN 2.0.2 §13.3.5). */
export interface AdHocDefinition {
  /** Gives the ids of the activities that begin; null: all that nothing leads to. */
  readonly active: Expression | null;
  /** Only what the host activates begins, when `active` is null too. */
  readonly manual: boolean;
  /** Variable that takes the list of what the flows inside give. */
  readonly output: string | null;
  /** Variable that the output element is, so that it stays with its activity. */
  readonly outputItem: string | null;
  readonly sequential: boolean;
  /** Null: it is over when nothing is left in it. */
  readonly completion: Expression | null;
  readonly cancelRemaining: boolean;
  /** Its job's worker decides what begins and when it is over (`zeebe:taskDefinition`); null: nobody is asked. */
  readonly worker: AdHocWorker | null;
}

export interface AdHocWorker {
  /** Variable of the subprocess that tells what can begin in it. */
  readonly variable: string;
  /** Id, name, documentation and properties of what can begin. */
  readonly elements: Json;
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
  /** Multi-instance: `numberOfInstances` is what has been created so far, not what is planned. */
  readonly countsCreated: boolean;
  /** Multi-instance: true ends the activity. */
  readonly completion: Expression | null;
  /** Variable that takes the list of what the runs give. */
  readonly output: string | null;
  readonly outputElement: Expression | null;
  /** Variable that the output element is, so that it stays with its run. */
  readonly outputItem: string | null;
  /** Multi-instance: what a run that completes throws at the activity (`behavior`). */
  readonly throws: readonly LoopEvent[];
  /** Standard loop: true goes on. */
  readonly condition: Expression | null;
  readonly testBefore: boolean;
}

export interface LoopEvent {
  /** Which runs throw it: each that completes, the first that does, or those for which the condition holds. */
  readonly when: 'each' | 'first' | Expression;
  /** The event, as a node of its trigger. */
  readonly part: ProcessNode;
}

export interface CodeDefinition {
  /** Null catches every error or escalation. */
  readonly code: Expression | null;
  /** Set when it is the name that stands for a code: what no other event here names is caught, too. */
  readonly open?: true;
}
