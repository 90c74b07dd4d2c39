import type { Variables } from '../../src/index.ts';
import { throwError, throwEscalation } from './catching.ts';
import { afterwards, clear, gone } from './ending.ts';
import { arrive, complete, listenerAnswered, retry } from './flow.ts';
import { joinOne } from './joining.ts';
import { followDate, happens, hear, listenAt, look, lookAgain } from './listen.ts';
import { beginnings, type RefModel, type RefNode } from './model.ts';
import { addressOf, listenerAddress, observe } from './observe.ts';
import { runsEnded } from './repeat.ts';
import { answerAboutTask, askAboutTask, changeTask, hasAsks, type TaskAnswer } from './task.ts';
import { cancelTransaction, undoNext } from './undo.ts';
import { adHocGoesOn, type Decision, decided } from './work.ts';
import {
  type Errand,
  isWhole,
  type Listener,
  type Place,
  type Question,
  type TaskProperties,
  type Wait,
  World,
} from './world.ts';

/** What may happen next, with the address of the place or listener that it happens to. */
export type Action =
  | {
      readonly type: 'completeTask' | 'completeCall';
      readonly at: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'completeJob';
      readonly at: string;
      readonly variables: Variables;
      readonly decision?: Decision;
      readonly answer?: TaskAnswer;
    }
  | { readonly type: 'assignTask'; readonly at: string; readonly assignee: string | null; readonly action?: string }
  | {
      readonly type: 'updateTask';
      readonly at: string;
      readonly changes: TaskProperties;
      readonly action?: string;
      readonly variables?: Variables;
    }
  /** Somebody ends a task by hand, and asks nobody. */
  | { readonly type: 'letGo'; readonly at: string }
  | { readonly type: 'correlateMessage' | 'deliverSignal'; readonly at: string; readonly variables: Variables }
  | { readonly type: 'triggerTimer' | 'retryIncident'; readonly at: string }
  | { readonly type: 'failJob'; readonly at: string; readonly retries: number }
  | {
      readonly type: 'throwError' | 'throwEscalation';
      readonly at: string;
      readonly code: string;
      readonly variables: Variables;
    }
  | { readonly type: 'setVariables'; readonly at: string; readonly variables: Variables }
  | { readonly type: 'cancel' };

export interface Beginning {
  readonly variables: Variables;
  readonly called: boolean;
  /** Id of the start event, or of what else begins an instance; null for the one without a trigger. */
  readonly startEvent: string | null;
}

const MOST_ERRANDS = 20_000;

/**
 * Carries out a process as BPMN 2.0.2 describes it: slowly, with everything in the open. It shares nothing with the
 * engine but the parsed file and FEEL. Used to prove the engine, never to run a process.
 */
export class Reference {
  readonly #model: RefModel;
  #world: World | null = null;

  constructor(model: RefModel) {
    this.#model = model;
  }

  /** What can be seen of it from outside, as sorted lines. */
  observe(): string[] {
    return observe(this.#open());
  }

  start({ variables, called, startEvent }: Beginning, at: number): boolean {
    const named = startEvent === null ? undefined : this.#model.nodes.get(startEvent);
    // an event that maps what it brings keeps the rest to itself
    const maps =
      named !== undefined && named.outputs.length > 0 && (named.type !== 'startEvent' || named.reasons.length > 0);
    const world = new World(this.#model, at, called, maps ? {} : variables);
    const { process } = world;
    if (listenAt(world, process, 'inside') !== null) return false;
    this.#world = world;
    if (named === undefined) {
      for (const node of beginnings(this.#model.box)) token(world, node, null);
    } else if (named.type === 'startEvent') token(world, named, maps ? variables : null);
    else this.#startWith(world, named, maps ? variables : {});
    settle(world);
    return true;
  }

  /** An event or receive task that begins the instance, alone or behind a gateway. */
  #startWith(world: World, event: RefNode, brought: Variables): void {
    const gateway = event.incoming[0]?.source;
    if (gateway === undefined) {
      token(world, event, brought);
      return;
    }
    token(world, gateway, null);
    settle(world);
    const place = world.places.find(({ node }) => node === gateway);
    const listener = place?.listeners.find((one) => one.event === event);
    if (place !== undefined && listener !== undefined) happens(world, place, listener, brought);
  }

  /** False when nothing is there to which this could happen. */
  act(action: Action, at: number): boolean {
    const world = this.#open();
    if (world.status !== 'active') return false;
    world.now = at;
    world.sent = [];
    world.heard = 0;
    const done = act(world, action);
    if (done) settle(world);
    return done;
  }

  #open(): World {
    if (this.#world === null) throw new Error('nothing has been started');
    return this.#world;
  }
}

function token(world: World, node: RefNode, brought: Variables | null): void {
  world.errands.push({ kind: 'token', node, scope: world.process, brought });
}

function act(world: World, action: Action): boolean {
  if (action.type === 'cancel') {
    const staying = clear(world, world.process, null);
    world.process.listeners.length = 0;
    afterwards(world, staying, () => {
      world.status = 'terminated';
    });
    return true;
  }
  const found = find(world, action.at);
  if (found === null) return false;
  const { place, listener, question } = found;
  if (question !== null) return answer(world, place, question, action);
  const wait = listener === null ? place.wait : listener.happened ? null : listener.wait;
  switch (action.type) {
    case 'completeTask':
      if (wait?.kind !== 'task') return false;
      place.incident = null;
      askAboutTask(world, place, { on: 'completing', action: 'complete', result: action.variables, changes: {} });
      return true;
    case 'assignTask': {
      const { assignee, action: words = 'assign' } = action;
      return changeTask(world, place, 'assigning', { assignee }, words, null);
    }
    case 'updateTask': {
      const { changes, action: words = 'update', variables = null } = action;
      return changeTask(world, place, 'updating', changes, words, variables);
    }
    case 'letGo':
      return letGo(world, place, listener);
    case 'completeJob':
      if (wait?.kind === 'listener') return heard(world, place, wait, action);
      if (action.answer !== undefined) return false;
      return wait?.kind === 'job' && action.decision === undefined && happened(world, place, null, action.variables);
    case 'completeCall':
      return wait?.kind === 'call' && happened(world, place, null, action.variables);
    case 'correlateMessage':
      return wait?.kind === 'message' && happened(world, place, listener, action.variables);
    case 'deliverSignal':
      return wait?.kind === 'signal' && happened(world, place, listener, action.variables);
    case 'triggerTimer':
      if (wait?.kind !== 'timer') return false;
      return wait.due === null || wait.due > world.now || happened(world, place, listener, null);
    case 'failJob':
      if (wait?.kind !== 'job' && wait?.kind !== 'listener') return false;
      wait.retries = action.retries;
      place.incident = action.retries === 0 ? 'job-failed' : null;
      return true;
    case 'throwError':
      if (wait?.kind !== 'task' && wait?.kind !== 'job' && wait?.kind !== 'call') return false;
      place.incident = null;
      throwError(world, place, action.code, action.variables);
      return true;
    case 'throwEscalation':
      if (wait?.kind !== 'task' && wait?.kind !== 'job' && wait?.kind !== 'call') return false;
      throwEscalation(world, place, action.code, action.variables);
      return true;
    case 'setVariables':
      if (listener !== null) return false;
      if (place.task !== null && hasAsks(place, 'updating')) {
        return changeTask(world, place, 'updating', {}, 'update', action.variables);
      }
      world.write(place, action.variables);
      return true;
    case 'retryIncident': {
      const held = listener ?? place;
      if (held.incident === null) return false;
      held.incident = null;
      world.errands.push({ kind: 'retry', place, listener });
      return true;
    }
    default:
      throw new Error(JSON.stringify(action satisfies never));
  }
}

/** A listener answers; false when it may not do so. */
function heard(
  world: World,
  place: Place,
  { on, index }: Extract<Wait, { kind: 'listener' }>,
  { variables, decision, answer: given }: Extract<Action, { type: 'completeJob' }>,
): boolean {
  if (decision !== undefined) return false;
  if (on !== 'start' && on !== 'end') return answerAboutTask(world, place, index, variables, given ?? {});
  if (given !== undefined) return false;
  listenerAnswered(world, place, { on, index }, variables);
  return true;
}

/** What is left without anything in it ends with it. */
function letGo(world: World, place: Place, listener: Listener | null): boolean {
  let { scope } = place;
  if (listener !== null || scope === null) return false;
  if (place.task?.way?.on === 'canceling') gone(world, place);
  else world.end(place);
  while (scope !== null && isEmpty(world, scope) && !world.ended.includes(scope) && scope.question === null) {
    const inner: Place = scope;
    if (world.errands.some((errand) => errand.kind === 'token' && errand.scope === inner)) break;
    scope = inner.scope;
    if (scope !== null) world.end(inner);
    else if (world.status === 'active') {
      inner.listeners.length = 0;
      world.status = 'terminated';
    }
  }
  return true;
}

/** Something happens to the job whose worker decides in an ad-hoc subprocess. */
function answer(world: World, place: Place, question: Question, action: Exclude<Action, { type: 'cancel' }>): boolean {
  switch (action.type) {
    case 'completeJob':
      return decided(world, place, action.variables, action.decision);
    case 'failJob':
      question.retries = action.retries;
      question.incident = action.retries === 0 ? 'job-failed' : null;
      return true;
    case 'throwError':
      question.incident = null;
      throwError(world, place, action.code, action.variables, question);
      return true;
    case 'throwEscalation':
      throwEscalation(world, place, action.code, action.variables, true);
      return true;
    case 'retryIncident':
      if (question.incident === null) return false;
      world.errands.push({ kind: 'retry', place, listener: null });
      return true;
    default:
      return false;
  }
}

function happened(world: World, place: Place, listener: Listener | null, variables: Variables | null): true {
  happens(world, place, listener, variables);
  return true;
}

interface Found {
  readonly place: Place;
  readonly listener: Listener | null;
  readonly question: Question | null;
}

function find(world: World, address: string): Found | null {
  for (const place of world.places) {
    const { question } = place;
    const here = addressOf(world, place);
    if (here === address) return { place, listener: null, question: null };
    if (question !== null && `${here}?` === address) return { place, listener: null, question };
    for (const listener of place.listeners) {
      if (listenerAddress(world, listener) === address) return { place, listener, question: null };
    }
  }
  return null;
}

/** Everything that follows without the world outside, until nothing moves any more. */
function settle(world: World): void {
  for (let left = MOST_ERRANDS; world.status === 'active'; left -= 1) {
    if (left === 0) throw new Error('it goes on and on');
    const errand = world.errands.shift();
    if (errand !== undefined) {
      run(world, errand);
      continue;
    }
    if (world.written) {
      lookAgain(world);
      continue;
    }
    const scope = world.ended.shift();
    if (scope !== undefined) pathEnded(world, scope);
    else if (!joinOne(world)) {
      const empty = world.places.find(
        (place) =>
          place.inside !== null &&
          place.incident === null &&
          place.wait?.kind !== 'listener' &&
          (place.node?.adHoc == null || isWhole(place)) &&
          isEmpty(world, place),
      );
      if (empty === undefined) return;
      pathEnded(world, empty);
    }
  }
}

function run(world: World, errand: Errand): void {
  if (errand.kind === 'token') arrive(world, errand);
  else if (errand.kind === 'look') look(world, errand.place, errand.listener);
  else if (errand.kind === 'hear') hear(world, errand);
  else if (errand.place.alive) {
    const { place, listener } = errand;
    if (listener === null) retry(world, place);
    else if (listener.wait.kind === 'condition') look(world, place, listener);
    else if (listener.wait.kind === 'timer' && listener.reason.kind === 'timer') {
      followDate(world, place, listener, listener.reason, listener.wait, listener.since);
    }
  }
}

function isEmpty(world: World, scope: Place): boolean {
  return world.inScope(scope).length === 0 && scope.inside?.tokens.size === 0;
}

/** A path in the scope has come to an end; when it was the last one, the scope has done its work. */
function pathEnded(world: World, scope: Place): void {
  const { node, inside } = scope;
  if (!scope.alive || inside === null || scope.incident !== null || scope.wait?.kind === 'listener') return;
  if (node?.adHoc != null && !isWhole(scope)) adHocGoesOn(world, scope);
  else if (!isEmpty(world, scope)) return;
  else if (node === null) {
    scope.listeners.length = 0;
    world.status = 'completed';
  } else if (isWhole(scope) && node.repeat !== null) runsEnded(world, scope, node.repeat);
  else if (inside.undo === null) complete(world, scope, null, false);
  else if (!undoNext(world, scope)) {
    if (node.reasons.some(({ kind }) => kind === 'cancel')) cancelTransaction(world, scope);
    else complete(world, scope, null, false);
  }
}
