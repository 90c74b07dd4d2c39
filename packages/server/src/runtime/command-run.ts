import { randomUUID } from 'node:crypto';
import { type Command, type Effect, type Event, type Process, recordsOf, type State, step } from '@circula/engine';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { currentTrace, inInnerSpan, inInnerSpanSync } from '../platform/tracing/spans.ts';
import { Problem } from '../problems.ts';
import { answerTo } from './answer-to-caller.ts';
import {
  type Continuation,
  enqueueContinuation,
  MOST_STEPS,
  type PendingStep,
  STEPS_PER_TRANSACTION,
} from './continuation.ts';
import type { Definition, Definitions } from './definitions.ts';
import { carryOut } from './effects/index.ts';
import { problemOf } from './failure-problem.ts';
import { bufferedFor, keptForStart } from './kept-messages.ts';
import { type LockedInstance, lockInstance } from './lock-instance.ts';
import type { FollowUp, Instruction, Projection } from './projection.ts';
import { isSignalName } from './signals.ts';
import { closeWaits, emptyRows, type StepRows } from './step-rows.ts';
import type { InstanceHead } from './step-tables.ts';
import type { WakeUp } from './wake-up.ts';
import { writeSteps } from './write-steps.ts';

/** What a caller learns of a command: the instance after it and all that followed from it. */
export interface Outcome {
  readonly instance: string;
  readonly process: Process;
  readonly state: State;
  /** Events of this instance, those of follow-ups included. */
  readonly events: readonly Event[];
}

/** An instance inside one command, with what has become of it so far. */
interface Live extends InstanceHead {
  readonly definitionRow: Definition;
  readonly process: Process;
  readonly state: State | null;
  readonly events: readonly Event[];
}

/** What the engine makes of a command. */
interface Decision {
  readonly live: Live;
  readonly command: Command;
  readonly state: State;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
  readonly rows: StepRows;
  /** W3C trace context of the command; null where nobody traces. */
  readonly trace: string | null;
}

/** A command on an instance that its transaction has locked together with others. */
export interface GroupedCommand {
  readonly locked: LockedInstance;
  readonly command: Instruction;
  readonly trace: string | null;
}

/** One command and everything that follows from it. */
export class CommandRun {
  readonly #tx: Transaction;
  readonly #definitions: Definitions;
  readonly #projections: readonly Projection[];
  readonly #wakeUp: WakeUp;
  readonly #live = new Map<string, Live>();
  readonly #queue: { instance: string; command: Instruction; tolerant: boolean }[] = [];
  #steps = 0;
  /** Steps of the transactions before, where this one goes on with a command. */
  #taken = 0;

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
    return this.#outcomeOf(instance);
  }

  #outcomeOf(instance: string): Outcome {
    const live = this.#live.get(instance);
    if (!live?.state) throw new Error('The instance has lost its state.');
    return { instance, process: live.process, state: live.state, events: live.events };
  }

  /**
   * Carries out commands on different instances that this transaction has locked, each as if it were alone; what they
   * lead to at once follows. Answers an outcome, or the problem of a command that its process cannot take, for each.
   */
  async executeAll(commands: readonly GroupedCommand[]): Promise<(Outcome | Problem)[]> {
    const decided: (Decision | Problem)[] = [];
    for (const { locked, command, trace } of commands) {
      const live = this.#known(locked, await this.#definitions.get(this.#tx, locked.definition));
      decided.push(this.#decide(live, command, trace));
    }
    const taken = decided.filter((decision): decision is Decision => !(decision instanceof Problem));
    this.#write(taken);
    for (const decision of taken) await this.#settle(decision);
    await this.#drain();
    return decided.map((decision) =>
      decision instanceof Problem ? decision : this.#outcomeOf(decision.live.instance),
    );
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
      if (this.#steps >= STEPS_PER_TRANSACTION) {
        this.#queue.unshift(next);
        await this.#putOff();
        return;
      }
      await this.#step(next.instance, next.command, next.tolerant);
    }
  }

  /** Goes on with a command in this transaction. A process whose caller has given it up is not started. */
  async resume({ steps, taken }: Continuation): Promise<void> {
    this.#taken = taken;
    const awaited = new Map<string, ReadonlySet<number>>();
    for (const { instance, command, tolerant, born } of steps) {
      if (born !== undefined) {
        const { caller } = born;
        if (caller !== null) {
          const calls = awaited.get(caller.instance) ?? callsOf(await this.#load(caller.instance));
          awaited.set(caller.instance, calls);
          if (!calls.has(caller.key)) continue;
        }
        this.#enlist({ ...born, instance, definition: await this.#definitions.get(this.#tx, born.definition) });
      }
      this.#queue.push({ instance, command, tolerant });
    }
    await this.#drain();
  }

  /** Leaves the rest to a following transaction, in the outbox. */
  async #putOff(): Promise<void> {
    const steps = this.#queue.splice(0).map(({ instance, command, tolerant }): PendingStep => {
      const live = this.#live.get(instance);
      if (!live || live.state !== null) return { instance, command, tolerant };
      const { definition, process, businessKey, root, parent } = live;
      const caller = parent === null ? null : { ...parent, root };
      return { instance, command, tolerant, born: { definition, process: process.id, businessKey, caller } };
    });
    await enqueueContinuation(this.#tx, { steps, taken: this.#taken + this.#steps });
    this.#wakeUp.afterCommit(this.#tx, 'jobs');
  }

  /** `tolerant`: the instance may have moved on, which is no fault of whoever sent the command. */
  async #step(instance: string, instruction: Instruction, tolerant: boolean): Promise<void> {
    const attributes = { 'circula.instance': instance, 'circula.command': instruction.type };
    await inInnerSpan(`step ${instruction.type}`, { attributes }, async (span) => {
      const live = await this.#load(instance);
      span.set({
        'circula.institution': live.institution,
        'circula.instance.root': live.root,
        'circula.definition': live.definition,
        'circula.process': live.process.id,
      });
      const decision = this.#decide(live, instruction, currentTrace());
      if (decision instanceof Problem) {
        if (tolerant) return;
        throw decision;
      }
      this.#write([decision]);
      await this.#settle(decision);
    });
  }

  /** Asks the engine; nothing is written yet. */
  #decide(live: Live, instruction: Instruction, trace: string | null): Decision | Problem {
    this.#steps += 1;
    if (this.#taken + this.#steps > MOST_STEPS) {
      throw new Problem('step-impossible', 'The command leads to too many steps');
    }
    const command = { ...instruction, at: this.#tx.now.getTime() } as Command;
    const result = inInnerSpanSync('engine', {}, () => step(live.process, live.state, command));
    if (!result.ok) return problemOf(result.failure);
    const { state, events, effects } = result;
    const rows = emptyRows();
    closeWaits(rows, events);
    for (const effect of effects) carryOut(rows, effect);
    return { live, command, state, events, effects, rows, trace };
  }

  #write(decisions: readonly Decision[]): void {
    writeSteps(
      this.#tx,
      decisions.map(({ live, state, events, rows, command, trace }) => {
        return { head: live, state, events, rows, actor: command.actor ?? null, trace };
      }),
    );
    for (const { live, state, events } of decisions) {
      const revision = live.revision + 1;
      this.#live.set(live.instance, { ...live, state, events: [...live.events, ...events], revision });
    }
  }

  /** Tells everyone whom a written step concerns, and queues what follows from it. */
  async #settle({ live, command, state, events, effects, rows }: Decision): Promise<void> {
    const { institution, instance, businessKey, definition, process } = live;
    this.#wakeFor(rows);
    for (const projection of this.#projections) {
      const step = { institution, instance, businessKey, definition, process, command, events, effects, state };
      this.#follow(instance, await projection.apply(this.#tx, step));
    }
    await this.#call(live, rows);
    if (live.parent !== null) this.#escalate(live.parent, rows);
    await this.#takeBuffered(live, rows);
    if (state.endedAt === null) return;
    if (live.parent === null) await this.#startNext(live);
    else
      this.#queue.push({
        instance: live.parent.instance,
        command: answerTo(live.parent.key, live.process, state),
        tolerant: true,
      });
  }

  async #load(instance: string): Promise<Live> {
    const known = this.#live.get(instance);
    if (known) return known;
    const locked = await lockInstance(this.#tx, instance);
    return this.#known(locked, await this.#definitions.get(this.#tx, locked.definition));
  }

  #known({ processId, ...locked }: LockedInstance, definitionRow: Definition): Live {
    const live: Live = { ...locked, definitionRow, process: processOf(definitionRow, processId), events: [] };
    this.#live.set(live.instance, live);
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

  /** The message that has waited longest for an instance of this key to end begins the next one. */
  async #startNext({ process, businessKey }: Live): Promise<void> {
    const kept = process.messageStarts.length === 0 ? null : await keptForStart(this.#tx, process.id, businessKey);
    if (kept === null) return;
    const { definition, startEvent, message, variables } = kept;
    const instance = randomUUID();
    const definitionRow = await this.#definitions.get(this.#tx, definition);
    this.#enlist({ instance, definition: definitionRow, process: process.id, businessKey, caller: null });
    const from = { startEvent, correlationKey: businessKey, variables, actor: `message ${message}` };
    const command: Instruction = { type: 'start', instance, ...from };
    this.#queue.push({ instance, command, tolerant: true });
  }

  /** Messages that came before anybody waited. */
  async #takeBuffered(live: Live, rows: StepRows): Promise<void> {
    for (const [key, subscription] of rows.subscriptions) {
      if (subscription === null || isSignalName(subscription.message)) continue;
      const message = await bufferedFor(this.#tx, live.process.id, subscription);
      if (message === null) continue;
      const { correlationKey, variables, messageId } = message;
      const named = messageId === null ? {} : { messageId };
      this.#queue.push({
        instance: live.instance,
        command: { type: 'correlateMessage', key, variables, correlationKey, ...named },
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

/** A process of a published version by its BPMN id; a missing one is a bug. */
export function processOf(definition: Definition, id: string): Process {
  const process = definition.processes.get(id);
  if (!process) throw new Error(`Version ${definition.version} of ${definition.requestType} has no process ${id}.`);
  return process;
}

/** Keys of the calls that an instance waits for. */
function callsOf({ state }: Live): ReadonlySet<number> {
  const waiting = state === null ? [] : recordsOf(state.elements).filter((element) => element.wait?.type === 'call');
  return new Set(waiting.map((element) => element.key));
}
