import { apply, type Command, type Event, type Process, type State, step } from '../../src/index.ts';
import { brokenInvariants } from '../../src/testing/index.ts';
import type { RefModel } from '../reference/model.ts';
import { type Action, type Beginning, Reference } from '../reference/reference.ts';
import { KernelView } from './kernel-view.ts';

/** What happens, and when (milliseconds since the epoch). */
export interface Moment {
  readonly action: Action;
  readonly time: number;
}

/** Where two of the four ways differ. */
export class Divergence extends Error {}

/**
 * One instance, run four ways at once: directly, restored from JSON before each step, folded from its journal, and by
 * the reference interpreter. Throws a Divergence where they do not agree, or where an invariant is broken.
 */
export class Walk {
  readonly moments: Moment[] = [];
  /** The commands that the kernel carried out. */
  readonly commands: Command[] = [];
  readonly beginning: Beginning;
  readonly #process: Process;
  readonly #reference: Reference;
  readonly #view: KernelView;
  readonly #entered: (element: string) => void;
  #state: State | null = null;
  #folded: State | null = null;
  /** The state as JSON. */
  #text = 'null';
  #lines: readonly string[] = [];
  /** Neither way comes to an end: the model loops without waiting. */
  endless = false;

  constructor(process: Process, model: RefModel, beginning: Beginning, entered: (element: string) => void = () => {}) {
    this.#process = process;
    this.#reference = new Reference(model);
    this.#view = new KernelView(process);
    this.#entered = entered;
    this.beginning = beginning;
  }

  /** What can be seen now, as sorted lines. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get active(): boolean {
    return this.#state?.status === 'active' && !this.endless;
  }

  start(time: number): void {
    const { variables, called, startEvent } = this.beginning;
    const named = startEvent === null ? {} : { startEvent };
    const command: Command = { type: 'start', at: time, instance: 'one', variables, called, ...named };
    const done = this.#step(command);
    this.#agree('start', done, () => this.#reference.start(this.beginning, time));
  }

  act(moment: Moment): void {
    const { action, time } = moment;
    this.moments.push(moment);
    const key =
      action.type === 'cancel'
        ? 0
        : action.type === 'retryIncident'
          ? this.#view.incidentOf(action.at)
          : this.#view.keyOf(action.at);
    const done = key !== undefined && this.#step(commandOf(action, key, time));
    this.#agree(`${action.type} ${'at' in action ? action.at : ''}`, done, () => this.#reference.act(action, time));
  }

  #agree(what: string, done: boolean | 'endless', reference: () => boolean): void {
    const referred = endlessly(reference);
    if (done === 'endless' && referred === 'endless') {
      this.endless = true;
      return;
    }
    if (done !== referred) throw new Divergence(`${what}: the kernel says ${done}, the reference ${referred}`);
    if (this.#state === null) return;
    this.#lines = done === true ? this.#view.observe(this.#state) : this.#lines;
    if (!done) return;
    const expected = this.#reference.observe();
    if (this.#lines.join('\n') !== expected.join('\n')) {
      const lacks = without(expected, this.#lines).map((line) => `  only the reference: ${line}`);
      const more = without(this.#lines, expected).map((line) => `  only the kernel: ${line}`);
      throw new Divergence([`${what}:`, ...lacks, ...more].join('\n'));
    }
  }

  /** False when the kernel refuses. */
  #step(command: Command): boolean | 'endless' {
    const before = this.#text;
    const direct = step(this.#process, this.#state, command);
    const restored: State | null = JSON.parse(before);
    const again = step(this.#process, restored, JSON.parse(JSON.stringify(command)));
    if (JSON.stringify(this.#state) !== before) throw new Divergence('the step wrote to the old state');
    if (!direct.ok || !again.ok) {
      if (direct.ok !== again.ok) throw new Divergence('the restored state goes on differently');
      return !direct.ok && direct.failure.code === 'budget-exceeded' ? 'endless' : false;
    }
    const journal = JSON.stringify(direct.events);
    const text = JSON.stringify(direct.state);
    const same =
      JSON.stringify(again.state) === text &&
      JSON.stringify(again.events) === journal &&
      JSON.stringify(again.effects) === JSON.stringify(direct.effects);
    if (!same) throw new Divergence('the restored state goes on differently');
    for (const event of JSON.parse(journal) as Event[]) {
      this.#folded = apply(this.#folded, event);
      if (event.type === 'elementEntered') this.#entered(event.element);
    }
    if (JSON.stringify(this.#folded) !== text) throw new Divergence('folding the journal gives another state');
    this.#text = text;
    const broken = brokenInvariants(this.#process, direct.state);
    if (broken.length > 0) throw new Divergence(`broken: ${broken.join('; ')}`);
    this.#state = direct.state;
    this.commands.push(command);
    this.#view.note(command, direct.effects, direct.state);
    return true;
  }
}

function endlessly(reference: () => boolean): boolean | 'endless' {
  try {
    return reference();
  } catch (error) {
    if (error instanceof Error && error.message === 'it goes on and on') return 'endless';
    throw error;
  }
}

/** The lines of `all` that `others` lacks, counted. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function commandOf(action: Action, key: number, at: number): Command {
  switch (action.type) {
    case 'completeJob': {
      const { decision, answer } = action;
      const decided =
        decision === undefined ? undefined : { result: { type: 'adHocSubProcess', ...decision } as const };
      const answered = answer === undefined ? undefined : { result: { type: 'userTask', ...answer } as const };
      const result = decided ?? answered;
      return { type: 'completeJob', at, key, variables: action.variables, ...result };
    }
    case 'completeTask':
    case 'completeCall':
    case 'correlateMessage':
    case 'deliverSignal':
      return { type: action.type, at, key, variables: action.variables };
    case 'triggerTimer':
      return { type: action.type, at, key };
    case 'retryIncident':
      return { type: action.type, at, key };
    case 'failJob':
      return { type: action.type, at, key, retries: action.retries, message: 'failed' };
    case 'throwError':
    case 'throwEscalation':
      return { type: action.type, at, key, code: action.code, variables: action.variables };
    case 'setVariables':
      return { type: action.type, at, scope: key, variables: action.variables };
    case 'assignTask': {
      const { assignee, action: words } = action;
      return { type: action.type, at, key, assignee, ...(words === undefined ? {} : { action: words }) };
    }
    case 'updateTask': {
      const { changes, variables, action: words } = action;
      const more = {
        ...(variables === undefined ? {} : { variables }),
        ...(words === undefined ? {} : { action: words }),
      };
      return { type: action.type, at, key, changes, ...more };
    }
    case 'letGo':
      return { type: 'modify', at, terminate: [key], reason: 'by hand' };
    case 'cancel':
      return { type: 'cancel', at };
    default:
      throw new Error(JSON.stringify(action satisfies never));
  }
}
