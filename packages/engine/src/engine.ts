import { type Deployed, Deployments, type DeployResult } from './deployments.ts';
import type { EngineOptions, ObservedStep, PublishOptions, Result, Started, StartOptions } from './engine-options.ts';
import { NO_VARIABLES } from './kernel/scope.ts';
import { processVariables, type State } from './kernel/state.ts';
import { step } from './kernel/step.ts';
import type { Command, Effect, Key, Variables } from './kernel/types.ts';
import { Mailbox } from './mailbox.ts';
import { OpenItems } from './open-items.ts';
import { answerToCaller, missing, nameOf, only } from './open-work.ts';
import {
  type Instance,
  type Message,
  type Named,
  type Of,
  type OpenIncident,
  type OpenJob,
  type OpenTask,
  type SavedEngine,
  type SavedInstance,
  savedInstance,
} from './saved-engine.ts';
import { type DueStart, StartTimers } from './start-timers.ts';
import { conditionStarts, messageStarts, type Start, signalStarts } from './starts.ts';
import { type Wait, waits } from './waits.ts';
import { type JobHandler, type WithoutTime, Workers } from './workers.ts';

/**
 * A process engine in memory, for embedding and for tests: deploy, start, work, save, restore. It needs no platform:
 * no files, no network, no timers of its own. Time passes when the clock does and `tick` or `advance` is called.
 */
export class Engine {
  readonly #clock: () => number;
  readonly #observe: ((step: ObservedStep) => void) | undefined;
  readonly #deployments = new Deployments();
  readonly #instances = new Map<string, Instance>();
  readonly #open = new OpenItems();
  readonly #workers: Workers;
  readonly #mailbox = new Mailbox();
  readonly #starts = new StartTimers();
  readonly #work: (() => void)[] = [];
  #working = false;
  #skipped = 0;
  #counter = 0;

  constructor(options: EngineOptions = {}) {
    this.#clock = options.clock ?? Date.now;
    this.#observe = options.observe;
    this.#workers = new Workers({
      command: (instance, command) => void this.#step(instance, command),
      later: (work) => this.#enqueue(work),
      drain: () => this.#drain(),
    });
  }

  get now(): number {
    return this.#clock() + this.#skipped;
  }

  /** Adds the processes of a file and the decisions they call; nothing when one of them has an error. */
  async deploy(xml: string, options: { readonly dmn?: string | readonly string[] } = {}): Promise<DeployResult> {
    const { dmn = [] } = options;
    const result = await this.#deployments.add({ xml, dmn: typeof dmn === 'string' ? [dmn] : dmn });
    for (const { process, version } of result.processes) this.#starts.plan(process, version, this.now);
    return result;
  }

  /** Carries out all jobs of the type from now on, those that wait already included. */
  handle(jobType: string, handler: JobHandler): void {
    this.#workers.handle(jobType, handler);
    this.#drain();
  }

  /** Starts the latest version of a process. */
  start(process: string, options: StartOptions = {}): Started {
    const deployed = this.#deployments.latest(process);
    if (deployed === undefined) return missing(`There is no process ${process}.`);
    const instance = options.instance ?? this.#newId(process);
    if (this.#instances.has(instance)) {
      return { ok: false, failure: { code: 'instance-exists', message: `There is an instance ${instance} already.` } };
    }
    const { instance: _, variables = NO_VARIABLES, ...more } = options;
    const result = this.#start(deployed, instance, null, { variables, ...more });
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
  publish(message: string, options: PublishOptions = {}): number {
    const { correlationKey = null, variables = NO_VARIABLES, timeToLive = 3_600_000, messageId = null } = options;
    const taken = this.#deliver({ message, correlationKey, variables, messageId, expires: this.now + timeToLive });
    this.#drain();
    return taken;
  }

  /** Sends a signal to every wait for it and to the processes that it starts. Answers how many took it. */
  broadcast(signal: string, variables: Variables = NO_VARIABLES): number {
    const taken = this.#broadcast(signal, variables);
    this.#drain();
    return taken;
  }

  /** Starts the processes whose conditional start event holds with these variables. Answers how many. */
  startWhere(variables: Variables): number {
    const started = this.#startAll(conditionStarts(this.#deployments.all(), variables, this.now), variables);
    this.#drain();
    return started;
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
    const start = this.#starts.nextDue();
    const due = [...this.#open.timers.values()].map((timer) => timer.due);
    if (start !== null) due.push(start);
    return due.length === 0 ? null : due.reduce((a, b) => Math.min(a, b));
  }

  /** Resolves when no handler is at work. */
  async settled(): Promise<void> {
    await this.#workers.settled();
  }

  tasks(instance?: string): OpenTask[] {
    return only(this.#open.tasks, instance);
  }

  jobs(instance?: string): OpenJob[] {
    return only(this.#workers.jobs(), instance);
  }

  incidents(instance?: string): OpenIncident[] {
    return only(this.#open.incidents, instance);
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
      instances: [...this.#instances.values()].map(savedInstance),
      ...this.#open.save(),
      jobs: [...this.#workers.jobs().values()],
      subscriptions: this.#mailbox.subscriptions(),
      messages: this.#mailbox.messages(),
      starts: this.#starts.all(),
    };
  }

  /** An engine that goes on where `saved` was. Jobs begin again when their handlers are there. */
  static async restore(saved: SavedEngine, options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(options);
    for (const source of saved.sources) await engine.#deployments.add(source);
    engine.#skipped = saved.skipped;
    engine.#counter = saved.counter;
    for (const message of saved.messages) engine.#mailbox.keep(message, 0);
    engine.#starts.load(saved.starts);
    for (const { id, version, caller, state } of saved.instances) {
      const deployed = engine.#deployments.version(state.process, version);
      if (deployed !== undefined) engine.#instances.set(id, { id, deployed, caller, state });
    }
    engine.#open.load(saved);
    engine.#workers.load(saved.jobs);
    for (const subscription of saved.subscriptions) engine.#mailbox.open(nameOf(subscription), subscription);
    return engine;
  }

  #start(
    deployed: Deployed,
    id: string,
    caller: SavedInstance['caller'],
    options: { readonly variables: Variables; readonly startEvent?: string; readonly businessId?: string },
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
    if (command.type === 'completeTask') this.#open.tasks.delete(`${id}:${command.key}`);
    if (command.type === 'completeJob') this.#workers.remove(`${id}:${command.key}`);
    this.#observe?.({ ...result, instance: id, process: instance.deployed.process, command, before });
    this.#follow(instance, result.effects);
    return { ok: true };
  }

  #follow(instance: Instance, effects: readonly Effect[]): void {
    for (const effect of effects) this.#carryOutEffect(instance, effect);
    const { state, caller } = instance;
    if (state.status === 'active' || caller === null) return;
    const answer = answerToCaller(state, caller.key);
    this.#enqueue(() => this.#step(caller.instance, answer));
  }

  #carryOutEffect(instance: Instance, effect: Effect): void {
    const { id } = instance;
    const name = `${id}:${effect.key}`;
    switch (effect.type) {
      case 'createTask':
      case 'cancelTask':
      case 'scheduleTimer':
      case 'cancelTimer':
      case 'openSignal':
      case 'closeSignal':
      case 'raiseIncident':
      case 'resolveIncident':
        this.#open.carryOut(id, effect);
        return;
      case 'createJob':
        this.#workers.add({ ...effect, instance: id });
        return;
      case 'cancelJob':
        this.#workers.remove(name);
        return;
      case 'openSubscription': {
        const subscription = { ...effect, instance: id };
        this.#mailbox.open(name, subscription);
        this.#enqueue(() => {
          const message = this.#mailbox.takeKept(subscription, this.now);
          if (message !== null) this.#correlate(subscription, message);
        });
        return;
      }
      case 'closeSubscription':
        this.#mailbox.close(name);
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
      case 'broadcastSignal':
        this.#enqueue(() => this.#broadcast(effect.signal, effect.variables));
        return;
      case 'escalate': {
        const { caller } = instance;
        if (caller === null) return;
        const { code, variables } = effect;
        this.#enqueue(() => this.#step(caller.instance, { type: 'throwEscalation', key: caller.key, code, variables }));
        return;
      }
      default:
        throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`);
    }
  }

  #call(instance: Instance, effect: Of<'startProcess'>): void {
    const deployed = this.#deployments.bound(effect.process, effect.binding, instance.deployed);
    const caller = { instance: instance.id, key: effect.key };
    const id = this.#newId(effect.process);
    const businessId = effect.businessId ?? instance.state.businessId;
    const named = businessId === undefined ? {} : { businessId };
    const started =
      deployed === undefined
        ? missing(`There is no process ${effect.process}.`)
        : this.#start(deployed, id, caller, { variables: effect.variables, ...named });
    if (started.ok) return;
    const { message } = started.failure;
    this.#step(instance.id, { type: 'throwError', key: effect.key, code: 'called-process-unknown', message });
  }

  #deliver(message: Message): number {
    let taken = 0;
    for (const subscription of this.#mailbox.takers(message)) if (this.#correlate(subscription, message)) taken += 1;
    taken += this.#startAll(messageStarts(this.#deployments.all(), message.message, this.now), message.variables);
    if (taken === 0) this.#mailbox.keep(message, this.now);
    return taken;
  }

  #broadcast(signal: string, variables: Variables): number {
    const starts = signalStarts(this.#deployments.all(), signal, this.now);
    const waiting = this.#open.takeSignal(signal);
    const taken = waiting.filter(
      ({ instance, key }) => this.#step(instance, { type: 'deliverSignal', key, variables }).ok,
    );
    return taken.length + this.#startAll(starts, variables);
  }

  #startAll(starts: readonly Start[], variables: Variables): number {
    return starts.filter(({ deployed, startEvent }) => {
      return this.#start(deployed, this.#newId(deployed.process.id), null, { variables, startEvent }).ok;
    }).length;
  }

  /** The subscription is closed first; a wait that goes on opens it again. */
  #correlate({ instance, key }: Named<'openSubscription'>, { variables, messageId }: Message): boolean {
    this.#mailbox.close(`${instance}:${key}`);
    const command = { type: 'correlateMessage', key, variables, ...(messageId === null ? {} : { messageId }) } as const;
    return this.#step(instance, command).ok;
  }

  #fireUntil(target: number): void {
    for (let due = this.nextDue(); due !== null && due <= target; due = this.nextDue()) {
      this.#skipped += Math.max(0, due - this.now);
      for (const [name, timer] of [...this.#open.timers]) {
        if (timer.due > due || this.#open.timers.get(name) !== timer) continue;
        this.#open.timers.delete(name);
        this.#step(timer.instance, { type: 'triggerTimer', key: timer.key });
        this.#drain();
      }
      for (const start of this.#starts.take(due, this.now)) this.#fireStart(start);
    }
  }

  #fireStart(due: DueStart): void {
    const deployed = this.#deployments.version(due.process, due.version);
    if (deployed === undefined) return;
    this.#start(deployed, this.#newId(due.process), null, { variables: NO_VARIABLES, startEvent: due.startEvent });
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
    return `${process}-${++this.#counter}`;
  }
}
