import { ownVariables } from './activate-ad-hoc.ts';
import { askWorker } from './ad-hoc-worker.ts';
import { arm, armOf, disarm, isDecision } from './arms.ts';
import { beginCompensation, cancelTransaction, compensateNext, rollBack } from './compensate.ts';
import type { Fault, JobRequest, Outcome, Run } from './contracts.ts';
import { converge } from './converge.ts';
import type { Core } from './core.ts';
import { activate, enter } from './enter.ts';
import { stopAdHoc, throwError, throwEscalation } from './errors.ts';
import { followChanges, listenAgain, listenerOf } from './follow.ts';
import type { Expression, Flow, ProcessNode } from './graph.ts';
import { happen, look } from './happen.ts';
import { hear } from './hear.ts';
import { chooseFlows, complete, follow, leave, leaveBy, mapOutputs } from './leave.ts';
import { listenWith } from './listeners.ts';
import { endProcess } from './process-listeners.ts';
import { keeperOf, visibleVariables } from './scope.ts';
import { type ElementInstance, type Loop, ROOT, type Waiting } from './state.ts';
import { isOfTask } from './task-listening.ts';
import type { TaskProperties } from './task-state.ts';
import { ask, beginTransition } from './task-transition.ts';
import { emptyScope } from './terminate.ts';
import type { Effect, Failure, Json, Key, Variables } from './types.ts';

/** Elements that one step may enter: far more than a model needs, few enough that an endless loop ends in time. */
export const STEP_BUDGET = 100_000;

/** Signals that may be heard in one step: those that make somebody throw them again multiply without end. */
const MOST_HEARD = 1_000;

/** The attribute of a complex gateway that is true in its first phase and false in the second. */
const PHASE = 'waitingForStart';
const STARTING: Variables = Object.freeze({ [PHASE]: true });
const RESETTING: Variables = Object.freeze({ [PHASE]: false });

/** Carries out the queued work of one step, and is what behaviours see of it. */
export class StepRun implements Run {
  readonly at: number;
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
    core.run = this;
    this.at = core.at;
  }

  /** Works until nothing is left to do without the host; a Failure when that does not end. */
  drain(): Failure | null {
    const core = this.#core;
    let left = STEP_BUDGET;
    for (;;) {
      for (let next = 0; next < core.queue.length; next += 1) {
        const work = core.queue[next];
        if (work === undefined) break;
        left -= 1;
        // what is queued already is more than may still be done
        if (left < core.queue.length - next - 1 || core.heard > MOST_HEARD) return budgetExceeded(work.node);
        if (work.type === 'token') enter(core, this, work);
        else if (work.type === 'retry') this.#retry(work.node, work.key);
        else if (work.type === 'occur') this.#occur(work.key, work.result);
        else look(core, this, work.key);
        // ran tokens are dropped now and then, so that a long step does not keep them all
        if (next === 1023) {
          core.queue.splice(0, next + 1);
          next = -1;
        }
      }
      core.queue.length = 0;
      // what waits for a condition in a scope hears of it before the scope ends
      if (core.changed !== null && core.changed.size > 0) {
        followChanges(core, this, core.changed);
        continue;
      }
      const emptied = core.nextToSettle();
      if (emptied !== 0) {
        this.#settle(emptied);
      } else if (core.moved === null || core.moved.size === 0 || !converge(core, this, core.moved)) {
        return null;
      }
    }
  }

  instance(key: Key): ElementInstance {
    return this.#core.instance(key);
  }

  evaluate(expression: Expression, key: Key, nearest?: Variables): Outcome<Json> {
    return this.#core.evaluate(expression, key, nearest);
  }

  decide(condition: Expression, key: Key, nearest?: Variables): Outcome<boolean> {
    return this.#core.decide(condition, key, nearest);
  }

  visible(key: Key): Variables {
    return visibleVariables(this.#core.draft, key);
  }

  conversation(key: Key): string {
    const keeper = keeperOf(this.#core.draft, key);
    const { instance } = this.#core.draft;
    return keeper === ROOT ? instance : `${instance}:${keeper}`;
  }

  keep(key: Key, variables: Variables): void {
    this.#core.setVariables(keeperOf(this.#core.draft, key), variables);
  }

  wait(node: ProcessNode, key: Key, wait: Waiting, effect: Effect | null): void {
    this.#core.openWait(node.id, key, 0, wait);
    if (effect !== null) this.#core.effects.push(effect);
    else if (wait.type !== 'timer' || wait.due !== null) this.#core.listen(node.id, key, wait);
  }

  beginTask(node: ProcessNode, key: Key, task: TaskProperties): void {
    beginTransition(this.#core, node, key, { on: 'creating', index: 0, task, changes: {}, action: '' });
  }

  effect(effect: Effect): void {
    this.#core.effects.push(effect);
  }

  broadcast(effect: Extract<Effect, { type: 'broadcastSignal' }>): void {
    hear(this.#core, effect.signal, effect.variables);
    this.#core.effects.push(effect);
  }

  complete(node: ProcessNode, key: Key, variables: Variables | undefined): void {
    complete(this.#core, node, key, variables, false);
  }

  completeLocally(node: ProcessNode, key: Key, variables: Variables | undefined): void {
    complete(this.#core, node, key, variables, true);
  }

  openScope(node: ProcessNode, key: Key, result?: Variables): void {
    const core = this.#core;
    if (core.instance(key).wait === null) core.openWait(node.id, key, 0, { type: 'scope', active: 0, tokens: {} });
    const fault = node.arms.length > node.guards ? this.arm(node, key) : null;
    if (fault !== null) {
      core.incident(key, fault);
      return;
    }
    for (const start of node.inner?.starts ?? []) {
      core.queue.push({ type: 'token', node: start, scope: key, result });
    }
  }

  arm(node: ProcessNode, key: Key): Fault | null {
    return arm(this.#core, this, node.arms, node.guards, node.arms.length, key, this.at);
  }

  armAhead(node: ProcessNode, key: Key): Fault | null {
    const fault = this.arm(node, key);
    if (fault !== null) disarm(this.#core, node.arms, key, null, node.guards);
    return fault;
  }

  escalate(key: Key, code: string, variables: Variables | undefined): 'completed' | 'gone' {
    return throwEscalation(this.#core, key, code, variables);
  }

  openLoop(node: ProcessNode, key: Key, loop: Loop): void {
    this.#core.openWait(node.id, key, 0, { type: 'scope', active: 0, tokens: {}, loop });
    this.#core.mayEnd(key);
  }

  beginRun(node: ProcessNode, key: Key, number: number, variables: Variables): void {
    const { single } = node;
    if (single === null) return;
    this.#core.queue.push({ type: 'token', node: single, scope: key, result: undefined, run: number, own: variables });
  }

  beginCompensation(node: ProcessNode, key: Key): boolean {
    return beginCompensation(this.#core, node, key);
  }

  rollBack(node: ProcessNode, key: Key): boolean {
    return rollBack(this.#core, node, key);
  }

  compensateNext(node: ProcessNode, key: Key): boolean {
    return compensateNext(this.#core, node, key);
  }

  cancelTransaction(key: Key): void {
    cancelTransaction(this.#core, key);
  }

  openScopeOf(node: ProcessNode, key: Key, begin: readonly ProcessNode[], sequential: boolean): void {
    const core = this.#core;
    const queue = sequential ? { queue: begin.map(({ id }) => id) } : undefined;
    core.openWait(node.id, key, 0, { type: 'scope', active: 0, tokens: {}, ...queue });
    if (sequential) return;
    for (const one of begin) this.#begin(node, key, one);
  }

  #begin(node: ProcessNode, key: Key, one: ProcessNode): void {
    const own = ownVariables(node, undefined);
    const token = { type: 'token', node: one, scope: key, result: undefined } as const;
    this.#core.queue.push(own === null ? token : { ...token, own });
  }

  beginNext(node: ProcessNode, key: Key): boolean {
    const core = this.#core;
    const { wait } = core.instance(key);
    const [next, ...queue] = wait?.type === 'scope' ? (wait.queue ?? []) : [];
    if (wait?.type !== 'scope' || next === undefined) return false;
    core.emit({ type: 'waitChanged', ...core.about(node.id, key), wait: { ...wait, queue } });
    this.#begin(node, key, core.node(next));
    return true;
  }

  ask(node: ProcessNode, key: Key, job: Outcome<JobRequest>): void {
    askWorker(this.#core, node, key, job);
  }

  terminateSiblings(key: Key): void {
    emptyScope(this.#core, this.#core.instance(key).parent, key);
  }

  terminateInside(key: Key): boolean {
    if (emptyScope(this.#core, key, 0).length === 0) return true;
    stopAdHoc(this.#core, key);
    return false;
  }

  throwError(key: Key, code: string, message: string, variables: Variables | undefined): void {
    throwError(this.#core, key, code, message, variables);
  }

  incident(key: Key, fault: Fault): void {
    this.#core.incident(key, fault);
  }

  pass(node: ProcessNode, key: Key): Fault | null {
    const core = this.#core;
    if (node.outgoing.length === 0) return null;
    const chosen = node.detached ? { ok: true as const, value: node.outgoing } : chooseFlows(core, node, key, STARTING);
    if (!chosen.ok) return chosen;
    const { parent } = core.instance(key);
    for (const flow of chosen.value) follow(core, flow, parent, undefined);
    return null;
  }

  passOut(node: ProcessNode, key: Key): void {
    const core = this.#core;
    const chosen = chooseFlows(core, node, key, RESETTING);
    if (!chosen.ok && chosen.code !== 'no-matching-flow') {
      core.incident(key, chosen);
    } else {
      // a model that tells the phases apart means the default flow in both; elsewhere only the first phase takes it
      const tells = node.outgoing.some(({ condition }) => condition?.reads.includes(PHASE) === true);
      const again = (flow: Flow) => (flow === node.defaultFlow ? tells : flow.condition !== null);
      const flows = chosen.ok ? chosen.value.filter(again) : [];
      leaveBy(core, node, key, flows, undefined);
    }
  }

  /** The host does not know yet that this has been heard. */
  #occur(key: Key, result: Variables): void {
    const waiting = this.#core.draft.find(key);
    const wait = waiting?.wait;
    if (waiting === undefined || (wait?.type !== 'signal' && wait?.type !== 'message')) return;
    this.#core.forget(key, wait);
    happen(this.#core, this, waiting, wait, result);
  }

  #retry(node: ProcessNode, key: Key): void {
    const core = this.#core;
    const instance = core.draft.find(key);
    if (instance === undefined) return;
    if (armOf(core, instance) !== null) {
      listenAgain(core, this, listenerOf(core, instance), instance);
      return;
    }
    const { wait } = instance;
    if ((wait?.type === 'job' || wait?.type === 'transition') && wait.listener !== undefined) {
      const { listener } = wait;
      if (isOfTask(listener)) {
        ask(core, node, key, listener);
        return;
      }
      if (wait.type === 'transition') core.closeWait(instance, 0, wait, 'cancelled');
      if (wait.type === 'transition' && listener.on === 'start') activate(core, this, node, key, listener);
      else listenWith(core, node, key, listener);
      return;
    }
    if (isDecision(instance)) {
      node.behaviour.enter(this, node, instance.parent);
      return;
    }
    switch (instance.status) {
      case 'ready':
        activate(core, this, node, key);
        return;
      case 'active':
        node.behaviour.enter(this, node, key);
        return;
      case 'completing':
        mapOutputs(core, node, key);
        return;
      case 'completed':
        leave(core, node, key);
        return;
      default:
        throw new Error(`unknown status ${String(instance.status satisfies never)}`);
    }
  }

  /** A scope in which nothing is left has done its work. */
  #settle(key: Key): void {
    const core = this.#core;
    const scope = core.draft.find(key);
    if (scope?.wait?.type !== 'scope' || scope.incident !== 0) return;
    if (scope.wait.active > 0) {
      const whole = key === ROOT ? null : core.nodeOf(scope);
      whole?.behaviour.progress?.(this, whole, key);
      return;
    }
    if (key !== ROOT) {
      const node = core.nodeOf(scope);
      node.behaviour.resume(this, node, key, undefined);
    } else if (core.draft.status === 'active') {
      endProcess(core);
    }
  }
}

function budgetExceeded(node: ProcessNode): Failure {
  return {
    code: 'budget-exceeded',
    message: `The step enters more than ${STEP_BUDGET} elements without waiting; a loop has no way out.`,
    element: node.id,
  };
}
