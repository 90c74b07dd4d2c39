import { applyTo } from './apply.ts';
import type { Fault, Outcome, Run } from './contracts.ts';
import { DeepestFirst } from './deepest-first.ts';
import type { Draft } from './draft.ts';
import type { CloseReason, Event, EventContext } from './events.ts';
import type { Expression, Process, ProcessNode, VariableChange } from './graph.ts';
import { decideAt, evaluateAt } from './scope.ts';
import type { CompensationRecord, ElementInstance, Waiting } from './state.ts';
import type { Table } from './table.ts';
import { taskListening } from './task-listening.ts';
import type { Effect, Json, Key, Variables } from './types.ts';

/** What still has to happen in this step. */
export type Work =
  /**
   * `result`: the node's event has happened already, with this. `run`: the number of a run of a repeated activity;
   * `own`: variables that the element has from the beginning; `undo`: what it can compensate from the beginning.
   */
  | {
      readonly type: 'token';
      readonly node: ProcessNode;
      readonly scope: Key;
      readonly result: Variables | undefined;
      readonly run?: number;
      readonly own?: Variables;
      readonly undo?: Table<CompensationRecord>;
    }
  /** A condition may hold now. */
  | { readonly type: 'look'; readonly node: ProcessNode; readonly key: Key }
  /** What an armed event waits for has happened within the step, with this. */
  | { readonly type: 'occur'; readonly node: ProcessNode; readonly key: Key; readonly result: Variables }
  /** An element instance, or an armed boundary event, goes on where an incident held it. */
  | { readonly type: 'retry'; readonly node: ProcessNode; readonly key: Key };

/**
 * One step under way: writes events into the draft, collects effects, queues work. It knows no BPMN; the modules beside
 * it do, and meet only through the queue.
 */
export class Core {
  readonly process: Process;
  readonly draft: Draft;
  readonly at: number;
  readonly events: Event[] = [];
  readonly effects: Effect[] = [];
  readonly queue: Work[] = [];
  /** Scopes in which a token has moved or died; null when no gateway joins what can still come. */
  readonly moved: DeepestFirst | null;
  /** Names of variables written in this step, and how; null when nothing follows them. */
  readonly changed: Map<string, VariableChange | 'both'> | null;
  /** What may wait for a signal; null until one is thrown in this step. */
  hearers: Set<Key> | null = null;
  /** How many signals thrown in this step somebody has heard. */
  heard = 0;
  /** What behaviours and markers see of this step. */
  run!: Run;
  readonly #actor: string | undefined;
  /** Scopes in which the last token may have gone. */
  #emptied: Set<Key> | null = null;

  constructor(process: Process, draft: Draft, at: number, actor: string | undefined) {
    this.process = process;
    this.draft = draft;
    this.at = at;
    this.moved = process.converging.length > 0 ? new DeepestFirst() : null;
    this.changed = process.followers.length > 0 ? new Map() : null;
    this.#actor = actor;
  }

  emit(event: Event): void {
    const written = this.events.length === 0 && this.#actor !== undefined ? { ...event, actor: this.#actor } : event;
    if (this.moved !== null) this.#note(this.moved, event);
    applyTo(this.draft, written);
    this.events.push(written);
  }

  #note(moved: DeepestFirst, event: Event): void {
    if (event.type === 'flowTaken' || event.type === 'tokenDropped') moved.add(event.key);
    else if (event.type === 'elementEntered') moved.add(event.parent);
    else if (event.type === 'elementCompleted' || event.type === 'elementTerminated') {
      moved.add(this.instance(event.key).parent);
    }
  }

  /** The scope may have nothing left to do. */
  mayEnd(scope: Key): void {
    this.#emptied ??= new Set();
    this.#emptied.add(scope);
  }

  /** Whether that is noted and not looked at yet. */
  mayEndYet(scope: Key): boolean {
    return this.#emptied?.has(scope) === true;
  }

  /** Nothing of the step has to be settled any more. */
  forgetMoves(): void {
    this.#emptied?.clear();
    this.moved?.clear();
  }

  /** Takes one of the scopes that may have nothing left to do, the first noted first; 0: none. */
  nextToSettle(): Key {
    if (this.#emptied === null) return 0;
    for (const scope of this.#emptied) {
      this.#emptied.delete(scope);
      return scope;
    }
    return 0;
  }

  /** The fields that every event has. */
  about(element: string, key: Key): EventContext {
    return { seq: this.draft.seq + 1, at: this.at, element, key };
  }

  instance(key: Key): ElementInstance {
    const instance = this.draft.find(key);
    if (instance === undefined) throw new Error(`no element instance ${key}`);
    return instance;
  }

  /** What the element instance is: one run of a repeated activity is another node than the whole. */
  nodeOf(instance: ElementInstance): ProcessNode {
    const node = this.node(instance.element);
    const { single } = node;
    return single !== null && this.instance(instance.parent).element === node.id ? single : node;
  }

  node(element: string): ProcessNode {
    const node = this.process.nodes.get(element);
    if (node === undefined) throw new Error(`the process has no element ${element}`);
    return node;
  }

  evaluate(expression: Expression, key: Key, nearest?: Variables): Outcome<Json> {
    return evaluateAt(this.draft, expression, key, this.at, nearest);
  }

  decide(expression: Expression, key: Key, nearest?: Variables): Outcome<boolean> {
    return decideAt(this.draft, expression, key, this.at, nearest);
  }

  setVariables(scope: Key, variables: Variables): void {
    const instance = this.instance(scope);
    if (this.changed !== null) noteChanges(this.changed, instance, variables);
    const seq = this.draft.seq + 1;
    this.emit({ type: 'variablesSet', seq, at: this.at, element: instance.element, key: scope, variables });
  }

  incident(key: Key, fault: Fault): void {
    const { element, status } = this.instance(key);
    this.hold(key, element, status, fault);
  }

  /** Raises an incident that holds the element instance in the given status. */
  hold(holder: Key, element: string, status: ElementInstance['status'], fault: Fault): void {
    const key = this.draft.nextKey;
    const { code, message } = fault;
    this.emit({ type: 'incidentRaised', ...this.about(element, key), holder, status, code, message });
    this.effects.push({ type: 'raiseIncident', key, element, code, message });
  }

  resolveIncident(holder: ElementInstance): void {
    if (holder.incident === 0) return;
    const key = holder.incident;
    this.emit({ type: 'incidentResolved', ...this.about(holder.element, key), holder: holder.key });
    this.effects.push({ type: 'resolveIncident', key });
  }

  openWait(element: string, key: Key, parent: Key, wait: Waiting): void {
    if (this.hearers !== null && wait.type === 'signal') this.hearers.add(key);
    this.emit({ type: 'waitOpened', seq: this.draft.seq + 1, at: this.at, element, key, parent, wait });
  }

  closeWait(instance: ElementInstance, parent: Key, wait: Waiting, reason: CloseReason): void {
    const { element, key } = instance;
    const seq = this.draft.seq + 1;
    this.emit({ type: 'waitClosed', seq, at: this.at, element, key, parent, wait: wait.type, reason });
  }

  /** Asks the host for what a wait needs. Sent again, it replaces what the host has. A condition is looked at here. */
  listen(element: string, key: Key, wait: Waiting): void {
    if (wait.type === 'timer') {
      this.effects.push(
        wait.due === null ? { type: 'cancelTimer', key } : { type: 'scheduleTimer', key, element, due: wait.due },
      );
    } else if (wait.type === 'message') {
      this.effects.push({ ...wait, type: 'openSubscription', key, element });
    } else if (wait.type === 'signal') {
      this.effects.push({ type: 'openSignal', key, element, signal: wait.signal });
    } else if (wait.type === 'condition') {
      this.queue.push({ type: 'look', node: this.node(element), key });
    }
  }

  /** Tells the host that a wait no longer matters. */
  forget(key: Key, wait: Waiting): void {
    switch (wait.type) {
      case 'scope':
      case 'condition':
      case 'events':
      case 'happened':
      case 'reset':
      case 'data':
        return;
      case 'transition':
        if (taskListening(wait) !== null) this.effects.push({ type: 'cancelTask', key });
        return;
      case 'task':
        this.effects.push({ type: 'cancelTask', key });
        return;
      case 'job':
        this.effects.push({ type: 'cancelJob', key });
        if (taskListening(wait) !== null) this.effects.push({ type: 'cancelTask', key });
        return;
      case 'timer':
        if (wait.due !== null) this.effects.push({ type: 'cancelTimer', key });
        return;
      case 'message':
        this.effects.push({ type: 'closeSubscription', key });
        return;
      case 'signal':
        this.effects.push({ type: 'closeSignal', key });
        return;
      case 'call':
        this.effects.push({ type: 'cancelProcess', key });
        return;
      default:
        throw new Error(`unknown wait ${JSON.stringify(wait satisfies never)}`);
    }
  }
}

function noteChanges(
  changed: Map<string, VariableChange | 'both'>,
  scope: ElementInstance,
  variables: Variables,
): void {
  for (const name of Object.keys(variables)) {
    const change = scope.variables !== null && Object.hasOwn(scope.variables, name) ? 'update' : 'create';
    const before = changed.get(name);
    changed.set(name, before === undefined || before === change ? change : 'both');
  }
}
