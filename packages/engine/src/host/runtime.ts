import { NO_VARIABLES } from '../kernel/scope.ts';
import { step } from '../kernel/step.ts';
import type { Command, Effect, Key, Variables } from '../kernel/types.ts';
import { answerToCaller, missing } from './answers.ts';
import { type Deployed, Deployments } from './deployments.ts';
import { Instances } from './instances.ts';
import { Mailbox } from './mailbox.ts';
import { OpenItems } from './open-items.ts';
import type { EngineOptions, ObservedStep, Result } from './options.ts';
import type { Instance, Message, Named, Of, SavedInstance } from './saved-engine.ts';
import { type DueStart, StartTimers } from './start-timers.ts';
import { messageStarts, notWaitedFor, type Start, signalStarts } from './starts.ts';
import { openJob, timed } from './timed.ts';
import { type WithoutTime, Workers } from './workers.ts';

const KEEP_ENDED = 1_000;

/** Processes that call each other, one within the other; more is a call that never ends. */
const DEEPEST_CALL = 1_000;

interface Beginning {
  readonly variables: Variables;
  readonly startEvent?: string;
  readonly correlationKey?: string | null;
  readonly businessId?: string;
}

/** Carries out commands and what they ask for, one after the other, until nothing is left to do without waiting. */
export class Runtime {
  readonly deployments: Deployments;
  readonly instances: Instances;
  readonly open = new OpenItems();
  readonly workers: Workers;
  readonly mailbox = new Mailbox();
  readonly starts = new StartTimers();
  readonly observers = new Set<(step: ObservedStep) => void>();
  skipped = 0;
  counter = 0;
  readonly #clock: () => number;
  /** Which running instance a message with this correlation key has started, by process. */
  readonly #startedBy = new Map<string, string>();
  #work: (() => void)[] = [];
  #working = false;

  constructor({ clock, observe, calendar, keepEnded, backOff, random }: EngineOptions) {
    this.deployments = new Deployments(calendar);
    this.#clock = clock ?? Date.now;
    if (observe !== undefined) this.observers.add(observe);
    this.instances = new Instances(keepEnded ?? KEEP_ENDED);
    this.workers = new Workers(
      {
        now: () => this.now,
        random: random ?? Math.random,
        command: (instance, command) => this.step(instance, command),
        standsStill: (instance) => this.instances.get(instance)?.state.suspended !== undefined,
        later: (work) => this.later(work),
        drain: () => this.drain(),
      },
      backOff,
    );
  }

  get now(): number {
    return this.#clock() + this.skipped;
  }

  newId(process: string): string {
    this.counter += 1;
    return `${process}-${this.counter}`;
  }

  /** `startKey`: the correlation key of the message that starts it; no other may start a second instance meanwhile. */
  start(
    deployed: Deployed,
    id: string,
    caller: SavedInstance['caller'],
    beginning: Beginning,
    startKey?: string,
  ): Result {
    const command: Command = { type: 'start', at: this.now, instance: id, called: caller !== null, ...beginning };
    const result = step(deployed.process, null, command);
    if (!result.ok) return result;
    const depth = caller === null ? 0 : (this.instances.get(caller.instance)?.depth ?? 0) + 1;
    const instance: Instance = { id, deployed, caller, startKey, depth, state: result.state };
    this.add(instance);
    if (this.observers.size > 0) {
      this.#observe({ ...result, instance: id, process: deployed.process, command, before: null });
    }
    this.#follow(instance, result.effects);
    return DONE;
  }

  /** Takes up an instance, begun or saved. */
  add(instance: Instance): void {
    this.instances.add(instance);
    const { startKey, deployed, id, state } = instance;
    if (startKey !== undefined && state.status === 'active') {
      this.#startedBy.set(`${deployed.process.id}\n${startKey}`, id);
    }
  }

  /** Carries out a command; `over`: with the process that the instance goes over to. */
  step(id: string, given: WithoutTime<Command>, over?: Deployed): Result {
    const instance = this.instances.get(id);
    if (instance === undefined) return missing(`There is no instance ${id}.`);
    const command = timed(given, this.now);
    const before = instance.state;
    const deployed = over ?? instance.deployed;
    const result = step(deployed.process, before, command);
    if (!result.ok) return result;
    instance.state = result.state;
    instance.deployed = deployed;
    if (command.type === 'completeTask' && !isAsked(result.effects, command.key))
      this.open.tasks.delete(id, command.key);
    else if (command.type === 'completeJob') this.workers.remove(id, command.key);
    else if (command.type === 'migrate') this.#rename(id, result.events);
    if (this.observers.size > 0) {
      this.#observe({ ...result, instance: id, process: deployed.process, command, before });
    }
    this.#follow(instance, result.effects);
    if (command.type === 'resume') this.workers.wake(id);
    return DONE;
  }

  later(work: () => void): void {
    this.#work.push(work);
  }

  drain(): void {
    if (this.#working) return;
    this.#working = true;
    try {
      for (let next = 0; next < this.#work.length; next += 1) {
        this.#work[next]?.();
        // what has been done is dropped now and then, so that a long chain does not keep it all
        if (next === 1023) {
          this.#work.splice(0, next + 1);
          next = -1;
        }
      }
    } finally {
      this.#work = [];
      this.#working = false;
    }
  }

  /**
   * To one wait of each process, the oldest, and to the processes that it starts; until its time runs out it is there for
   * all others. Answers how many took it.
   */
  deliver(message: Message): number {
    if (!this.mailbox.isNew(message, this.now)) return 0;
    const taken = new Set<string>();
    for (const subscription of this.mailbox.waiting(message)) {
      const process = this.#processOf(subscription.instance);
      if (!taken.has(process) && this.#correlate(subscription, message)) taken.add(process);
    }
    for (const start of messageStarts(this.deployments.all(), message.message, this.now)) {
      const { id } = start.deployed.process;
      if (!taken.has(id) && this.#startByMessage(start, message)) taken.add(id);
    }
    this.mailbox.keep(message, taken, this.now);
    return taken.size;
  }

  /** `thrownBy`: the instance that threw it, in which it has been heard. */
  broadcast(signal: string, variables: Variables, thrownBy: string | null = null): number {
    const starts = signalStarts(this.deployments.all(), signal, this.now);
    const waiting = this.open.takeSignal(signal, thrownBy);
    const taken = waiting.filter(
      ({ instance, key }) => this.step(instance, { type: 'deliverSignal', key, variables }).ok,
    );
    const places = new Set(taken.map(({ instance, element }) => `${this.#processOf(instance)} ${element}`));
    return taken.length + this.startAll(notWaitedFor(starts, places), variables);
  }

  #processOf(instance: string): string {
    return this.instances.get(instance)?.deployed.process.id ?? '';
  }

  startAll(starts: readonly Start[], variables: Variables): number {
    return starts.filter(({ deployed, startEvent }) => {
      return this.start(deployed, this.newId(deployed.process.id), null, { variables, startEvent }).ok;
    }).length;
  }

  nextDue(): number | null {
    const due = [this.open.timers.first()?.due ?? null, this.starts.nextDue(), this.workers.nextDue()];
    return due.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
  }

  /** Fires what is due until then, each timer at its own time. */
  fireUntil(target: number): void {
    for (let due = this.nextDue(); due !== null && due <= target; due = this.nextDue()) {
      this.skipped += Math.max(0, due - this.now);
      for (let one = this.open.timers.first(); one !== undefined && one.due <= due; one = this.open.timers.first()) {
        this.open.timers.delete(one.instance, one.key);
        this.step(one.instance, { type: 'triggerTimer', key: one.key });
        this.drain();
      }
      for (const start of this.starts.take(due, this.now)) this.#fireStart(start);
      this.workers.tryAgain(due);
      this.drain();
    }
  }

  #fireStart(due: DueStart): void {
    const deployed = this.deployments.version(due.process, due.version);
    if (deployed === undefined) return;
    this.start(deployed, this.newId(due.process), null, { variables: NO_VARIABLES, startEvent: due.startEvent });
    this.drain();
  }

  /** An observer that throws does not keep the others, nor the engine, from going on; its error is thrown at the end. */
  #observe(observed: ObservedStep): void {
    for (const observer of this.observers) {
      try {
        observer(observed);
      } catch (error) {
        this.later(() => {
          throw error;
        });
      }
    }
  }

  #rename(id: string, events: ObservedStep['events']): void {
    for (const event of events) {
      if (event.type !== 'elementMigrated') continue;
      this.open.rename(id, event.key, event.element);
      this.workers.rename(id, event.key, event.element);
    }
  }

  #follow(instance: Instance, effects: readonly Effect[]): void {
    for (const effect of effects) this.#carryOut(instance, effect);
    const { state, caller, startKey, deployed } = instance;
    if (state.status === 'active') return;
    this.instances.ended(instance);
    if (caller !== null) {
      const answer = answerToCaller(instance.deployed.process, state, caller.key);
      this.later(() => this.step(caller.instance, answer));
    }
    if (startKey !== undefined && this.#startedBy.delete(`${deployed.process.id}\n${startKey}`)) {
      this.later(() => this.#startWithKept(deployed.process.id, startKey));
    }
  }

  #carryOut(instance: Instance, effect: Effect): void {
    const { id } = instance;
    switch (effect.type) {
      case 'createTask':
      case 'cancelTask':
      case 'updateTask':
      case 'finishTask':
      case 'scheduleTimer':
      case 'cancelTimer':
      case 'openSignal':
      case 'closeSignal':
      case 'raiseIncident':
      case 'resolveIncident':
        this.open.carryOut(id, effect);
        return;
      case 'createJob':
        this.workers.add(openJob(effect, id));
        return;
      case 'cancelJob':
        this.workers.remove(id, effect.key);
        return;
      case 'openSubscription':
        this.#listen({ ...effect, instance: id });
        return;
      case 'closeSubscription':
        this.mailbox.close(id, effect.key);
        return;
      case 'publishMessage': {
        const { message, correlationKey, messageId, variables, timeToLive } = effect;
        const expires = this.now + timeToLive;
        this.later(() => this.deliver({ message, correlationKey, messageId, variables, expires }));
        return;
      }
      case 'startProcess':
        this.later(() => this.#call(instance, effect));
        return;
      case 'cancelProcess': {
        const child = this.instances.calledBy(id, effect.key);
        if (child !== undefined) this.later(() => this.step(child.id, { type: 'cancel', reason: 'caller' }));
        return;
      }
      case 'broadcastSignal':
        this.later(() => this.broadcast(effect.signal, effect.variables, id));
        return;
      case 'escalate': {
        const { caller } = instance;
        if (caller === null) return;
        const { code, variables } = effect;
        this.later(() => this.step(caller.instance, { type: 'throwEscalation', key: caller.key, code, variables }));
        return;
      }
      default:
        throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`);
    }
  }

  #listen(subscription: Named<'openSubscription'>): void {
    this.mailbox.open(subscription);
    const process = this.instances.get(subscription.instance)?.deployed.process.id ?? '';
    if (!this.mailbox.keepsFor(subscription, process)) return;
    this.later(() => {
      const message = this.mailbox.takeKept(subscription, process, this.now);
      if (message !== null) this.#correlate(subscription, message);
    });
  }

  #call(instance: Instance, effect: Of<'startProcess'>): void {
    const deployed = this.deployments.bound(effect.process, effect.binding, instance.deployed);
    const caller = { instance: instance.id, key: effect.key };
    const businessId = effect.businessId ?? instance.state.businessId;
    const named = businessId === undefined ? {} : { businessId };
    const depth = instance.depth + 1;
    if (depth > DEEPEST_CALL) {
      const message = `More than ${DEEPEST_CALL} processes call each other.`;
      this.step(instance.id, { type: 'failCall', key: effect.key, code: 'call-too-deep', message });
      return;
    }
    const started =
      deployed === undefined
        ? missing(`There is no process ${effect.process}.`)
        : this.start(deployed, this.newId(effect.process), caller, { variables: effect.variables, ...named });
    if (started.ok) return;
    const { message } = started.failure;
    this.step(instance.id, { type: 'failCall', key: effect.key, code: 'called-process-unknown', message });
  }

  /** The subscription is closed first; a wait that goes on opens it again. */
  #correlate({ instance, key }: Named<'openSubscription'>, message: Message): boolean {
    this.mailbox.close(instance, key);
    const { variables, correlationKey, messageId } = message;
    const named = messageId === null ? {} : { messageId };
    return this.step(instance, { type: 'correlateMessage', key, variables, correlationKey, ...named }).ok;
  }

  /** A message with a correlation key starts nothing while the instance runs that the same one has started. */
  #startByMessage({ deployed, startEvent }: Start, message: Message): boolean {
    const { variables, correlationKey } = message;
    const id = this.newId(deployed.process.id);
    const beginning = { variables, startEvent, correlationKey };
    if (correlationKey === null) return this.start(deployed, id, null, beginning).ok;
    if (this.#startedBy.has(`${deployed.process.id}\n${correlationKey}`)) return false;
    return this.start(deployed, id, null, beginning, correlationKey).ok;
  }

  /** Of the messages with this key that may start the process, the one that has waited longest does. */
  #startWithKept(process: string, key: string): void {
    const latest = this.deployments.latest(process);
    if (latest === undefined) return;
    const names = latest.process.messageStarts.flatMap(({ message }) => {
      const name = message.evaluate(NO_VARIABLES, { at: this.now });
      return name.ok && typeof name.value === 'string' ? name.value : [];
    });
    const message = this.mailbox.takeKeptWith(key, names, process, this.now);
    const [start] = message === null ? [] : messageStarts([latest], message.message, this.now);
    if (message !== null && start !== undefined) this.#startByMessage(start, message);
  }
}

/** The listeners of the task that was to be completed are asked first. */
function isAsked(effects: readonly Effect[], key: Key): boolean {
  return effects.some((effect) => effect.type === 'updateTask' && effect.key === key);
}

const DONE: Result = Object.freeze({ ok: true });
