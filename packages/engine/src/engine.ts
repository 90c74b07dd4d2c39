import { missing } from './host/answers.ts';
import type { Contract, NameOf } from './host/contract.ts';
import { copyOf } from './host/copy-of.ts';
import type { Deployed, DeployResult } from './host/deployments.ts';
import type {
  EngineOptions,
  HandleOptions,
  MigrationTarget,
  ObservedStep,
  PublishOptions,
  Result,
  Started,
  StartOptions,
} from './host/options.ts';
import { plain, plainOrThrow } from './host/plain.ts';
import { Runtime } from './host/runtime.ts';
import {
  type OpenIncident,
  type OpenJob,
  type OpenTask,
  type SavedEngine,
  savedInstance,
  startKeyOf,
} from './host/saved-engine.ts';
import { conditionStarts } from './host/starts.ts';
import { handedOut, type JobHandler, type WithoutTime } from './host/workers.ts';
import { checkMigration } from './kernel/check-migration.ts';
import type { MigrationPlan, MigrationProblem } from './kernel/migration-plan.ts';
import type { Modification } from './kernel/modification.ts';
import { planMigration } from './kernel/plan-migration.ts';
import { NO_VARIABLES } from './kernel/scope.ts';
import { processVariables, type State } from './kernel/state.ts';
import type { AdHocActivation, Command, Key, Variables } from './kernel/types.ts';
import { type Wait, waits } from './waits.ts';

/**
 * A process engine in memory, for embedding and for tests: deploy, start, work, save, restore. It needs no platform:
 * no files, no network, no timers of its own. Time passes when the clock does and `tick` or `advance` is called.
 */
export class Engine<C extends Contract = Contract> {
  readonly #runtime: Runtime;

  constructor(options: EngineOptions = {}) {
    this.#runtime = new Runtime(options);
  }

  /** Milliseconds since the epoch: the clock, and what `advance` has added to it. */
  get now(): number {
    return this.#runtime.now;
  }

  /** Adds the processes of a file and the decisions they call; nothing when one of them has an error. */
  async deploy(xml: string, options: { readonly dmn?: string | readonly string[] } = {}): Promise<DeployResult> {
    const { dmn = [] } = options;
    const { deployments, starts } = this.#runtime;
    const result = await deployments.add({ xml, dmn: typeof dmn === 'string' ? [dmn] : dmn });
    for (const { process, version } of result.processes) starts.plan(process, version, this.now);
    return result;
  }

  /** Carries out all jobs of the type from now on, those that wait already included. */
  handle<J extends NameOf<C['jobs']>>(
    jobType: J,
    handler: JobHandler<C['jobs'][J]['input'], C['jobs'][J]['output']>,
    options: HandleOptions = {},
  ): void {
    // what a job really sees is for the application to know; its contract says so
    this.#runtime.workers.handle(jobType, handler as JobHandler, options.backOff);
    this.#runtime.drain();
  }

  /** Starts the latest version of a process. */
  start<P extends NameOf<C['processes']>>(process: P, options: StartOptions<C['processes'][P]> = {}): Started {
    const runtime = this.#runtime;
    const deployed = runtime.deployments.latest(process);
    if (deployed === undefined) return missing(`There is no process ${process}.`);
    const instance = options.instance ?? runtime.newId(process);
    if (runtime.instances.has(instance)) {
      return { ok: false, failure: { code: 'instance-exists', message: `There is an instance ${instance} already.` } };
    }
    const { instance: _, variables = NO_VARIABLES, ...more } = options;
    const own = plain<Variables>(variables);
    if (!own.ok) return own;
    const result = runtime.start(deployed, instance, null, { variables: own.value, ...more });
    runtime.drain();
    return result.ok ? { ok: true, instance } : result;
  }

  /** Carries out a command on one instance, and all that follows from it without waiting. */
  execute(instance: string, command: WithoutTime<Command>): Result {
    const own = plain(command);
    if (!own.ok) return own;
    const result = this.#runtime.step(instance, own.value);
    this.#runtime.drain();
    return result;
  }

  complete(task: { readonly instance: string; readonly key: Key }, variables?: Variables): Result {
    const { instance, key } = task;
    const own = variables === undefined ? null : plain(variables);
    if (own !== null && !own.ok) return own;
    const result = this.#runtime.step(
      instance,
      own === null ? { type: 'completeTask', key } : { type: 'completeTask', key, variables: own.value },
    );
    this.#runtime.drain();
    return result;
  }

  /**
   * Delivers a message to one wait of each process, the oldest with this name and key, and starts the processes that it
   * starts. For `timeToLive` milliseconds (one hour) it is kept for every process that has not taken it. Answers how many
   * took it.
   */
  publish<M extends NameOf<C['messages']>>(message: M, options: PublishOptions<C['messages'][M]> = {}): number {
    const { timeToLive = 3_600_000, messageId = null } = options;
    const variables = plainOrThrow<Variables>(options.variables ?? NO_VARIABLES);
    const correlationKey = options.correlationKey || null;
    const expires = this.now + timeToLive;
    const taken = this.#runtime.deliver({ message, correlationKey, variables, messageId, expires });
    this.#runtime.drain();
    return taken;
  }

  /** Sends a signal to every wait for it and to the processes that it starts. Answers how many took it. */
  broadcast(signal: string, variables: Variables = NO_VARIABLES): number {
    const taken = this.#runtime.broadcast(signal, plainOrThrow(variables));
    this.#runtime.drain();
    return taken;
  }

  /** Starts the processes whose conditional start event holds with these variables. Answers how many. */
  startWhere(variables: Variables): number {
    const runtime = this.#runtime;
    const own = plainOrThrow(variables);
    const started = runtime.startAll(conditionStarts(runtime.deployments.all(), own, this.now), own);
    runtime.drain();
    return started;
  }

  /** The instance stands still until `resume`: see the command `suspend`. */
  suspend(instance: string, reason?: string): Result {
    return this.execute(instance, { type: 'suspend', ...(reason === undefined ? {} : { reason }) });
  }

  resume(instance: string): Result {
    return this.execute(instance, { type: 'resume' });
  }

  /** Lets activities of an ad-hoc subprocess begin; `key` is its element instance. See the command. */
  activateAdHoc(
    instance: string,
    key: Key,
    activation: { readonly elements: readonly AdHocActivation[]; readonly cancelRemaining?: boolean },
  ): Result {
    return this.execute(instance, { type: 'activateAdHoc', key, ...activation });
  }

  /** Changes by hand where an instance stands, all of it or nothing. */
  modify(instance: string, modification: Modification & { readonly reason?: string }): Result {
    return this.execute(instance, { type: 'modify', ...modification });
  }

  /** How the instance would go over to another version, and what stands in the way. Changes nothing. */
  planMigration(instance: string, target: MigrationTarget = {}) {
    const found = this.#migration(instance, target);
    return found === null ? null : { plan: found.plan, problems: found.problems };
  }

  /** Goes over to another version of the process, the latest when none is named, or leaves everything as it is. */
  migrate(instance: string, target: MigrationTarget & { readonly reason?: string } = {}): Result {
    const found = this.#migration(instance, target);
    if (found === null) return missing(`There is no instance ${instance}, or no version of a process to go over to.`);
    const { plan, deployed, problems } = found;
    const [first] = problems;
    if (first !== undefined) {
      const { element, message } = first;
      return { ok: false, failure: { code: 'migration-impossible', message, element, problems } };
    }
    const { reason } = target;
    const command = { type: 'migrate', plan, ...(reason === undefined ? {} : { reason }) } as const;
    const result = this.#runtime.step(instance, command, deployed);
    this.#runtime.drain();
    return result;
  }

  /** Forgets an instance that has ended. False for one that runs or is not known. */
  forget(instance: string): boolean {
    return this.#runtime.instances.forget(instance);
  }

  /** Calls the listener after each step, of one instance or of all. Answers with what ends that. */
  subscribe(listener: (step: ObservedStep) => void, instance?: string): () => void {
    const observer = (step: ObservedStep): void => {
      if (instance === undefined || step.instance === instance) listener(step);
    };
    this.#runtime.observers.add(observer);
    return () => void this.#runtime.observers.delete(observer);
  }

  /** Fires what is due. */
  tick(): void {
    this.#runtime.fireUntil(this.now);
  }

  /** Lets time pass: each timer on the way fires at its own time. */
  advance(time: { readonly by: number } | { readonly to: number }): void {
    const target = 'by' in time ? this.now + time.by : time.to;
    if (!Number.isFinite(target)) throw new RangeError(`Time cannot advance to ${target}: give milliseconds.`);
    this.#runtime.fireUntil(target);
    this.#runtime.skipped += Math.max(0, target - this.now);
  }

  /** When the next timer is due, or a failed job is tried again; null when nothing is planned. */
  nextDue(): number | null {
    return this.#runtime.nextDue();
  }

  /** Resolves when no handler is at work. */
  async settled(): Promise<void> {
    await this.#runtime.workers.settled();
  }

  /** Tasks that are open, in one instance or in all. */
  tasks(instance?: string): OpenTask[] {
    return this.#runtime.open.tasks.list(instance).map((task) => ({ ...task, variables: copyOf(task.variables) }));
  }

  /** Jobs that are not done, in one instance or in all. */
  jobs(instance?: string): OpenJob[] {
    return this.#runtime.workers.list(instance).map(handedOut);
  }

  /** Incidents that nobody has resolved, in one instance or in all. */
  incidents(instance?: string): OpenIncident[] {
    return this.#runtime.open.incidents.list(instance);
  }

  /** The instances that run, and those that have ended and are not forgotten. */
  instances(): string[] {
    return this.#runtime.instances.ids();
  }

  /** Null when the instance is not known. */
  state(instance: string): State | null {
    return this.#runtime.instances.get(instance)?.state ?? null;
  }

  /** A copy of the process variables; none when the instance is not known. */
  variables(instance: string): Variables;
  variables<V extends Variables>(instance: string): Partial<V>;
  variables(instance: string): Variables {
    const state = this.state(instance);
    return state === null ? NO_VARIABLES : copyOf(processVariables(state));
  }

  process(instance: string): Deployed['process'] | null {
    return this.#runtime.instances.get(instance)?.deployed.process ?? null;
  }

  /** Why it waits, for what, since when and until when. */
  waits(instance: string): Wait[] {
    const found = this.#runtime.instances.get(instance);
    return found === undefined ? [] : waits(found.deployed.process, found.state);
  }

  /** Everything as plain JSON. */
  save(): SavedEngine {
    const { skipped, counter, deployments, instances, open, workers, mailbox, starts } = this.#runtime;
    return {
      format: 1,
      skipped,
      counter,
      sources: [...deployments.sources],
      instances: instances.list().map(savedInstance),
      ...open.save(),
      jobs: workers.list(),
      ...mailbox.save(),
      starts: starts.all(),
    };
  }

  /**
   * An engine that goes on where `saved` was. Jobs begin again when their handlers are there. Throws when `saved` is of
   * another format, or lacks a process that one of its instances follows.
   */
  static async restore<C extends Contract = Contract>(
    saved: SavedEngine,
    options: EngineOptions = {},
  ): Promise<Engine<C>> {
    const { format } = saved;
    if (format !== 1)
      throw new Error(`The saved engine has format ${format as number}, and this version reads format 1.`);
    const engine = new Engine<C>(options);
    const runtime = engine.#runtime;
    for (const source of saved.sources) await runtime.deployments.add(source, true);
    runtime.skipped = saved.skipped;
    runtime.counter = saved.counter;
    runtime.starts.load(saved.starts);
    for (const one of saved.instances) {
      const { id, version, caller, state } = one;
      const deployed = runtime.deployments.version(state.process, version);
      if (deployed === undefined) {
        throw new Error(
          `Instance ${id} follows version ${version} of ${state.process}, which saved.sources do not hold.`,
        );
      }
      // callers come before those they call
      const depth = caller === null ? 0 : (runtime.instances.get(caller.instance)?.depth ?? 0) + 1;
      runtime.add({ id, deployed, caller, startKey: startKeyOf(one), depth, state });
    }
    runtime.open.load(saved);
    runtime.workers.load(saved.jobs);
    runtime.mailbox.load(saved);
    return engine;
  }

  #migration(
    instance: string,
    { process, version, mappings }: MigrationTarget,
  ): { plan: MigrationPlan; problems: readonly MigrationProblem[]; deployed: Deployed } | null {
    const { instances, deployments } = this.#runtime;
    const found = instances.get(instance);
    if (found === undefined) return null;
    const id = process ?? found.deployed.process.id;
    const deployed = version === undefined ? deployments.latest(id) : deployments.version(id, version);
    if (deployed === undefined) return null;
    const { plan, problems } = planMigration(found.deployed.process, deployed.process, mappings);
    const errors = problems.filter(({ severity }) => severity === 'error');
    return { plan, deployed, problems: [...errors, ...checkMigration(deployed.process, found.state, plan)] };
  }
}
