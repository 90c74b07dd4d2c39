import { randomUUID } from 'node:crypto';
import {
  type Command,
  type Event,
  type Failure,
  type Process,
  returnedVariables,
  type State,
  step,
  type Variables,
} from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { Problem } from '../problems.ts';
import { type CalendarOf, type Definition, Definitions } from './definitions.ts';
import { carryOut } from './effects/index.ts';
import { lockInstance } from './lock-instance.ts';
import { bufferedFor, type Message, publish, type Receipt } from './messages.ts';
import type { FollowUp, Instruction, Projection } from './projection.ts';
import { refuseSuspended } from './refuse-suspended.ts';
import { broadcast, isSignalName, type Signal } from './signals.ts';
import { deployStartEvents } from './start-events.ts';
import { closeWaits, emptyRows, type StepRows } from './step-rows.ts';
import type { WakeUp } from './wake-up.ts';
import { type InstanceHead, writeStep } from './write-step.ts';

/** What a caller learns of a command: the instance after it and all that followed from it. */
export interface Outcome {
  readonly instance: string;
  readonly process: Process;
  readonly state: State;
  /** Events of this instance, those of follow-ups included. */
  readonly events: readonly Event[];
}

export interface StartOptions {
  /** The published version to follow. */
  readonly definition: { readonly id: string };
  /** Default: the version's main process. */
  readonly process?: string;
  /** BPMN id of the start event; default: the one without a trigger. */
  readonly startEvent?: string;
  /** What people call the matter by, as the id of the request; searchable. */
  readonly businessKey: string;
  readonly variables: Variables;
  /** Account id of who starts it, or a name of the system's part that does. */
  readonly actor: string;
}

/** An instance inside one command, with what has become of it so far. */
interface Live extends InstanceHead {
  readonly definitionRow: Definition;
  readonly process: Process;
  readonly state: State | null;
  readonly events: readonly Event[];
}

/** A command may lead to this many steps (follow-ups, calls, call returns) in its one transaction. */
const MAX_STEPS = 2_000;

/**
 * Carries out commands on process instances. One command is one transaction: the instance row is locked, the engine
 * makes its step, and state, journal, tasks, timers, jobs, subscriptions, incidents and the domains' projections are
 * written together, with everything that follows at once (called processes, buffered messages, follow-ups).
 */
export class Runner {
  readonly definitions: Definitions;
  readonly #projections: readonly Projection[];
  readonly #wakeUp: WakeUp;

  /** `projections` may grow until the first command. */
  constructor(options: { calendarOf: CalendarOf; projections: readonly Projection[]; wakeUp: WakeUp }) {
    this.definitions = new Definitions(options.calendarOf);
    this.#projections = options.projections;
    this.#wakeUp = options.wakeUp;
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
      variables: options.variables,
      actor: options.actor,
    };
    await new CommandRun(tx, this.definitions, this.#projections, this.#wakeUp).startInstance(
      { instance, definition, process: options.process ?? null, businessKey: options.businessKey, caller: null },
      command,
    );
    return { instance };
  }

  /** Carries out a command. A command that the process cannot take becomes a problem and changes nothing. */
  async execute(tx: Transaction, instance: string, command: Instruction): Promise<Outcome> {
    return await new CommandRun(tx, this.definitions, this.#projections, this.#wakeUp).execute(instance, command);
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

/** One command and everything that follows from it. */
class CommandRun {
  readonly #tx: Transaction;
  readonly #definitions: Definitions;
  readonly #projections: readonly Projection[];
  readonly #wakeUp: WakeUp;
  readonly #live = new Map<string, Live>();
  readonly #queue: { instance: string; command: Instruction; tolerant: boolean }[] = [];
  #steps = 0;

  constructor(tx: Transaction, definitions: Definitions, projections: readonly Projection[], wakeUp: WakeUp) {
    this.#tx = tx;
    this.#definitions = definitions;
    this.#projections = projections;
    this.#wakeUp = wakeUp;
  }

  async startInstance(
    born: {
      instance: string;
      definition: Definition;
      process: string | null;
      businessKey: string;
      caller: { instance: string; key: number; root: string } | null;
    },
    command: Instruction,
  ): Promise<void> {
    this.#enlist(born);
    await this.#step(born.instance, command, false);
    if (born.caller === null) await this.#drain();
  }

  async execute(instance: string, command: Instruction): Promise<Outcome> {
    await this.#step(instance, command, false);
    await this.#drain();
    const live = this.#live.get(instance);
    if (!live?.state) throw new Error('The instance has lost its state.');
    return { instance, process: live.process, state: live.state, events: live.events };
  }

  #enlist(born: Parameters<CommandRun['startInstance']>[0]): void {
    const { instance, definition, businessKey, caller } = born;
    this.#live.set(instance, {
      institution: institutionOf(this.#tx),
      instance,
      definition: definition.id,
      definitionRow: definition,
      process: born.process === null ? definition.mainProcess : processOf(definition, born.process),
      businessKey,
      root: caller?.root ?? instance,
      parent: caller === null ? null : { instance: caller.instance, key: caller.key },
      revision: 0,
      state: null,
      events: [],
    });
  }

  async #drain(): Promise<void> {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      await this.#step(next.instance, next.command, next.tolerant);
    }
  }

  /** `tolerant`: the instance may have moved on, which is no fault of whoever sent the command. */
  async #step(instance: string, instruction: Instruction, tolerant: boolean): Promise<void> {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new Problem('step-impossible', 'The command leads to too many steps');
    const live = await this.#load(instance);
    const command = { ...instruction, at: this.#tx.now.getTime() } as Command;
    const result = step(live.process, live.state, command);
    if (!result.ok) {
      if (tolerant) return;
      throw problemOf(result.failure);
    }
    const rows = emptyRows();
    closeWaits(rows, result.events);
    for (const effect of result.effects) carryOut(rows, effect);
    const { state, events } = result;
    await writeStep(this.#tx, live, { state, events, rows, actor: command.actor ?? null });
    this.#live.set(instance, { ...live, state, events: [...live.events, ...events], revision: live.revision + 1 });
    this.#wakeFor(rows);
    for (const projection of this.#projections) {
      const { institution, businessKey, definition, process } = live;
      const followUps = await projection.apply(this.#tx, {
        institution,
        instance,
        businessKey,
        definition,
        process,
        command,
        events,
        effects: result.effects,
        state,
      });
      this.#follow(instance, followUps);
    }
    await this.#call(live, rows);
    if (live.parent !== null) this.#escalate(live.parent, rows);
    await this.#takeBuffered(live, rows);
    if (state.endedAt !== null && live.parent) this.#returnToCaller(live.parent, live.process, state);
  }

  async #load(instance: string): Promise<Live> {
    const known = this.#live.get(instance);
    if (known) return known;
    const { processId, ...locked } = await lockInstance(this.#tx, instance);
    const definitionRow = await this.#definitions.get(this.#tx, locked.definition);
    const live: Live = { ...locked, definitionRow, process: processOf(definitionRow, processId), events: [] };
    this.#live.set(instance, live);
    return live;
  }

  #follow(instance: string, followUps: readonly FollowUp[]): void {
    for (const { instance: other, command } of followUps) {
      this.#queue.push({ instance: other ?? instance, command, tolerant: false });
    }
  }

  /** Starts and ends the processes that call activities ask for. */
  async #call(live: Live, rows: StepRows): Promise<void> {
    for (const [key, call] of rows.calls) {
      if (call === null) {
        await this.#cancelCalled(live, key);
        continue;
      }
      const definition = await this.#definitions.called(this.#tx, live.definitionRow, call.process, call.binding);
      if (definition === null) {
        const message = `No published version has the process ${call.process}`;
        const code = 'called-process-missing';
        this.#queue.push({
          instance: live.instance,
          command: { type: 'failCall', key, code, message },
          tolerant: false,
        });
        continue;
      }
      const child = randomUUID();
      this.#enlist({
        instance: child,
        definition,
        process: call.process,
        businessKey: call.businessId ?? live.businessKey,
        caller: { instance: live.instance, key, root: live.root },
      });
      const command: Instruction = { type: 'start', instance: child, called: true, variables: call.variables };
      this.#queue.push({ instance: child, command, tolerant: false });
    }
  }

  async #cancelCalled(live: Live, key: number): Promise<void> {
    const here = [...this.#live.values()].find(
      (one) => one.parent?.instance === live.instance && one.parent.key === key,
    );
    const [stored] = here
      ? [{ id: here.instance }]
      : await this.#tx.query<{ id: string }>(
          'select id from instances where institution_id = $1 and parent_instance = $2 and parent_key = $3',
          [live.institution, live.instance, key],
        );
    if (!stored) return;
    const command: Instruction = { type: 'cancel', reason: 'The caller no longer waits for it' };
    this.#queue.push({ instance: stored.id, command, tolerant: true });
  }

  #escalate({ instance, key }: { instance: string; key: number }, rows: StepRows): void {
    for (const { code, variables } of rows.escalations) {
      this.#queue.push({ instance, command: { type: 'throwEscalation', key, code, variables }, tolerant: true });
    }
  }

  #returnToCaller(caller: { instance: string; key: number }, process: Process, state: State): void {
    const { instance, key } = caller;
    switch (state.status) {
      case 'completed':
        this.#queue.push({
          instance,
          command: { type: 'completeCall', key, variables: returnedVariables(process, state) },
          tolerant: true,
        });
        return;
      case 'failed': {
        const { code, message, variables } = state.error ?? { code: '', message: '', variables: {} };
        this.#queue.push({ instance, command: { type: 'throwError', key, code, message, variables }, tolerant: true });
        return;
      }
      case 'terminated': {
        // Usually its caller has cancelled it, waits for nothing any more, and takes no notice.
        const message = 'The called process was cancelled';
        const code = 'called-process-cancelled';
        this.#queue.push({ instance, command: { type: 'throwError', key, code, message }, tolerant: true });
        return;
      }
      case 'active':
        return;
      default:
        unknownStatus(state.status);
    }
  }

  /** Messages that came before anybody waited. */
  async #takeBuffered(live: Live, rows: StepRows): Promise<void> {
    for (const [key, subscription] of rows.subscriptions) {
      if (subscription === null || isSignalName(subscription.message)) continue;
      const message = await bufferedFor(this.#tx, live.process.id, subscription);
      if (message === null) continue;
      const { variables, messageId } = message;
      this.#queue.push({
        instance: live.instance,
        command: { type: 'correlateMessage', key, variables, ...(messageId === null ? {} : { messageId }) },
        tolerant: true,
      });
    }
  }

  #wakeFor(rows: StepRows): void {
    if ([...rows.jobs.values()].some((job) => job !== 'closed')) this.#wakeUp.afterCommit(this.#tx, 'jobs');
    const soon = this.#tx.now.getTime() + 1_000;
    if ([...rows.timers.values()].some((timer) => timer !== null && timer.due < soon)) {
      this.#wakeUp.afterCommit(this.#tx, 'timers');
    }
  }
}

function processOf(definition: Definition, id: string): Process {
  const process = definition.processes.get(id);
  if (!process) throw new Error(`Version ${definition.version} of ${definition.requestType} has no process ${id}.`);
  return process;
}

function problemOf(failure: Failure): Problem {
  switch (failure.code) {
    case 'instance-missing':
      return new Problem('not-found');
    case 'instance-ended':
      return new Problem('instance-ended');
    case 'suspended':
    case 'not-suspended':
    case 'activation-impossible':
    case 'modification-impossible':
    case 'migration-impossible':
    case 'unknown-key':
    case 'wrong-kind':
    case 'instance-exists':
    case 'unknown-start-event':
    case 'start-impossible':
    case 'unhandled-error':
    case 'budget-exceeded': {
      const { element, code, message } = failure;
      return new Problem('step-impossible', '', {
        errors: [{ ...(element === undefined ? {} : { element }), code, message }],
      });
    }
    default:
      return unknownFailure(failure.code);
  }
}

function unknownFailure(code: never): never {
  throw new Error(`The engine failed in an unknown way: ${String(code)}`);
}

function unknownStatus(status: never): never {
  throw new Error(`The engine left an instance in an unknown status: ${String(status)}`);
}
