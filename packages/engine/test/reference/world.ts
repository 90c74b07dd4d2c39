import type { Json, Variables } from '../../src/index.ts';
import type { Answer, Formula, Reason, RefFlow, RefModel, RefNode, TaskEvent } from './model.ts';

/** What is alive: an activity, event or gateway that a token has reached, or the process itself (`node` null). */
export interface Place {
  /** In the order of birth. */
  readonly id: number;
  readonly node: RefNode | null;
  /** The scope it lives in; null for the process. */
  scope: Place | null;
  /** Number of a run, when it is one run of a repeated activity. */
  readonly run: number | null;
  readonly since: number;
  alive: boolean;
  variables: { [name: string]: Json } | null;
  /** What an incident holds it in: its inputs, its work, its outputs, the choice of a flow. */
  phase: 'inputs' | 'work' | 'outputs' | 'choice';
  /** Code of the incident that holds it. */
  incident: string | null;
  wait: Wait | null;
  readonly listeners: Listener[];
  inside: Inside | null;
  /** What the worker of an ad-hoc subprocess is asked: what comes next? */
  question: Question | null;
  /** What has happened already when the element is entered; null: nothing. */
  brought: Variables | null;
  task: Task | null;
}

/** What is known of the task of a place. */
export interface Task {
  properties: TaskProperties;
  /** What the host was given of it; null: the host knows of no task. */
  offered: TaskProperties | null;
  way: Way | null;
}

export type TaskProperties = { readonly [name: string]: Json };

/** A task on its way, while its listeners are asked. */
export interface Way {
  readonly on: TaskEvent;
  readonly action: string;
  readonly result: Variables | null;
  changes: TaskProperties;
}

export interface Question {
  readonly type: string;
  retries: number;
  readonly variables: Variables;
  incident: string | null;
}

export type Wait =
  | { readonly kind: 'task' }
  /** A listener of the element or of its task is asked. */
  | {
      readonly kind: 'listener';
      readonly on: 'start' | 'end' | TaskEvent;
      readonly index: number;
      readonly type: string;
      retries: number;
      readonly variables: Variables;
      readonly told: Variables;
    }
  /** A listener of a task cannot be asked. */
  | { readonly kind: 'halted'; readonly on: TaskEvent }
  | { readonly kind: 'job'; readonly type: string; retries: number; readonly variables: Variables }
  | { readonly kind: 'call'; readonly process: string }
  | { kind: 'timer'; due: number | null; left: number | null; interval: number | null }
  | { readonly kind: 'message'; readonly name: string; readonly key: string | null }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'condition'; held: boolean }
  | { readonly kind: 'events' }
  /** A complex gateway that has begun: the flows whose tokens it still takes. */
  | { readonly kind: 'rest'; readonly lacking: readonly RefFlow[] };

/** An event that waits on behalf of a place: at its border, in it, behind it, or part of it. */
export interface Listener {
  readonly of: Place;
  /** Its place among all that may listen for the same place. */
  readonly index: number;
  readonly where: 'border' | 'inside' | 'behind' | 'part';
  readonly event: RefNode;
  readonly reason: Reason;
  readonly since: number;
  wait: Wait;
  happened: boolean;
  incident: string | null;
}

/** What a scope holds besides the places in it. */
export interface Inside {
  readonly tokens: Map<RefFlow, number>;
  /** Completed activities that can be undone, in the order of completion. */
  done: Done[];
  /** Of a throwing compensation event: what it has still to undo, the next one last. */
  undo: Done[] | null;
  /** Of a repeated activity as a whole. */
  runs: {
    total: number | null;
    completed: number;
    over: boolean;
    items: readonly Json[] | null;
    results: Json[];
  } | null;
  /** Of a sequential ad-hoc subprocess. */
  queue: RefNode[];
  /** The worker of an ad-hoc subprocess has said that nothing else begins. */
  over: boolean;
}

export interface Done {
  readonly order: number;
  readonly activity: RefNode;
  readonly handler: RefNode | null;
  readonly variables: Variables;
  readonly inside: readonly Done[];
}

/** What is on its way. The standard leaves open who goes first; here it is who came first. */
export type Errand =
  | {
      readonly kind: 'token';
      readonly node: RefNode;
      readonly scope: Place;
      /** What the node waits for has happened already, with these variables. */
      readonly brought: Variables | null;
      readonly run?: number;
      readonly own?: Variables;
    }
  | { readonly kind: 'look' | 'retry'; readonly place: Place; readonly listener: Listener | null }
  /** A signal thrown in the process itself, for somebody who waited for it. */
  | { readonly kind: 'hear'; readonly place: Place; readonly listener: Listener | null; readonly brought: Variables };

/** Everything about one running process. */
export class World {
  readonly model: RefModel;
  readonly called: boolean;
  readonly places: Place[] = [];
  readonly process: Place;
  now: number;
  status: 'active' | 'completed' | 'terminated' | 'failed' = 'active';
  errands: Errand[] = [];
  /** Scopes in which a path has come to an end. */
  ended: Place[] = [];
  /** What begins when the last of some tasks has gone that hear of their cancelling. */
  later: { readonly after: Set<Place>; readonly go: () => void }[] = [];
  written = false;
  /** How many signals thrown in this step somebody has heard. */
  heard = 0;
  /** What was sent out in this step, once and for all. */
  sent: string[] = [];
  #births = 0;
  #completions = 0;

  constructor(model: RefModel, now: number, called: boolean, variables: Variables) {
    this.model = model;
    this.now = now;
    this.called = called;
    this.process = this.birth(null, null, { ...variables }, null);
    this.process.inside = newInside();
  }

  birth(node: RefNode | null, scope: Place | null, variables: Place['variables'], run: number | null): Place {
    const place: Place = {
      id: ++this.#births,
      node,
      scope,
      run,
      since: this.now,
      alive: true,
      variables,
      phase: 'work',
      incident: null,
      wait: null,
      listeners: [],
      inside: null,
      question: null,
      brought: null,
      task: null,
    };
    this.places.push(place);
    return place;
  }

  nextCompletion(): number {
    this.#completions += 1;
    return this.#completions;
  }

  inScope(scope: Place): Place[] {
    return this.places.filter((place) => place.scope === scope);
  }

  /** It is gone, with everything in it. */
  end(place: Place): void {
    for (const inner of this.inScope(place)) this.end(inner);
    place.alive = false;
    place.listeners.length = 0;
    this.places.splice(this.places.indexOf(place), 1);
  }

  pathEnded(scope: Place): void {
    if (!this.ended.includes(scope)) this.ended.push(scope);
  }

  hold(place: Place, phase: Place['phase'], code: string): void {
    place.phase = phase;
    place.incident = code;
    // its work is done: nothing begins inside it any more
    const done = phase === 'outputs' || phase === 'choice';
    if (done && place.node !== null) keepOnly(place.listeners, ({ where }) => where !== 'inside');
  }

  evaluate(formula: Formula, from: Place, nearest: Variables = {}): Answer<Json> {
    return formula({ ...this.seen(from), ...nearest }, this.now);
  }

  /** All variables that a place sees, its own first. */
  visible(from: Place | null): Variables {
    return from === null ? {} : { ...this.visible(from.scope), ...from.variables };
  }

  /** What expressions see: besides, what the runs of a repeated activity around have given so far. */
  seen(from: Place | null): Variables {
    if (from === null) return {};
    const { node, inside } = from;
    const runs = inside?.runs;
    const output = node?.repeat?.kind === 'instances' && runs != null ? node.repeat.output : null;
    const given = output === null || runs == null ? {} : { [output]: resultsOf(runs) };
    return { ...this.seen(from.scope), ...given, ...from.variables };
  }

  write(scope: Place, variables: Variables): void {
    scope.variables = { ...scope.variables, ...variables };
    if (Object.keys(variables).length > 0) this.written = true;
  }

  /** Each variable goes to the nearest scope that knows its name, else to the process. */
  publish(from: Place, variables: Variables): void {
    const targets = Object.keys(variables).map((name): [Place, string] => [this.#knower(from, name), name]);
    for (const [scope, name] of targets) this.write(scope, { [name]: variables[name] as Json });
  }

  #knower(from: Place, name: string): Place {
    for (let scope: Place | null = from; scope !== null; scope = scope.scope) {
      if (scope.variables !== null && Object.hasOwn(scope.variables, name)) return scope;
    }
    return this.process;
  }
}

/** In the order of the runs; null stands for those that gave nothing yet. */
export function resultsOf({ total, results }: NonNullable<Inside['runs']>): Json[] {
  return Array.from({ length: total ?? 0 }, (_, index) => results[index] ?? null);
}

export function newInside(): Inside {
  return { tokens: new Map(), done: [], undo: null, runs: null, queue: [], over: false };
}

export function keepOnly<T>(list: T[], keeps: (one: T) => boolean): void {
  for (let index = list.length - 1; index >= 0; index -= 1) if (!keeps(list[index] as T)) list.splice(index, 1);
}

/** Whether it is a repeated activity as a whole, not one of its runs. */
export function isWhole(place: Place): boolean {
  return place.node !== null && place.node.repeat !== null && place.run === null;
}

export function asText(answer: Answer<Json>): Answer<string> {
  if (!answer.ok) return answer;
  return typeof answer.value === 'string' && answer.value !== ''
    ? { ok: true, value: answer.value }
    : { ok: false, code: 'wrong-type' };
}

/** Digits count as a number. */
export function asCount(answer: Answer<Json>): Answer<number> {
  if (!answer.ok) return answer;
  const number = typeof answer.value === 'string' && /^\d+$/.test(answer.value) ? Number(answer.value) : answer.value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0
    ? { ok: true, value: number }
    : { ok: false, code: 'wrong-type' };
}

/** A condition: anything but true and false is a fault, and null another one than the rest. */
export function asCondition(answer: Answer<Json>): Answer<boolean> {
  if (!answer.ok) return answer;
  if (typeof answer.value === 'boolean') return { ok: true, value: answer.value };
  return { ok: false, code: answer.value === null ? 'condition-unknown' : 'condition-not-boolean' };
}

/** JSON with the names of each context in order. */
export function sorted(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, one]) => `${name}:${sorted(one)}`).join(',')}}`;
}
