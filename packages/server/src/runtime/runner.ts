import { randomUUID } from 'node:crypto';
import type { Process, State, Variables } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { inSpan } from '../platform/tracing/spans.ts';
import { Problem } from '../problems.ts';
import { CommandGroups, type LoneCommand } from './command-groups.ts';
import { CommandRun, type Outcome, processOf } from './command-run.ts';
import type { Continuation } from './continuation.ts';
import { type CalendarOf, type Definition, Definitions } from './definitions.ts';
import { linkToWait } from './link-to-wait.ts';
import { type Message, publish, type Receipt } from './messages.ts';
import type { Instruction, Projection } from './projection.ts';
import { refuseSuspended } from './refuse-suspended.ts';
import { broadcast, type Signal } from './signals.ts';
import { deployStartEvents, lookForKept } from './start-events.ts';
import type { WakeUp } from './wake-up.ts';

export type { Outcome } from './command-run.ts';

export interface StartOptions {
  /** The published version to follow. */
  readonly definition: { readonly id: string };
  /** Default: the version's main process. */
  readonly process?: string;
  /** BPMN id of the start event; default: the one without a trigger. */
  readonly startEvent?: string;
  /** Of the message that starts it, null when it has none. */
  readonly correlationKey?: string | null;
  /** What people call the matter by, as the id of the request; searchable. */
  readonly businessKey: string;
  readonly variables: Variables;
  /** Account id of who starts it, or a name of the system's part that does. */
  readonly actor: string;
}

/** Hears how many milliseconds after its beginning a command was carried out, and when everyone saw it. */
export type CommandObserver = (command: string, what: 'done' | 'visible', milliseconds: number) => void;

/**
 * Carries out commands on process instances. One command is one transaction: the instance row is locked, the engine
 * makes its step, and state, journal, tasks, timers, jobs, subscriptions, incidents and the domains' projections are
 * written together, with everything that follows at once (called processes, buffered messages, follow-ups).
 */
export class Runner {
  readonly definitions: Definitions;
  readonly #projections: readonly Projection[];
  readonly #wakeUp: WakeUp;
  readonly #observe: CommandObserver;

  readonly #groups: CommandGroups;

  /** `projections` may grow until the first command; `width`: transactions of `carryOut` at the same time. */
  constructor(options: {
    unitOfWork: UnitOfWork;
    width: number;
    calendarOf: CalendarOf;
    projections: readonly Projection[];
    wakeUp: WakeUp;
    observe?: CommandObserver;
  }) {
    this.#observe = options.observe ?? (() => undefined);
    this.definitions = new Definitions(options.calendarOf);
    this.#projections = options.projections;
    this.#wakeUp = options.wakeUp;
    this.#groups = new CommandGroups(options.unitOfWork, options.width, async (tx, commands) => {
      return await new CommandRun(tx, this.definitions, this.#projections, this.#wakeUp).executeAll(commands);
    });
  }

  /** Starts an instance; answers its id. Problem `not-found` for an unknown version, `definition-suspended`. */
  async start(tx: Transaction, options: StartOptions): Promise<{ instance: string }> {
    const instance = randomUUID();
    const definition = await this.definitions.get(tx, options.definition.id);
    await refuseSuspended(tx, definition.id);
    const command: Instruction = {
      type: 'start',
      instance,
      ...(options.startEvent === undefined ? {} : { startEvent: options.startEvent }),
      ...(options.correlationKey === undefined ? {} : { correlationKey: options.correlationKey }),
      variables: options.variables,
      actor: options.actor,
    };
    const born = {
      instance,
      definition,
      process: options.process ?? null,
      businessKey: options.businessKey,
      caller: null,
    };
    await this.#timed(tx, instance, command, async (run) => await run.startInstance(born, command));
    return { instance };
  }

  /** Goes on with what a command of an earlier transaction has still to lead to. */
  async resume(tx: Transaction, continuation: Continuation): Promise<void> {
    await new CommandRun(tx, this.definitions, this.#projections, this.#wakeUp).resume(continuation);
  }

  /** Carries out a command. A command that the process cannot take becomes a problem and changes nothing. */
  async execute(tx: Transaction, instance: string, command: Instruction): Promise<Outcome> {
    return await this.#timed(tx, instance, command, async (run) => {
      if ('key' in command) await linkToWait(tx, instance, command.key);
      return await run.execute(instance, command);
    });
  }

  /**
   * Carries out a command in a transaction of its own, which commands that wait at the same time share. Answers after the
   * commit. Rejects like `execute`, and with LeaseLost where the work that the command uses up is no longer held.
   */
  async carryOut(asked: LoneCommand): Promise<Outcome> {
    const began = performance.now();
    const { type } = asked.command;
    const attributes = { 'circula.instance': asked.instance, 'circula.command': type };
    const outcome = await inSpan(`command ${type}`, { attributes }, async () => await this.#groups.carryOut(asked));
    this.#observe(type, 'visible', performance.now() - began);
    return outcome;
  }

  /**
   * Hands a message to whoever waits for it in the institution: at most one instance of each process, and message start
   * events of the newest versions; else it is kept for its time to live. A message id counts once.
   */
  async publish(tx: Transaction, message: Message): Promise<Receipt> {
    return await publish(tx, this, message);
  }

  /** Sends a signal to every wait for it in the institution and to what it starts. Answers with the instances. */
  async broadcast(tx: Transaction, signal: Signal): Promise<readonly string[]> {
    return await broadcast(tx, this, signal);
  }

  /** Arms the timer, message and signal start events of a version that has just been published, and disarms older versions'. */
  async deployed(tx: Transaction, definitionId: string): Promise<void> {
    const definition = await this.definitions.get(tx, definitionId);
    if (await deployStartEvents(tx, definition)) tx.afterCommit(() => this.#wakeUp.wake('timers'));
  }

  /** What has been kept since a version, or all of the institution (null), was suspended begins now. */
  async resumed(tx: Transaction, definitionId: string | null, since: Date): Promise<void> {
    if (await lookForKept(tx, definitionId, since)) tx.afterCommit(() => this.#wakeUp.wake('timers'));
  }

  async #timed<T>(
    tx: Transaction,
    instance: string,
    { type }: Instruction,
    carryOut: (run: CommandRun) => Promise<T>,
  ): Promise<T> {
    const began = performance.now();
    const attributes = { 'circula.instance': instance, 'circula.command': type };
    const result = await inSpan(
      `command ${type}`,
      { attributes },
      async () => await carryOut(new CommandRun(tx, this.definitions, this.#projections, this.#wakeUp)),
    );
    this.#observe(type, 'done', performance.now() - began);
    tx.afterCommit(() => this.#observe(type, 'visible', performance.now() - began));
    return result;
  }

  /** An instance as it is, for reading: nothing is locked. Problem `not-found` when the institution has none such. */
  async look(tx: Transaction, instance: string): Promise<{ process: Process; state: State; definition: Definition }> {
    const [row] = await tx.query<{ definition_id: string; process_id: string; state: State }>(
      'select definition_id, process_id, state from instances where institution_id = $1 and id = $2',
      [institutionOf(tx), instance],
    );
    if (!row) throw new Problem('not-found');
    const definition = await this.definitions.get(tx, row.definition_id);
    return { definition, process: processOf(definition, row.process_id), state: row.state };
  }
}
