/** What each kind of node does once a token has reached it. */
import type { Json, Variables } from '../../src/index.ts';
import { throwError, throwEscalation } from './catching.ts';
import { clear } from './ending.ts';
import { choose, complete, follow, openBox } from './flow.ts';
import { addressOf, listenAt, tellListeners, waitFor } from './listen.ts';
import {
  type Answer,
  beginnings,
  type Formula,
  type Reason,
  type RefFlow,
  type RefNode,
  type TaskField,
} from './model.ts';
import { beginRuns } from './repeat.ts';
import { createTask, isDate } from './task.ts';
import { beginUndoing, cancelTransaction, rollBack } from './undo.ts';
import { asCondition, asCount, asText, isWhole, keepOnly, newInside, type Place, sorted, type World } from './world.ts';

const TTL = 3_600_000;

/** What the worker of an ad-hoc subprocess answers. */
export interface Decision {
  readonly activate?: readonly { readonly element: string; readonly variables?: Variables }[];
  readonly completed?: boolean;
  readonly cancelRemaining?: boolean;
}

export function work(world: World, place: Place, taken: readonly RefFlow[] | null): void {
  const { node } = place;
  if (node === null) return;
  if (isWhole(place) && node.repeat !== null) {
    beginRuns(world, place, node.repeat);
    return;
  }
  switch (node.type) {
    case 'userTask':
      openTask(world, place, node);
      return;
    case 'callActivity':
      call(world, place, node);
      return;
    case 'receiveTask':
    case 'intermediateCatchEvent':
      catchIt(world, place, node);
      return;
    case 'eventBasedGateway': {
      const fault = listenAt(world, place, 'behind');
      if (fault === null) place.wait = { kind: 'events' };
      else world.hold(place, 'work', fault);
      return;
    }
    case 'scriptTask':
      if (node.job === null && node.script !== null) runScript(world, place, node.script);
      else doJob(world, place, node);
      return;
    case 'subProcess':
    case 'transaction':
      if (node.inside === null || beginnings(node.inside).length === 0) complete(world, place, null, false);
      else openBox(world, place, null);
      return;
    case 'eventSubProcess':
      openBox(world, place, null);
      return;
    case 'adHocSubProcess':
      if (place.inside === null) beginAdHoc(world, place, node);
      else adHocGoesOn(world, place);
      return;
    case 'complexGateway':
      complexBegins(world, place, node, taken);
      return;
    default:
      if (node.job !== null) doJob(world, place, node);
      else if (/^(endEvent|intermediateThrowEvent|sendTask)$/.test(node.type)) throwAll(world, place, node.reasons);
      else complete(world, place, null, false);
  }
}

function openTask(world: World, place: Place, node: RefNode): void {
  const at = (field: TaskField): Answer<Json> => {
    const formula: Formula | null = node.task?.[field] ?? null;
    return formula === null ? { ok: true, value: null } : world.evaluate(formula, place);
  };
  const shown: { [name: string]: Json } = {};
  for (const field of ['assignee', 'candidateGroups', 'candidateUsers', 'form', 'dueDate', 'followUpDate'] as const) {
    const found = at(field);
    const read = field.startsWith('candidate') ? texts(found) : nothingOrText(found);
    if (field.endsWith('Date') && read.ok && read.value !== null && !isDate(read.value)) {
      world.hold(place, 'work', 'wrong-type');
      return;
    }
    if (!read.ok) {
      world.hold(place, 'work', read.code);
      return;
    }
    shown[field] = read.value;
  }
  const priority = node.task?.priority == null ? ({ ok: true, value: 50 } as const) : asCount(at('priority'));
  if (!priority.ok || priority.value > 100) {
    world.hold(place, 'work', priority.ok ? 'wrong-type' : priority.code);
    return;
  }
  shown.priority = priority.value;
  createTask(world, place, shown);
}

function nothingOrText(found: Answer<Json>): Answer<Json> {
  return found.ok && (found.value === null || found.value === '') ? { ok: true, value: null } : asText(found);
}

function texts(found: Answer<Json>): Answer<Json> {
  if (!found.ok) return found;
  if (found.value === null) return { ok: true, value: [] };
  if (typeof found.value === 'string') {
    return { ok: true, value: found.value.split(',').flatMap((text) => (text.trim() === '' ? [] : [text.trim()])) };
  }
  const fits = Array.isArray(found.value) && found.value.every((one) => typeof one === 'string');
  return fits ? found : { ok: false, code: 'wrong-type' };
}

function doJob(world: World, place: Place, node: RefNode): void {
  if (node.job === null) {
    complete(world, place, null, false);
    return;
  }
  const job = jobFor(world, place, node.job);
  if (job === null) world.hold(place, 'work', 'wrong-type');
  else place.wait = { kind: 'job', ...job };
}

/** Null when it cannot be asked for. */
function jobFor(world: World, place: Place, job: NonNullable<RefNode['job']>) {
  const type = asText(world.evaluate(job.type, place));
  const retries = type.ok ? asCount(world.evaluate(job.retries, place)) : type;
  if (!type.ok || !retries.ok) return null;
  return { type: type.value, retries: retries.value, variables: { ...world.visible(place) } };
}

function call(world: World, place: Place, node: RefNode): void {
  if (node.call === null) return;
  const process = asText(world.evaluate(node.call.process, place));
  if (!process.ok) {
    world.hold(place, 'work', process.code);
    return;
  }
  place.wait = { kind: 'call', process: process.value };
  const variables = node.call.passAll ? world.visible(place) : (place.variables ?? {});
  world.sent.push(`call ${node.id} ${process.value} ${sorted(variables)}`);
}

function catchIt(world: World, place: Place, node: RefNode): void {
  if (node.reasons.length > 1) {
    const fault = listenAt(world, place, 'part');
    if (fault === null) place.wait = { kind: 'events' };
    else world.hold(place, 'work', fault);
    return;
  }
  const [reason] = node.reasons;
  const wait = reason === undefined ? null : waitFor(world, reason, place, place.since);
  if (wait === null) complete(world, place, null, false);
  else if (!wait.ok) world.hold(place, 'work', wait.code);
  else {
    place.wait = wait.value;
    if (wait.value.kind === 'condition') world.errands.push({ kind: 'look', place, listener: null });
  }
}

function runScript(world: World, place: Place, script: NonNullable<RefNode['script']>): void {
  const found = world.evaluate(script.formula, place);
  if (!found.ok) {
    world.hold(place, 'work', found.code);
    return;
  }
  const { value } = found;
  if (script.result !== null) complete(world, place, { [script.result]: value }, false);
  else {
    const context = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : null;
    complete(world, place, context, false);
  }
}

/** Throws each reason, in the model's order, as long as the event is there. */
function throwAll(world: World, place: Place, reasons: readonly Reason[]): void {
  for (const reason of reasons) if (!throwOne(world, place, reason)) return;
  complete(world, place, null, false);
}

/** False when the event is gone, held, or has set something going that it waits for. */
function throwOne(world: World, place: Place, reason: Reason): boolean {
  const own = place.variables;
  switch (reason.kind) {
    case 'message': {
      const address = addressOf(world, reason, place);
      if (!address.ok) world.hold(place, 'work', address.code);
      else {
        const { name, key } = address.value;
        world.sent.push(`publish ${place.node?.id} ${name} ${key} ${TTL} ${sorted(own ?? {})}`);
      }
      return address.ok;
    }
    case 'signal': {
      const name = asText(world.evaluate(reason.name, place));
      if (!name.ok) world.hold(place, 'work', name.code);
      else {
        tellListeners(world, name.value, own ?? {});
        world.sent.push(`broadcast ${place.node?.id} ${name.value} ${sorted(own ?? {})}`);
      }
      return name.ok;
    }
    case 'error':
    case 'escalation': {
      const code =
        reason.code === null ? ({ ok: true, value: '' } as const) : asText(world.evaluate(reason.code, place));
      if (!code.ok) world.hold(place, 'work', code.code);
      else if (reason.kind === 'error') throwError(world, place, code.value, own);
      else throwEscalation(world, place, code.value, own);
      return code.ok && reason.kind === 'escalation' && place.alive;
    }
    case 'terminate':
      if (place.scope !== null) clear(world, place.scope, place);
      return true;
    case 'compensation':
      return !beginUndoing(world, place, reason.activity);
    case 'cancel':
      if (!rollBack(world, place)) cancelTransaction(world, place);
      return false;
    case 'timer':
    case 'conditional':
    case 'link':
      return true;
    default:
      throw new Error(JSON.stringify(reason satisfies never));
  }
}

/** BPMN 2.0.2 §13.3.5. */
function beginAdHoc(world: World, place: Place, node: RefNode): void {
  const able = node.inside === null ? [] : beginnings(node.inside);
  let begin = able;
  if (node.adHoc?.begin != null) {
    const ids = texts(world.evaluate(node.adHoc.begin, place));
    if (!ids.ok) {
      world.hold(place, 'work', ids.code);
      return;
    }
    const found = (ids.value as readonly string[]).map((id) => able.find((one) => one.id === id));
    if (found.includes(undefined)) {
      world.hold(place, 'work', 'unknown-activity');
      return;
    }
    begin = found as RefNode[];
  }
  if (begin.length === 0) {
    complete(world, place, null, false);
    return;
  }
  const fault = listenAt(world, place, 'inside');
  if (fault !== null) {
    // nothing is open yet that an event could happen in
    keepOnly(place.listeners, ({ where }) => where !== 'inside');
    world.hold(place, 'work', fault);
    return;
  }
  if (node.adHoc?.worker === true) {
    place.inside = newInside();
    ask(world, place);
    return;
  }
  place.inside = { ...newInside(), queue: node.adHoc?.sequential === true ? [...begin] : [] };
  if (node.adHoc?.sequential === true) beginNext(world, place);
  else for (const one of begin) world.errands.push({ kind: 'token', node: one, scope: place, brought: null });
}

function beginNext(world: World, place: Place): boolean {
  const next = place.inside?.queue.shift();
  if (next !== undefined) world.errands.push({ kind: 'token', node: next, scope: place, brought: null });
  return next !== undefined;
}

/** A path inside has come to an end: the completion condition is looked at. */
export function adHocGoesOn(world: World, place: Place): void {
  const adHoc = place.node?.adHoc;
  if (adHoc == null) return;
  const empty = world.inScope(place).length === 0 && place.inside?.tokens.size === 0;
  if (place.inside?.over === true) {
    if (empty) complete(world, place, null, false);
    return;
  }
  if (adHoc.worker) {
    ask(world, place);
    return;
  }
  if (adHoc.done !== null) {
    const done = asCondition(world.evaluate(adHoc.done, place));
    if (!done.ok) {
      world.hold(place, 'work', done.code);
      return;
    }
    if (done.value) {
      if (!empty && !adHoc.cancelRemaining) return;
      // tasks that still hear of their cancelling come first
      if (place.inside !== null && clear(world, place, null).length > 0) place.inside.over = true;
      else complete(world, place, null, false);
      return;
    }
  }
  if (!empty || beginNext(world, place)) return;
  // while the condition does not hold, the host may let something else begin
  if (adHoc.done === null) complete(world, place, null, false);
}

/** Instead of what the worker was asked before, if it has not answered. */
function ask(world: World, place: Place): void {
  const job = place.node?.job ?? null;
  const question = job === null ? null : jobFor(world, place, job);
  place.question = question === null ? null : { ...question, incident: null };
  if (question === null) world.hold(place, 'work', 'wrong-type');
}

/** The worker has answered; false when that cannot be. */
export function decided(world: World, place: Place, variables: Variables, decision: Decision | undefined): boolean {
  const { activate = [], completed = false, cancelRemaining = false } = decision ?? {};
  const able = place.node?.inside == null ? [] : beginnings(place.node.inside);
  const begin = activate.flatMap(({ element, variables: own = {} }) => {
    const node = able.find(({ id }) => id === element);
    return node === undefined ? [] : [{ node, own }];
  });
  if (place.inside === null || begin.length < activate.length || (completed && begin.length > 0)) return false;
  place.question = null;
  world.publish(place, variables);
  const listening = completed ? [] : place.listeners.filter(({ where }) => where === 'inside');
  if (cancelRemaining) {
    clear(world, place, null);
    place.listeners.push(...listening);
  }
  if (completed) {
    place.inside.over = true;
    world.pathEnded(place);
  }
  for (const { node, own } of begin) world.errands.push({ kind: 'token', node, scope: place, brought: null, own });
  return true;
}

export function activation(
  world: World,
  node: RefNode,
  place: Place,
  tokens: (flow: RefFlow) => number,
): Answer<boolean> {
  if (node.activation === null) return { ok: true, value: true };
  const held = Object.fromEntries(node.incoming.map((flow) => [flow.id, tokens(flow)]));
  const activationCount = Object.values(held).filter((count) => count > 0).length;
  return asCondition(world.evaluate(node.activation, place, { activationCount, tokens: held }));
}

/** BPMN 2.0.2 §13.4.5, the first phase. */
function complexBegins(world: World, place: Place, node: RefNode, taken: readonly RefFlow[] | null): void {
  if (place.wait === null) {
    place.wait = { kind: 'rest', lacking: taken === null ? [] : node.incoming.filter((flow) => !taken.includes(flow)) };
  }
  const lacking = place.wait.kind === 'rest' ? place.wait.lacking : [];
  const active = activation(world, node, place, (flow) => (lacking.includes(flow) ? 0 : 1));
  if (!active.ok) {
    world.hold(place, 'work', active.code);
    return;
  }
  if (node.outgoing.length === 0) return;
  const chosen = choose(world, place, { waitingForStart: true });
  if (!chosen.ok) world.hold(place, 'work', chosen.code);
  else if (place.scope !== null) for (const flow of chosen.value) follow(world, flow, place.scope, null);
}
