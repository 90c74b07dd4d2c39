import { disarm } from './arms.ts';
import { collectedSoFar } from './collected-so-far.ts';
import { keepForCompensation } from './compensate.ts';
import type { Fault, Marker, Outcome } from './contracts.ts';
import type { Core } from './core.ts';
import type { Expression, Flow, ProcessNode } from './graph.ts';
import { beginEndListeners } from './listeners.ts';
import { throwFromLoop } from './loop-events.ts';
import { lookUp, mapVariables, propagation } from './scope.ts';
import { terminateInside } from './terminate.ts';
import type { Key, Variables } from './types.ts';

const NO_FLOWS: readonly Flow[] = Object.freeze([]);

/** Takes the result of an element's work, maps its outputs and leaves it. */
export function complete(core: Core, node: ProcessNode, key: Key, result: Variables | undefined, stays: boolean): void {
  if (result !== undefined && !isEmpty(result)) {
    if (stays || node.outputs.length > 0) core.setVariables(key, result);
    else publish(core, node.forCompensation ? core.instance(key).parent : key, result);
  }
  mapOutputs(core, node, key);
}

/** From `completing` on. */
export function mapOutputs(core: Core, node: ProcessNode, key: Key): void {
  if (node.outputs.length > 0) {
    // of a run, what the output collection reads stays with the run
    const into = node.marker === null ? core.instance(key).parent : key;
    const mapped = mapVariables(
      node.outputs,
      (expression, before) => core.evaluate(expression, key, before),
      (name) => lookUp(core.draft, into, name),
      false,
    );
    if (!mapped.ok) {
      holdDone(core, node, key, 'completing', mapped);
      return;
    }
    publish(core, into, mapped.value);
  }
  leave(core, node, key);
}

/** From `completed` on. */
export function leave(core: Core, node: ProcessNode, key: Key): void {
  if (node.endListeners.length > 0) beginEndListeners(core, node, key);
  else depart(core, node, key);
}

/**
 * Holds an element whose work is done. Its boundary events may still interrupt it; nothing begins inside it any more, for
 * it would outlive what it is in.
 */
function holdDone(core: Core, node: ProcessNode, key: Key, status: 'completing' | 'completed', fault: Fault): void {
  disarm(core, node.arms, key, null, node.guards);
  core.hold(key, node.id, status, fault);
}

/** Puts a token on each flow that is taken. */
export function depart(core: Core, node: ProcessNode, key: Key): void {
  if (node.marker !== null) {
    leaveRun(core, node, node.marker, key);
    return;
  }
  const over = node.concludes !== null && isConcluded(core, node.concludes, key);
  const chosen = node.conditional && !over ? chooseFlows(core, node, key) : undefined;
  if (chosen !== undefined && !chosen.ok) {
    holdDone(core, node, key, 'completed', chosen);
    return;
  }
  const flows = over ? NO_FLOWS : chosen === undefined ? node.outgoing : chosen.value;
  if (flows.length === 0 && node.collects !== null && !collect(core, node, node.collects, key)) return;
  leaveBy(core, node, key, flows, undefined);
}

/** Where the condition cannot be evaluated the flow goes on: that it cannot is told when the flow ends. */
function isConcluded(core: Core, completion: Expression, key: Key): boolean {
  const { parent } = core.instance(key);
  const container = core.instance(parent);
  const holds = core.decide(completion, parent, collectedSoFar(core.nodeOf(container), container));
  return holds.ok && holds.value;
}

/** A flow in an ad-hoc subprocess ends here: what it gives is kept. False when that cannot be evaluated. */
function collect(core: Core, node: ProcessNode, gives: Expression, key: Key): boolean {
  const value = core.evaluate(gives, key);
  if (value.ok) {
    const { parent } = core.instance(key);
    const { element } = core.instance(parent);
    core.emit({ type: 'resultCollected', ...core.about(element, parent), value: value.value });
  } else {
    holdDone(core, node, key, 'completed', value);
  }
  return value.ok;
}

/** Leaves by these flows. `result`: what their targets wait for has happened, with this. */
export function leaveBy(
  core: Core,
  node: ProcessNode,
  key: Key,
  flows: readonly Flow[],
  result: Variables | undefined,
): void {
  const { parent } = core.instance(key);
  if (node.arms.length > 0) disarm(core, node.arms, key);
  if (core.process.compensates) keepForCompensation(core, node, key);
  core.emit({ type: 'elementCompleted', seq: core.draft.seq + 1, at: core.at, element: node.id, key });
  if (flows.length === 0) core.mayEnd(parent);
  for (const flow of flows) {
    for (let tokens = node.gives; tokens > 0; tokens -= 1) follow(core, flow, parent, result);
  }
}

/** Puts a token on a flow. */
export function follow(core: Core, flow: Flow, scope: Key, result: Variables | undefined): void {
  const { id, target } = flow;
  core.emit({ type: 'flowTaken', seq: core.draft.seq + 1, at: core.at, element: id, key: scope, held: target.joins });
  core.queue.push({ type: 'token', node: target, scope, result });
}

/** One run of a repeated activity is over: the whole goes on. */
function leaveRun(core: Core, node: ProcessNode, marker: Marker, key: Key): void {
  const progress = marker.next(core.run, node, key);
  if (!progress.ok) {
    holdDone(core, node, key, 'completed', progress);
    return;
  }
  const { parent, run = 0 } = core.instance(key);
  const { result, ended, throws } = progress.value;
  if (node.arms.length > 0) disarm(core, node.arms, key);
  if (core.process.compensates) keepForCompensation(core, node, key);
  const { draft, at } = core;
  core.emit({ type: 'elementCompleted', seq: draft.seq + 1, at, element: node.id, key });
  const seq = draft.seq + 1;
  core.emit(
    result === undefined
      ? { type: 'loopAdvanced', seq, at, element: node.id, key: parent, run, ended }
      : { type: 'loopAdvanced', seq, at, element: node.id, key: parent, run, ended, result },
  );
  if (throws !== undefined) {
    throwFromLoop(core, throws.parts, parent, key + node.keys - throws.parts.length, throws.attributes);
    if (draft.find(parent) === undefined) return;
  }
  core.mayEnd(parent);
  if (ended) terminateInside(core, parent, 0);
}

/** Variables that come out of an element, each to the scope that knows its name, else to the process. */
export function publish(core: Core, from: Key, variables: Variables): void {
  for (const [scope, part] of propagation(core.draft, from, variables)) core.setVariables(scope, part);
}

/**
 * BPMN 2.0.2 §13.4.2 for the exclusive gateway (the first condition that holds, in the model's order), §13.3.1 and
 * §13.4.3 for activities and other gateways (every flow without condition and every one whose condition holds). The default flow is taken when no
 * condition holds.
 */
export function chooseFlows(core: Core, node: ProcessNode, key: Key, nearest?: Variables): Outcome<readonly Flow[]> {
  // its flows have been taken when the compensation began
  if (node.detached) return { ok: true, value: [] };
  const exclusive = node.kind === 'exclusiveGateway';
  const chosen: Flow[] = [];
  for (const flow of node.outgoing) {
    if (flow === node.defaultFlow) continue;
    if (flow.condition === null) {
      chosen.push(flow);
    } else {
      const holds = core.decide(flow.condition, key, nearest);
      if (!holds.ok) return conditionFault(flow, holds);
      if (holds.value) chosen.push(flow);
    }
    if (exclusive && chosen.length > 0) return { ok: true, value: chosen };
  }
  if (chosen.length === 0 && node.defaultFlow !== null) return { ok: true, value: [node.defaultFlow] };
  if (chosen.length > 0) return { ok: true, value: chosen };
  return { ok: false, code: 'no-matching-flow', message: 'No condition holds and there is no default flow.' };
}

function conditionFault(flow: Flow, fault: Fault): Fault {
  return { ok: false, code: fault.code, message: `Condition of ${flow.id}: ${fault.message}` };
}

function isEmpty(variables: Variables): boolean {
  for (const _ in variables) return false;
  return true;
}
