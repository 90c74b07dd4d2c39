import { Draft } from './draft.ts';
import type { Event } from './events.ts';
import {
  type CompensationRecord,
  type ElementInstance,
  type LoopResult,
  ROOT,
  type ScopeWait,
  type State,
} from './state.ts';
import { changeTable, eachRecord, emptyTable, findRecord, sizeOf } from './table.ts';
import type { Key } from './types.ts';

/**
 * The state after the event; `null` before the first one. The given state stays as it is. Folding a journal with it
 * gives, byte for byte as JSON, the state that `step` answered with. Throws when the event does not fit the state.
 */
export function apply(state: State | null, event: Event): State {
  const draft = new Draft(state);
  applyTo(draft, event);
  return draft.finish();
}

type Entered = Extract<Event, { type: 'elementEntered' }>;

/** Writes one event into a draft: the only writer of state. */
export function applyTo(draft: Draft, event: Event): void {
  draft.seq = event.seq;
  switch (event.type) {
    case 'instanceStarted':
      draft.process = event.element;
      draft.instance = event.instance;
      draft.businessId = event.businessId;
      draft.called = event.called;
      draft.startedAt = event.at;
      draft.nextKey = ROOT + 1 + (event.keys ?? 0);
      draft.add({
        key: ROOT,
        element: event.element,
        parent: 0,
        since: event.at,
        status: 'active',
        incident: 0,
        variables: event.variables,
        wait: EMPTY_SCOPE,
      });
      return;
    case 'elementEntered':
      if (event.taken !== null) releaseTokens(draft, event.parent, event.taken);
      count(draft, event.parent, 1);
      draft.nextKey = event.key + event.keys;
      draft.add(entered(event));
      return;
    case 'elementActivated':
      draft.edit(event.key).status = 'active';
      return;
    case 'elementCompleted':
    case 'elementTerminated': {
      const instance = draft.find(event.key);
      if (instance === undefined) throw new Error(`no element instance ${event.key}`);
      count(draft, instance.parent, -1);
      draft.remove(event.key);
      return;
    }
    case 'flowTaken':
      if (event.held) holdToken(draft, event.key, event.element);
      return;
    case 'tokenDropped':
      releaseTokens(draft, event.key, [event.element]);
      return;
    case 'waitOpened':
      if (event.parent === 0) {
        draft.edit(event.key).wait = event.wait;
      } else {
        draft.add({
          key: event.key,
          element: event.element,
          parent: event.parent,
          since: event.at,
          status: 'active',
          incident: 0,
          variables: null,
          wait: event.wait,
        });
        if (event.wait.type === 'job') {
          draft.nextKey = event.key + 1;
          draft.editScope(event.parent).asked = event.key;
        }
      }
      return;
    case 'waitChanged':
      draft.edit(event.key).wait = event.wait;
      return;
    case 'waitClosed':
      if (event.parent === 0) {
        draft.edit(event.key).wait = null;
      } else {
        draft.remove(event.key);
        if (event.wait === 'job') delete draft.editScope(event.parent).asked;
      }
      return;
    case 'variablesSet': {
      const instance = draft.edit(event.key);
      instance.variables =
        instance.variables === null ? event.variables : { ...instance.variables, ...event.variables };
      return;
    }
    case 'compensationKept':
      keepRecord(draft, event);
      return;
    case 'compensationBegun':
      beginCompensation(draft, event);
      return;
    case 'compensationHandled': {
      const scope = draft.editScope(event.key);
      scope.pending = changeTable(scope.pending ?? emptyTable(), new Map([[event.record, null]]));
      return;
    }
    case 'loopAdvanced': {
      const { loop } = draft.editScope(event.key);
      if (loop === undefined) throw new Error(`${event.element} is not repeated`);
      const { run, result } = event;
      loop.completed += 1;
      loop.ended = event.ended;
      if (result !== undefined) loop.results = changeTable(loop.results, new Map([[run, { key: run, value: result }]]));
      return;
    }
    case 'adHocActivated': {
      const instance = draft.edit(event.key);
      const wait = instance.wait as ScopeWait;
      if (wait.queue !== undefined) instance.wait = { ...wait, queue: [...wait.queue, ...event.elements] };
      return;
    }
    case 'resultCollected': {
      const instance = draft.edit(event.key);
      const wait = instance.wait as ScopeWait;
      const before = wait.results ?? emptyTable<LoopResult>();
      const record = { key: sizeOf(before) + 1, value: event.value };
      instance.wait = { ...wait, results: changeTable(before, new Map([[record.key, record]])) };
      return;
    }
    case 'elementMoved': {
      count(draft, event.from, -1);
      count(draft, event.parent, 1);
      const instance = draft.edit(event.key);
      instance.parent = event.parent;
      instance.variables = event.variables;
      return;
    }
    case 'taskUpdated':
    case 'taskDenied':
    case 'errorThrown':
    case 'escalationThrown':
      return;
    case 'incidentRaised': {
      draft.nextKey = event.key + 1;
      draft.addIncident({
        key: event.key,
        holder: event.holder,
        element: event.element,
        code: event.code,
        message: event.message,
        since: event.at,
      });
      const holder = draft.edit(event.holder);
      holder.status = event.status;
      holder.incident = event.key;
      return;
    }
    case 'incidentResolved':
      draft.removeIncident(event.key);
      draft.edit(event.holder).incident = 0;
      return;
    case 'instanceSuspended':
      draft.suspended = { since: event.at, held: [] };
      return;
    case 'answerHeld': {
      const { since, held } = draft.suspended ?? { since: event.at, held: [] };
      draft.suspended = { since, held: [...held, event.command] };
      return;
    }
    case 'instanceResumed':
      draft.suspended = undefined;
      return;
    case 'instanceModified':
      return;
    case 'instanceMigrated':
      draft.process = event.element;
      draft.edit(ROOT).element = event.element;
      return;
    case 'elementMigrated': {
      const instance = draft.edit(event.key);
      instance.element = event.element;
      if (event.arms !== 0) {
        instance.arms = event.arms;
        draft.nextKey = event.arms + 1 + event.keys;
      }
      const incident = draft.findIncident(instance.incident);
      if (incident !== undefined) draft.addIncident({ ...incident, element: event.element });
      return;
    }
    case 'instanceCompleted':
      draft.status = 'completed';
      draft.endedAt = event.at;
      return;
    case 'instanceTerminated':
      draft.status = event.error === null ? 'terminated' : 'failed';
      draft.error = event.error;
      draft.suspended = undefined;
      draft.endedAt = event.at;
      return;
    default:
      throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
  }
}

/** Written out twice: a property added to an object that is made costs more than the object. */
function entered({ key, element, parent, at, status, variables, run }: Entered): ElementInstance {
  return run === undefined
    ? { key, element, parent, since: at, status, incident: 0, variables, wait: null }
    : { key, element, parent, since: at, status, incident: 0, variables, wait: null, run };
}

function keepRecord(draft: Draft, event: Extract<Event, { type: 'compensationKept' }>): void {
  const { seq, element, handler, variables } = event;
  const own = draft.find(event.key)?.wait;
  const inside = own?.type === 'scope' ? (own.done ?? null) : null;
  const scope = draft.editScope(event.parent);
  const record: CompensationRecord = { key: seq, element, handler, variables, inside };
  scope.done = changeTable(scope.done ?? emptyTable(), new Map([[seq, record]]));
}

function beginCompensation(draft: Draft, event: Extract<Event, { type: 'compensationBegun' }>): void {
  const scope = draft.editScope(event.from);
  const done = scope.done ?? emptyTable<CompensationRecord>();
  const pending = new Map<Key, CompensationRecord>();
  const taken = new Map<Key, null>();
  for (const key of event.records) {
    const record = findRecord(done, key);
    if (record === undefined) continue;
    taken.set(key, null);
    collect(record, pending);
  }
  const left = changeTable(done, taken);
  if (sizeOf(left) === 0) delete scope.done;
  else scope.done = left;
  const instance = draft.edit(event.key);
  const before = instance.wait?.type === 'scope' ? instance.wait : EMPTY_SCOPE;
  instance.wait = { ...before, pending: changeTable(before.pending ?? emptyTable(), pending) };
}

/** What compensating a record means: its handler, or what is inside. */
function collect(record: CompensationRecord, into: Map<Key, CompensationRecord>): void {
  if (record.handler !== null) into.set(record.key, record);
  else if (record.inside !== null) eachRecord(record.inside, (one) => collect(one, into));
}

function count(draft: Draft, scope: Key, change: 1 | -1): void {
  draft.editScope(scope).active += change;
}

function holdToken(draft: Draft, key: Key, flow: string): void {
  const scope = draft.editScope(key);
  scope.active += 1;
  scope.tokens = { ...scope.tokens, [flow]: (scope.tokens[flow] ?? 0) + 1 };
}

function releaseTokens(draft: Draft, key: Key, flows: readonly string[]): void {
  const scope = draft.editScope(key);
  const tokens = { ...scope.tokens };
  for (const flow of flows) {
    const left = (tokens[flow] ?? 0) - 1;
    if (left > 0) tokens[flow] = left;
    else delete tokens[flow];
  }
  scope.active -= flows.length;
  scope.tokens = tokens;
}

const EMPTY_SCOPE: ScopeWait = Object.freeze({ type: 'scope', active: 0, tokens: Object.freeze({}) });
