/**
 * What the kernel asks of the parts that know BPMN. Elements say where a token is (task, gateway, boundary); triggers
 * say why an event happens (timer, message). Neither knows the other, neither writes state: they speak through `Run`.
 */
import type { Expression, ProcessNode } from './graph.ts';
import type { TaskChanges } from './job-result.ts';
import type { ElementKind, TriggerKind } from './kinds.ts';
import type { ElementInstance, Loop, Waiting } from './state.ts';
import type { TaskProperties } from './task-state.ts';
import type { Effect, Json, Key, Variables } from './types.ts';

/** A value, or why there is none. A fault becomes an incident that holds the place. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Fault;

/** Why there is no value: a code for programs, a message for people. */
export interface Fault {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

/**
 * One flow-node kind. `enter` is called once its inputs are there and its boundary events armed, and again when an
 * incident raised in it is tried again; it must complete the element, leave it waiting, or raise an incident.
 * `taken`: the flows that a join took its tokens from, on entering. `resume` is called when what it waited for has happened.
 */
export interface Behaviour {
  readonly kind: ElementKind | Marker['kind'];
  enter(run: Run, node: ProcessNode, key: Key, taken?: readonly string[] | null): void;
  /** Entered because its event has happened already, with what came; completes when absent. */
  happen?(run: Run, node: ProcessNode, key: Key, result: Variables): void;
  resume(run: Run, node: ProcessNode, key: Key, variables: Variables | undefined): void;
  /** Of a task of a person: what the model says of it. */
  properties?(run: Run, node: ProcessNode, key: Key): Outcome<TaskProperties>;
  /** Of a task of a person: the changes as they are kept, or why it cannot be changed so. */
  change?(given: TaskChanges): TaskChanges | string;
  /** A scope: something in it has come to an end while other things go on. */
  progress?(run: Run, node: ProcessNode, key: Key): void;
  /** Of a complex gateway: whether the tokens held in `scope` are enough to let it begin. */
  begins?(run: Run, node: ProcessNode, scope: Key, tokens: { readonly [flow: string]: number }): boolean;
}

/** One reason for events. A method that a position never calls is absent. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** Catching: what to wait for, evaluated with the variables that `scope` sees. `since`: when the wait began. */
  listen?(run: Run, node: ProcessNode, scope: Key, since: number): Outcome<Waiting>;
  /** The wait that follows after a non-interrupting event has fired; null when it fires only once. */
  again?(run: Run, node: ProcessNode, fired: Waiting): Outcome<Waiting | null>;
  /**
   * Throwing, at an end or intermediate event. `completed`: the element goes on; `gone`: it has been ended or is held.
   * `effectKey` names what the host is asked to do. `carried`: what goes with it; the element's own variables when absent.
   */
  fire?(run: Run, node: ProcessNode, key: Key, effectKey: Key, carried?: Variables): 'completed' | 'gone';
  /** Throwing: what the event has set going inside itself has ended. */
  goOn?(run: Run, node: ProcessNode, key: Key): 'completed' | 'gone';
}

/**
 * Changes how often and in which order an activity runs. The activity as a whole is an element instance that is entered
 * and resumed (when no run is alive in it) as by a behaviour; each run is an element instance of its own inside.
 */
export interface Marker {
  readonly kind: 'multiInstance' | 'standardLoop';
  enter(run: Run, node: ProcessNode, key: Key): void;
  resume(run: Run, node: ProcessNode, key: Key, variables: Variables | undefined): void;
  /** A run has done its work. Says how the whole goes on; a fault holds the run. */
  next(run: Run, node: ProcessNode, key: Key): Outcome<Progress>;
}

export interface Progress {
  /** What the run gives to the output collection; undefined when none is kept. */
  readonly result: Json | undefined;
  /** No further run begins, and those still alive are terminated. */
  readonly ended: boolean;
  /** What is thrown at the activity, and the attributes of the repetition that go with it. */
  readonly throws?: { readonly parts: readonly ProcessNode[]; readonly attributes: Variables };
}

/** What a host is told of a job that it is asked for. */
export interface JobRequest {
  readonly jobType: string;
  readonly retries: number;
  readonly priority: number;
}

/** What behaviours and triggers may do within one step. */
export interface Run {
  /** The command's time, milliseconds. */
  readonly at: number;
  instance(key: Key): ElementInstance;
  /** `nearest`: variables that hide those of the scopes. */
  evaluate(expression: Expression, key: Key, nearest?: Variables): Outcome<Json>;
  /** A condition; a fault when it gives neither true nor false. */
  decide(condition: Expression, key: Key, nearest?: Variables): Outcome<boolean>;
  /** All variables visible from an element instance, nearest scope first. */
  visible(key: Key): Variables;
  /** A name that no other conversation has, for one that begins at the element. */
  conversation(key: Key): string;
  /** Keeps a variable where what happens beside the element and later sees it: in the process, or in the run of a repeated activity. */
  keep(key: Key, variables: Variables): void;
  /** Opens the element's wait and asks the host for it. */
  wait(node: ProcessNode, key: Key, wait: Waiting, effect: Effect | null): void;
  /** The task of the element is created, as soon as its listeners agree. */
  beginTask(node: ProcessNode, key: Key, task: TaskProperties): void;
  effect(effect: Effect): void;
  /** A signal: what waits for it in the instance hears it within the step, the host tells the others. */
  broadcast(effect: Extract<Effect, { type: 'broadcastSignal' }>): void;
  /** The element has done its work: takes its result, maps outputs, leaves. */
  complete(node: ProcessNode, key: Key, variables: Variables | undefined): void;
  /** As `complete`, but the result stays with the element and only output mappings bring it out. */
  completeLocally(node: ProcessNode, key: Key, variables: Variables | undefined): void;
  /** Opens the element as a scope in which the nodes begin, together or one after the other. */
  openScopeOf(node: ProcessNode, key: Key, begin: readonly ProcessNode[], sequential: boolean): void;
  /** Begins the next node of a sequential scope; false when there is none. */
  beginNext(node: ProcessNode, key: Key): boolean;
  /**
   * Asks the worker of an ad-hoc subprocess what comes next in it; what it was asked before no longer matters. A job that
   * cannot be asked for holds the element.
   */
  ask(node: ProcessNode, key: Key, job: Outcome<JobRequest>): void;
  /** Ends everything in a scope. False when tasks go on in it until their listeners have heard; nothing else begins in it. */
  terminateInside(key: Key): boolean;
  /** Opens the element as a scope and starts what is in it; `result`: what the event that started it brought. */
  openScope(node: ProcessNode, key: Key, result?: Variables): void;
  /** Arms the events that the element waits for together; a fault when one cannot be armed. */
  arm(node: ProcessNode, key: Key): Fault | null;
  /** Arms the events of what is in a scope that is not open yet: all, or none and a fault. */
  armAhead(node: ProcessNode, key: Key): Fault | null;
  /** Opens the activity as the scope of its runs. */
  openLoop(node: ProcessNode, key: Key, loop: Loop): void;
  /** Begins a run in the scope of the activity; `number` counts from 1. */
  beginRun(node: ProcessNode, key: Key, number: number, variables: Variables): void;
  /** Begins to compensate what has completed in the event's scope; false when there is nothing. */
  beginCompensation(node: ProcessNode, key: Key): boolean;
  /** Ends what runs in the transaction around the event and begins to compensate; false when there is nothing. */
  rollBack(node: ProcessNode, key: Key): boolean;
  /** Begins the next compensation handler inside the event; false when all have run. */
  compensateNext(node: ProcessNode, key: Key): boolean;
  /** Ends the transaction around the event, which leaves by its cancel boundary event. */
  cancelTransaction(key: Key): void;
  /** Ends everything else in the scope that the element lives in. */
  terminateSiblings(key: Key): void;
  /** A business error: the innermost boundary event that catches it takes over, else an incident holds `key`. */
  throwError(key: Key, code: string, message: string, variables: Variables | undefined): void;
  /** An escalation: the innermost event that catches it happens, if any. Answers whether `key` is still there. */
  escalate(key: Key, code: string, variables: Variables | undefined): 'completed' | 'gone';
  incident(key: Key, fault: Fault): void;
  /** Takes the flows that apply, and stays (a complex gateway's first phase); a fault when there is none. */
  pass(node: ProcessNode, key: Key): Fault | null;
  /** Second phase: leaves by the flows whose conditions hold, if any. */
  passOut(node: ProcessNode, key: Key): void;
}

/** A kind that is not carried out: why, and what to write instead. */
export interface Refusal {
  readonly refused: string;
  readonly instead: string;
}

export function isRefusal(entry: object): entry is Refusal {
  return 'refused' in entry;
}
