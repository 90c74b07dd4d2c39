import { applyTo } from './apply.ts';
import type { Fault, Outcome, Run } from './contracts.ts';
import type { Draft } from './draft.ts';
import type { CloseReason, Event, EventContext } from './events.ts';
import type { Expression, Process, ProcessNode, VariableChange } from './graph.ts';
import { decideAt, evaluateAt } from './scope.ts';
import type { CompensationRecord, ElementInstance, Waiting } from './state.ts';
import type { Table } from './table.ts';
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
  /** Scopes in which the last token may have gone. */
  readonly emptied = new Set<Key>();
  /** Scopes in which a token has moved or died, when gateways join what can still come. */
  readonly moved = new Set<Key>();
  /** Names of variables written in this step, when something follows them, and how. */
  readonly changed = new Map<string, VariableChange | 'both'>();
  /** What behaviours and markers see of this step. */
  run!: Run;
  readonly #actor: string | undefined;

  constructor(process: Process, draft: Draft, at: number, actor: string | undefined) {
    this.process = process;
    this.draft = draft;
    this.at = at;
    this.#actor = actor;
  }

  emit(event: Event): void {
    const written = this.events.length === 0 && this.#actor !== undefined ? { ...event, actor: this.#actor } : event;
    if (this.process.converging.length > 0) this.#note(event);
    applyTo(this.draft, written);
    this.events.push(written);
  }

  #note(event: Event): void {
    if (event.type === 'flowTaken' || event.type === 'tokenDropped') this.moved.add(event.key);
    else if (event.type === 'elementEntered') this.moved.add(event.parent);
    else if (event.type === 'elementCompleted' || event.type === 'elementTerminated') {
      this.moved.add(this.instance(event.key).parent);
    }
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
    if (this.process.followers.length > 0) this.#noteChanges(instance, variables);
    this.emit({ type: 'variablesSet', ...this.about(instance.element, scope), variables });
  }

  #noteChanges(scope: ElementInstance, variables: Variables): void {
    for (const name of Object.keys(variables)) {
      const change = scope.variables !== null && Object.hasOwn(scope.variables, name) ? 'update' : 'create';
      const before = this.changed.get(name);
      this.changed.set(name, before === undefined || before === change ? change : 'both');
    }
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
    this.emit({ type: 'waitOpened', ...this.about(element, key), parent, wait });
  }

  closeWait(instance: ElementInstance, parent: Key, wait: Waiting, reason: CloseReason): void {
    const { element, key } = instance;
    this.emit({ type: 'waitClosed', ...this.about(element, key), parent, wait: wait.type, reason });
  }

  /** Asks the host for what a wait needs. Sent again, it replaces what the host has. A condition is looked at here. */
  listen(element: string, key: Key, wait: Waiting): void {
    if (wait.type === 'timer') {
      this.effects.push(
        wait.due === null ? { type: 'cancelTimer', key } : { type: 'scheduleTimer', key, element, due: wait.due },
      );
    } else if (wait.type === 'message') {
      const { message, correlationKey } = wait;
      this.effects.push({ type: 'openSubscription', key, element, message, correlationKey });
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
        return;
      case 'task':
        this.effects.push({ type: 'cancelTask', key });
        return;
      case 'job':
        this.effects.push({ type: 'cancelJob', key });
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
