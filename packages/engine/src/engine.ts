import { BpmnError } from './bpmn-error.ts';
import { type Deployed, Deployments, type DeployResult } from './deployments.ts';
import type { Event } from './kernel/events.ts';
import { NO_VARIABLES } from './kernel/scope.ts';
import { processVariables, type State } from './kernel/state.ts';
import { step } from './kernel/step.ts';
import type { Command, Effect, Failure, Key, Variables } from './kernel/types.ts';
import type {
  Message,
  Named,
  Of,
  OpenIncident,
  OpenJob,
  OpenTask,
  SavedEngine,
  SavedInstance,
  StartTimer,
} from './saved-engine.ts';
import { firstWait, nextWait } from './triggers/timer.ts';
import { type Wait, waits } from './waits.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/**
 * Carries out the jobs of a type; what it returns are the job's result variables. When it fails, the job is tried again
 * while retries remain, then an incident holds the place.
 */
export type JobHandler = (job: OpenJob) => Variables | undefined | Promise<Variables | undefined>;

export interface EngineOptions {
  /** Milliseconds since the epoch; the system clock when absent. */
  readonly clock?: () => number;
  /** Called after each step, before its effects are carried out. */
  readonly observe?: (step: ObservedStep) => void;
}

export interface ObservedStep {
  readonly instance: string;
  readonly process: Deployed['process'];
  readonly command: Command;
  readonly before: State | null;
  readonly state: State;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
}

export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure };

interface Instance {
  readonly id: string;
  readonly deployed: Deployed;
  readonly caller: SavedInstance['caller'];
  state: State;
}

/**
 * A process engine in memory, for embedding and for tests: deploy, start, work, save, restore. It needs no platform:
 * no files, no network, no timers of its own. Time passes when the clock does and `tick` or `advance` is called.
 */
export class Engine {
  readonly #clock: () => number;
  readonly #observe: ((step: ObservedStep) => void) | undefined;
  readonly #deployments = new Deployments();
  readonly #instances = new Map<string, Instance>();
  readonly #handlers = new Map<string, JobHandler>();
  readonly #tasks = new Map<string, OpenTask>();
  readonly #jobs = new Map<string, OpenJob>();
  readonly #timers = new Map<string, Named<'scheduleTimer'>>();
  readonly #subscriptions = new Map<string, Named<'openSubscription'>>();
  readonly #incidents = new Map<string, OpenIncident>();
  readonly #running = new Set<Promise<void>>();
  readonly #work: (() => void)[] = [];
  #messages: Message[] = [];
  #starts: StartTimer[] = [];
  #working = false;
  #skipped = 0;
  #counter = 0;

  constructor(options: EngineOptions = {}) {
    this.#clock = options.clock ?? Date.now;
    this.#observe = options.observe;
  }

  get now(): number {
    return this.#clock() + this.#skipped;
  }

  /** Adds the processes of a file and the decisions they call; nothing when one of them has an error. */
  async deploy(xml: string, options: { readonly dmn?: string | readonly string[] } = {}): Promise<DeployResult> {
    const { dmn = [] } = options;
    const result = await this.#deployments.add({ xml, dmn: typeof dmn === 'string' ? [dmn] : dmn });
    for (const { process, version } of result.processes) {
      this.#starts = this.#starts.filter((one) => one.process !== process.id);
      for (const { startEvent, timer } of process.timerStarts) {
        const now = this.now;
        const wait = firstWait(timer, timer.value.evaluate(NO_VARIABLES, { at: now }), now);
        if (wait.ok) this.#starts.push({ process: process.id, version, startEvent, wait: wait.value });
      }
    }
    return result;
  }

  /** Carries out all jobs of the type from now on, those that wait already included. */
  handle(jobType: string, handler: JobHandler): void {
    this.#handlers.set(jobType, handler);
    for (const job of [...this.#jobs.values()]) if (job.jobType === jobType) this.#enqueue(() => this.#carryOut(job));
    this.#drain();
  }

  /** Starts the latest version of a process. */
  start(
    process: string,
    options: { readonly variables?: Variables; readonly startEvent?: string; readonly instance?: string } = {},
  ): { readonly ok: true; readonly instance: string } | { readonly ok: false; readonly failure: Failure } {
    const deployed = this.#deployments.latest(process);
    if (deployed === undefined) return missing(`There is no process ${process}.`);
    const instance = options.instance ?? this.#newId(process);
    if (this.#instances.has(instance)) {
      return { ok: false, failure: { code: 'instance-exists', message: `There is an instance ${instance} already.` } };
    }
    const { variables = NO_VARIABLES, startEvent } = options;
    const result = this.#start(deployed, instance, null, {
      variables,
      ...(startEvent === undefined ? {} : { startEvent }),
    });
    this.#drain();
    return result.ok ? { ok: true, instance } : result;
  }

  /** Carries out a command on one instance, and all that follows from it without waiting. */
  execute(instance: string, command: WithoutTime<Command>): Result {
    const result = this.#step(instance, command);
    this.#drain();
    return result;
  }

  complete(task: { readonly instance: string; readonly key: Key }, variables?: Variables): Result {
    const { instance, key } = task;
    return this.execute(instance, { type: 'completeTask', key, ...(variables === undefined ? {} : { variables }) });
  }

  /**
   * Delivers a message to every instance that waits for it (one wait each), and starts the processes that it starts.
   * When nobody takes it, it is kept for `timeToLive` milliseconds (one hour). Answers how many took it.
   */
  publish(
    message: string,
    options: {
      readonly correlationKey?: string;
      readonly variables?: Variables;
      readonly timeToLive?: number;
      readonly messageId?: string;
    } = {},
  ): number {
    const { correlationKey = null, variables = NO_VARIABLES, timeToLive = 3_600_000, messageId = null } = options;
    const taken = this.#deliver({ message, correlationKey, variables, messageId, expires: this.now + timeToLive });
    this.#drain();
    return taken;
  }

  /** Fires what is due. */
  tick(): void {
    this.#fireUntil(this.now);
  }

  /** Lets time pass: each timer on the way fires at its own time. */
  advance(time: { readonly by: number } | { readonly to: number }): void {
    const target = 'by' in time ? this.now + time.by : time.to;
    this.#fireUntil(target);
    this.#skipped += Math.max(0, target - this.now);
  }

  /** When the next timer is due. */
  nextDue(): number | null {
    let next: number | null = null;
    for (const { due } of this.#timers.values()) next = next === null ? due : Math.min(next, due);
    for (const { wait } of this.#starts)
      if (wait.due !== null) next = next === null ? wait.due : Math.min(next, wait.due);
    return next;
  }

  /** Resolves when no handler is at work. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  tasks(instance?: string): OpenTask[] {
    return only(this.#tasks, instance);
  }

  jobs(instance?: string): OpenJob[] {
    return only(this.#jobs, instance);
  }

  incidents(instance?: string): OpenIncident[] {
    return only(this.#incidents, instance);
  }

  instances(): string[] {
    return [...this.#instances.keys()];
  }

  state(instance: string): State | null {
    return this.#instances.get(instance)?.state ?? null;
  }

  variables(instance: string): Variables {
    const state = this.state(instance);
    return state === null ? NO_VARIABLES : processVariables(state);
  }

  process(instance: string): Deployed['process'] | null {
    return this.#instances.get(instance)?.deployed.process ?? null;
  }

  waits(instance: string): Wait[] {
    const found = this.#instances.get(instance);
    return found === undefined ? [] : waits(found.deployed.process, found.state);
  }

  save(): SavedEngine {
    return {
      format: 1,
      skipped: this.#skipped,
      counter: this.#counter,
      sources: [...this.#deployments.sources],
      instances: [...this.#instances.values()].map(({ id, deployed, caller, state }) => ({
        id,
        version: deployed.version,
        caller,
        state,
      })),
      tasks: [...this.#tasks.values()],
      jobs: [...this.#jobs.values()],
      timers: [...this.#timers.values()],
      subscriptions: [...this.#subscriptions.values()],
      incidents: [...this.#incidents.values()],
      messages: [...this.#messages],
      starts: [...this.#starts],
    };
  }

  /** An engine that goes on where `saved` was. Jobs begin again when their handlers are there. */
  static async restore(saved: SavedEngine, options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(options);
    for (const source of saved.sources) await engine.#deployments.add(source);
    engine.#skipped = saved.skipped;
    engine.#counter = saved.counter;
    engine.#messages = [...saved.messages];
    engine.#starts = [...saved.starts];
    for (const { id, version, caller, state } of saved.instances) {
      const deployed = engine.#deployments.version(state.process, version);
      if (deployed !== undefined) engine.#instances.set(id, { id, deployed, caller, state });
    }
    for (const task of saved.tasks) engine.#tasks.set(nameOf(task), task);
    for (const job of saved.jobs) engine.#jobs.set(nameOf(job), job);
    for (const timer of saved.timers) engine.#timers.set(nameOf(timer), timer);
    for (const subscription of saved.subscriptions) engine.#subscriptions.set(nameOf(subscription), subscription);
    for (const incident of saved.incidents) engine.#incidents.set(nameOf(incident), incident);
    return engine;
  }

  #start(
    deployed: Deployed,
    id: string,
    caller: SavedInstance['caller'],
    options: { readonly variables: Variables; readonly startEvent?: string },
  ): Result {
    const command: Command = { type: 'start', at: this.now, instance: id, called: caller !== null, ...options };
    const result = step(deployed.process, null, command);
    if (!result.ok) return result;
    const instance: Instance = { id, deployed, caller, state: result.state };
    this.#instances.set(id, instance);
    this.#observe?.({ ...result, instance: id, process: deployed.process, command, before: null });
    this.#follow(instance, result.effects);
    return { ok: true };
  }

  #step(id: string, given: WithoutTime<Command>): Result {
    const instance = this.#instances.get(id);
    if (instance === undefined) return missing(`There is no instance ${id}.`);
    const command = { ...given, at: this.now } as Command;
    const before = instance.state;
    const result = step(instance.deployed.process, before, command);
    if (!result.ok) return result;
    instance.state = result.state;
    if (command.type === 'completeTask') this.#tasks.delete(`${id}:${command.key}`);
    if (command.type === 'completeJob') this.#jobs.delete(`${id}:${command.key}`);
    this.#observe?.({ ...result, instance: id, process: instance.deployed.process, command, before });
    this.#follow(instance, result.effects);
    return { ok: true };
  }

  #follow(instance: Instance, effects: readonly Effect[]): void {
    for (const effect of effects) this.#carryOutEffect(instance, effect);
    const { state, caller } = instance;
    if (state.status === 'active' || caller === null) return;
    const { key } = caller;
    const answer: WithoutTime<Command> =
      state.status === 'completed'
        ? { type: 'completeCall', key, variables: processVariables(state) }
        : { type: 'throwError', key, ...(state.error ?? { code: 'called-process-terminated' }) };
    this.#enqueue(() => this.#step(caller.instance, answer));
  }

  #carryOutEffect(instance: Instance, effect: Effect): void {
    const { id } = instance;
    const name = `${id}:${effect.key}`;
    switch (effect.type) {
      case 'createTask':
        this.#tasks.set(name, { ...effect, instance: id });
        return;
      case 'cancelTask':
        this.#tasks.delete(name);
        return;
      case 'createJob': {
        const job = { ...effect, instance: id };
        this.#jobs.set(name, job);
        this.#enqueue(() => this.#carryOut(job));
        return;
      }
      case 'cancelJob':
        this.#jobs.delete(name);
        return;
      case 'scheduleTimer':
        this.#timers.set(name, { ...effect, instance: id });
        return;
      case 'cancelTimer':
        this.#timers.delete(name);
        return;
      case 'openSubscription': {
        const subscription = { ...effect, instance: id };
        this.#subscriptions.set(name, subscription);
        this.#enqueue(() => this.#takeBuffered(subscription));
        return;
      }
      case 'closeSubscription':
        this.#subscriptions.delete(name);
        return;
      case 'publishMessage': {
        const { message, correlationKey, messageId, variables, timeToLive } = effect;
        const expires = this.now + timeToLive;
        this.#enqueue(() => this.#deliver({ message, correlationKey, messageId, variables, expires }));
        return;
      }
      case 'startProcess':
        this.#enqueue(() => this.#call(instance, effect));
        return;
      case 'cancelProcess':
        for (const child of this.#instances.values()) {
          if (child.caller?.instance === id && child.caller.key === effect.key && child.state.status === 'active') {
            this.#enqueue(() => this.#step(child.id, { type: 'cancel', reason: 'caller' }));
          }
        }
        return;
      case 'raiseIncident':
        this.#incidents.set(name, { ...effect, instance: id });
        return;
      case 'resolveIncident':
        this.#incidents.delete(name);
        return;
      default:
        throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`);
    }
  }

  #call(instance: Instance, effect: Of<'startProcess'>): void {
    const deployed = this.#deployments.bound(effect.process, effect.binding, instance.deployed);
    const caller = { instance: instance.id, key: effect.key };
    const id = this.#newId(effect.process);
    const started =
      deployed === undefined
        ? missing(`There is no process ${effect.process}.`)
        : this.#start(deployed, id, caller, { variables: effect.variables });
    if (started.ok) return;
    const { message } = started.failure;
    this.#step(instance.id, { type: 'throwError', key: effect.key, code: 'called-process-unknown', message });
  }

  #carryOut(job: OpenJob): void {
    const handler = this.#handlers.get(job.jobType);
    if (handler === undefined || this.#jobs.get(nameOf(job)) !== job) return;
    try {
      const result = handler(job);
      if (!(result instanceof Promise)) {
        this.#finish(job, result);
        return;
      }
      const running = result
        .then(
          (variables) => this.#finish(job, variables),
          (error: unknown) => this.#fail(job, error),
        )
        .then(() => {
          this.#running.delete(running);
          this.#drain();
        });
      this.#running.add(running);
    } catch (error) {
      this.#fail(job, error);
    }
  }

  #finish({ instance, key }: OpenJob, variables: Variables | undefined): void {
    this.#step(instance, { type: 'completeJob', key, ...(variables === undefined ? {} : { variables }) });
  }

  #fail(job: OpenJob, error: unknown): void {
    const { instance, key } = job;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof BpmnError) {
      const { code, variables } = error;
      this.#step(instance, { type: 'throwError', key, code, message, variables });
      return;
    }
    const retries = Math.max(0, job.retries - 1);
    const again = { ...job, retries };
    if (this.#jobs.has(nameOf(job))) this.#jobs.set(nameOf(job), again);
    this.#step(instance, { type: 'failJob', key, retries, message });
    if (retries > 0) this.#enqueue(() => this.#carryOut(again));
  }

  #deliver(message: Message): number {
    let taken = 0;
    const reached = new Set<string>();
    for (const subscription of [...this.#subscriptions.values()]) {
      if (reached.has(subscription.instance) || !matches(subscription, message)) continue;
      if (this.#correlate(subscription, message)) {
        reached.add(subscription.instance);
        taken += 1;
      }
    }
    for (const deployed of this.#deployments.all()) {
      for (const { startEvent, message: name } of deployed.process.messageStarts) {
        const value = name.evaluate(NO_VARIABLES, { at: this.now });
        if (!value.ok || value.value !== message.message) continue;
        const { variables } = message;
        if (this.#start(deployed, this.#newId(deployed.process.id), null, { variables, startEvent }).ok) taken += 1;
      }
    }
    if (taken === 0 && message.expires > this.now) this.#messages.push(message);
    return taken;
  }

  #takeBuffered(subscription: Named<'openSubscription'>): void {
    this.#messages = this.#messages.filter(({ expires }) => expires > this.now);
    const message = this.#messages.find((one) => matches(subscription, one));
    if (message === undefined || this.#subscriptions.get(nameOf(subscription)) !== subscription) return;
    this.#messages = this.#messages.filter((one) => one !== message);
    this.#correlate(subscription, message);
  }

  /** The subscription is closed first; a wait that goes on opens it again. */
  #correlate({ instance, key }: Named<'openSubscription'>, { variables, messageId }: Message): boolean {
    this.#subscriptions.delete(`${instance}:${key}`);
    const command = { type: 'correlateMessage', key, variables, ...(messageId === null ? {} : { messageId }) } as const;
    return this.#step(instance, command).ok;
  }

  #fireUntil(target: number): void {
    for (let due = this.nextDue(); due !== null && due <= target; due = this.nextDue()) {
      this.#skipped += Math.max(0, due - this.now);
      for (const [name, timer] of [...this.#timers]) {
        if (timer.due > due || this.#timers.get(name) !== timer) continue;
        this.#timers.delete(name);
        this.#step(timer.instance, { type: 'triggerTimer', key: timer.key });
        this.#drain();
      }
      for (const start of this.#starts.filter(({ wait }) => wait.due !== null && wait.due <= due))
        this.#fireStart(start);
    }
  }

  #fireStart(start: StartTimer): void {
    const next = nextWait(start.wait, this.now);
    this.#starts = this.#starts.flatMap((one) => {
      if (one !== start) return [one];
      return next.ok && next.value !== null ? [{ ...start, wait: next.value }] : [];
    });
    const deployed = this.#deployments.version(start.process, start.version);
    if (deployed === undefined) return;
    const { startEvent } = start;
    this.#start(deployed, this.#newId(start.process), null, { variables: NO_VARIABLES, startEvent });
    this.#drain();
  }

  #enqueue(work: () => void): void {
    this.#work.push(work);
  }

  #drain(): void {
    if (this.#working) return;
    this.#working = true;
    try {
      for (let work = this.#work.shift(); work !== undefined; work = this.#work.shift()) work();
    } finally {
      this.#working = false;
    }
  }

  #newId(process: string): string {
    this.#counter += 1;
    return `${process}-${this.#counter}`;
  }
}

function matches(subscription: Of<'openSubscription'>, message: Message): boolean {
  return subscription.message === message.message && subscription.correlationKey === message.correlationKey;
}

function nameOf({ instance, key }: { readonly instance: string; readonly key: Key }): string {
  return `${instance}:${key}`;
}

function only<T extends { readonly instance: string }>(all: ReadonlyMap<string, T>, instance: string | undefined): T[] {
  const found = [...all.values()];
  return instance === undefined ? found : found.filter((one) => one.instance === instance);
}

function missing(message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code: 'instance-missing', message } };
}
