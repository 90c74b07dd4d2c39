import { isUnavailable } from '../persistence/failures.ts';
import type { Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { currentTrace } from '../platform/tracing/spans.ts';
import { notFound, Problem } from '../problems.ts';
import { type ClaimedWork, useUp } from './claimed-work.ts';
import type { GroupedCommand, Outcome } from './command-run.ts';
import { LeaseLost } from './lease.ts';
import { lockAhead, lockAllAhead, lockInstance, lockInstances } from './lock-instance.ts';
import type { Instruction } from './projection.ts';

/** A command that needs nothing but its own transaction. */
export interface LoneCommand {
  readonly institution: string;
  readonly instance: string;
  readonly command: Instruction;
  /** The work that the command uses up. */
  readonly claim?: ClaimedWork;
}

interface Waiting {
  readonly asked: LoneCommand;
  /** W3C trace context of whoever asked. */
  readonly trace: string | null;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Carries out commands on locked instances inside a transaction; answers an outcome or a problem for each. */
export type CarryOut = (tx: Transaction, commands: readonly GroupedCommand[]) => Promise<(Outcome | Problem)[]>;

/** How many commands share a transaction at most. */
const MOST = 50;

/**
 * Lets commands that wait at the same time share a transaction, institution by institution: a commit costs as much for
 * fifty as for one. Each is answered after that commit, for itself; where one breaks the transaction, the others of its
 * group are carried out again, each alone.
 */
export class CommandGroups {
  readonly #unitOfWork: UnitOfWork;
  readonly #carryOut: CarryOut;
  /** How many transactions are open at the same time. */
  readonly #width: number;
  /** By institution; whoever was served last is at the end. */
  readonly #waiting = new Map<string, Waiting[]>();
  #open = 0;
  #scheduled = false;

  constructor(unitOfWork: UnitOfWork, width: number, carryOut: CarryOut) {
    this.#unitOfWork = unitOfWork;
    this.#width = width;
    this.#carryOut = carryOut;
  }

  /** As Runner.carryOut. */
  async carryOut(asked: LoneCommand): Promise<Outcome> {
    if (this.#unitOfWork.isInside()) throw new Error('A command of its own cannot be asked for inside a transaction.');
    return await new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(asked.institution) ?? [];
      waiting.push({ asked, trace: currentTrace(), resolve, reject });
      this.#waiting.set(asked.institution, waiting);
      this.#schedule();
    });
  }

  /** Once everyone has spoken whom the same event has set going. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#open < this.#width) {
        const group = this.#next();
        if (group.length === 0) return;
        this.#open += 1;
        this.#serve(group).finally(() => {
          this.#open -= 1;
          this.#schedule();
        });
      }
    });
  }

  #next(): Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined) return [];
    const [institution, waiting] = first;
    this.#waiting.delete(institution);
    const group = new Map<string, Waiting>();
    const rest: Waiting[] = [];
    for (const one of waiting) {
      const { instance } = one.asked;
      // Commands on the same instance follow each other.
      if (group.size < MOST && !group.has(instance)) group.set(instance, one);
      else rest.push(one);
    }
    if (rest.length > 0) this.#waiting.set(institution, rest);
    return [...group.values()];
  }

  async #serve(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#transaction(group);
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index] ?? new Error('A command was not carried out.');
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
    } catch (error) {
      const [alone] = group;
      if (group.length === 1) alone?.reject(error);
      else if (isUnavailable(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await this.#serve([one]);
    }
  }

  async #transaction(group: readonly Waiting[]): Promise<(Outcome | Error | undefined)[]> {
    const [{ asked: first }] = group as [Waiting];
    const { institution } = first;
    const instances = group.map(({ asked }) => asked.instance);
    const ahead =
      instances.length === 1 ? lockAhead(institution, first.instance) : lockAllAhead(institution, instances);
    return await this.#unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await this.#inside(tx, group, instances),
      ahead,
    );
  }

  async #inside(
    tx: Transaction,
    group: readonly Waiting[],
    instances: string[],
  ): Promise<(Outcome | Error | undefined)[]> {
    const [only = ''] = instances;
    const locked =
      instances.length === 1 ? new Map([[only, await lockInstance(tx, only)]]) : await lockInstances(tx, instances);
    const held = await useUp(
      tx,
      group.flatMap(({ asked }) => asked.claim ?? []),
    );
    const answers = new Map<Waiting, Outcome | Error>();
    const ready: (GroupedCommand & { readonly waiting: Waiting })[] = [];
    for (const waiting of group) {
      const { asked, trace } = waiting;
      const instance = locked.get(asked.instance);
      if (instance === undefined) answers.set(waiting, notFound());
      else if (asked.claim !== undefined && !held.has(asked.claim)) answers.set(waiting, new LeaseLost());
      else ready.push({ waiting, locked: instance, command: asked.command, trace });
    }
    const outcomes = await this.#carryOut(tx, ready);
    ready.forEach(({ waiting }, index) => {
      const outcome = outcomes[index];
      // A refused command must not have used up its work.
      if (outcome instanceof Problem && waiting.asked.claim !== undefined) throw outcome;
      if (outcome !== undefined) answers.set(waiting, outcome);
    });
    return group.map((waiting) => answers.get(waiting));
  }
}
